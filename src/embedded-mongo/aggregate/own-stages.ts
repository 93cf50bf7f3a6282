import { Context } from 'mingo/core';
import { type Iterator, Lazy } from 'mingo/lazy';
import * as mingoStages from 'mingo/operators/pipeline';
import type { Options } from 'mingo/types';
import type { Engine } from '../engine.ts';
import { compileFilter } from '../query/matcher.ts';
import { search } from '../query/search.ts';
import { parseSort, sortBy } from '../query/sort.ts';
import { setAt } from '../update/concrete-path.ts';
import { type Doc, decodePlain } from '../values/doc.ts';
import { splitPath, valuesAt } from '../values/paths.ts';

/**
 * Stages that are done otherwise than by mingo: `$match` and `$sort` by the same rules as in queries, `$count` of nothing gives
 * nothing, and `$lookup` of one field by an index.
 */
export function ownStages(engine: Engine, database: string): Context {
  const stages = {
    $match: (docs: Iterator, filter: unknown, options: Options) =>
      docs.filter<Doc>(compileFilter(filter, options)),
    $sort(docs: Iterator, spec: unknown) {
      const fields = parseSort(spec);
      return docs.transform(((all: Doc[]) => Lazy(sortBy(all, fields, (doc) => doc))) as never);
    },
    $count: (docs: Iterator, name: string) =>
      docs.transform(((all: Doc[]) => Lazy(all.length > 0 ? [{ [name]: all.length }] : [])) as never),
    $lookup(docs: Iterator, spec: Doc, options: Options) {
      const { from, localField, foreignField, as } = spec;
      const simple = [from, localField, foreignField, as].every((one) => typeof one === 'string');
      if (!simple || spec['pipeline'] !== undefined) return mingoStages.$lookup(docs, spec as never, options);
      const local = splitPath(String(localField));
      return docs.map<Doc, Doc>((doc) => {
        const $in = valuesAt(doc, local).flatMap((value) => value ?? null);
        const joined = { ...doc };
        const collection = engine.catalog.collections.get(`${database}.${String(from)}`);
        const matches = search(collection, { filter: { [String(foreignField)]: { $in } } }, engine.effort);
        setAt(
          joined,
          splitPath(String(as)),
          matches.map(({ stored }) => decodePlain(stored.raw)),
        );
        return joined;
      });
    },
  };
  return Context.init({ pipeline: stages as never });
}
