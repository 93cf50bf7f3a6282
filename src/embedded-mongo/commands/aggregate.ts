import { runPipeline } from '../aggregate/run-pipeline.ts';
import { MongoError } from '../mongo-error.ts';
import { type Doc, decodePlain, encode, isDoc } from '../values/doc.ts';
import { type Command, countOption, docOption, namespaceOf } from './call.ts';

export const aggregate: Command = {
  fields: ['aggregate', 'pipeline', 'cursor', 'allowDiskUse', 'hint', 'bypassDocumentValidation'],
  run(call) {
    const { engine, body } = call;
    const { pipeline, cursor } = body;
    if (!Array.isArray(pipeline) || !pipeline.every(isDoc)) {
      throw new MongoError('TypeMismatch', "'pipeline' must be an array of objects");
    }
    if (!isDoc(cursor)) throw new MongoError('FailedToParse', "The 'cursor' option is required");
    // mingo's arithmetic knows no bigint.
    const stages = decodePlain(encode({ pipeline }))['pipeline'] as Doc[];
    const namespace = namespaceOf(call);
    const results = runPipeline(engine, namespace, stages);
    return engine.cursors.first(namespace, results, countOption(docOption(body, 'cursor'), 'batchSize'));
  },
};
