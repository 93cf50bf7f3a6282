import { Aggregator } from 'mingo/aggregator';
import { MongoError } from '../mongo-error.ts';
import { type Doc, decodePlain, encode, isDoc } from '../values/doc.ts';
import { checkOperators, mingoOptions } from './mingo-options.ts';
import { translated } from './translate-error.ts';

const allowed = ['$addFields', '$set', '$unset', '$project', '$replaceRoot', '$replaceWith'];

/** Compiles an update that is an aggregation pipeline. */
export function compileStages(stages: unknown[]): (doc: Doc) => Doc {
  for (const stage of stages) {
    const name = isDoc(stage) ? Object.keys(stage)[0] : undefined;
    if (name === undefined || !allowed.includes(name)) {
      throw new MongoError('InvalidOptions', `${String(name)} is not allowed to be used within an update`);
    }
    checkOperators(stage);
  }
  const pipeline = translated(() => new Aggregator(stages as Doc[], mingoOptions()));
  return (doc) => {
    // mingo may change what it is given, and knows no bigint.
    const copy = decodePlain(encode(doc));
    const [result] = translated(() => pipeline.run<Doc>([copy]));
    return result ?? doc;
  };
}
