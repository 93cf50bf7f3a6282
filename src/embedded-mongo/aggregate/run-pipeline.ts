import { serialize } from 'bson';
import { Aggregator } from 'mingo/aggregator';
import type { Engine } from '../engine.ts';
import { type Search, search } from '../query/search.ts';
import { type Doc, decodePlain, isDoc, type Raw } from '../values/doc.ts';
import { mingoOptions } from './mingo-options.ts';
import { ownStages } from './own-stages.ts';
import { checkStages, onlyCounts } from './stages.ts';
import { translated } from './translate-error.ts';

/** Runs an aggregation over a collection. What the first stages ask of it is searched by index; mingo does the rest. */
export function runPipeline(engine: Engine, namespace: string, stages: Doc[]): Raw[] {
  checkStages(stages);
  const { wanted, rest } = takeSearch(stages);
  const { collections } = engine.catalog;
  const matches = search(collections.get(namespace), wanted, engine.effort);
  if (rest.length === 0) return matches.map(({ stored }) => stored.raw);
  const counting = onlyCounts(rest[0]);
  const docs = matches.map(({ stored }) => (counting ? {} : decodePlain(stored.raw)));
  const database = namespace.slice(0, namespace.indexOf('.'));
  const options = {
    ...mingoOptions(ownStages(engine, database)),
    collectionResolver: (name: string) =>
      Array.from(collections.get(`${database}.${name}`)?.documents.values() ?? [], ({ raw }) =>
        decodePlain(raw),
      ),
  };
  const results = translated(() => new Aggregator(rest, options).run<Doc>(docs));
  return results.map((doc) => serialize(doc, { ignoreUndefined: true }));
}

/** Takes the leading `$match`, `$sort`, `$skip` and `$limit` off a pipeline, as far as a search can do them. */
function takeSearch(stages: Doc[]): { wanted: Search; rest: Doc[] } {
  const rest = [...stages];
  const take = (name: string) => (rest[0] && name in rest[0] ? rest.shift()?.[name] : undefined);
  const filters: Doc[] = [];
  for (let filter = take('$match'); isDoc(filter); filter = take('$match')) filters.push(filter);
  const [only = {}] = filters;
  const wanted: Search = { filter: filters.length > 1 ? { $and: filters } : only, sort: take('$sort') };
  // A limit of 0 is an error, which mingo's stage knows nothing of; left there it gives no documents.
  if (isCount(rest[0]?.['$skip'])) wanted.skip = take('$skip') as number;
  if (isCount(rest[0]?.['$limit'])) wanted.limit = take('$limit') as number;
  return { wanted, rest };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}
