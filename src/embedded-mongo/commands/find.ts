import { MongoError } from '../mongo-error.ts';
import { compileProjection } from '../query/projection.ts';
import { search } from '../query/search.ts';
import { type Call, type Command, countOption, docOption, namespaceOf } from './call.ts';

export const find: Command = {
  fields: [
    'find',
    'filter',
    'sort',
    'projection',
    'hint',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'allowDiskUse',
    'noCursorTimeout',
    'allowPartialResults',
  ],
  run(call) {
    const { engine, body } = call;
    const namespace = namespaceOf(call);
    const filter = docOption(body, 'filter');
    const projection = compileProjection(body['projection'], filter);
    const wanted = {
      filter,
      sort: body['sort'],
      skip: countOption(body, 'skip') ?? 0,
      limit: countOption(body, 'limit') ?? 0,
    };
    const matches = search(engine.catalog.collections.get(namespace), wanted, engine.effort);
    const raws = matches.map((match) => (projection ? projection(match.stored.raw) : match.stored.raw));
    const batchSize = countOption(body, 'batchSize');
    return engine.cursors.first(namespace, raws, batchSize, body['singleBatch'] === true);
  },
};

export const getMore: Command = {
  fields: ['getMore', 'collection', 'batchSize'],
  run({ engine, body, database }) {
    const namespace = `${database}.${String(body['collection'])}`;
    const batchSize = countOption(body, 'batchSize');
    // As in MongoDB, 0 here means no limit.
    return engine.cursors.next(cursorId(body['getMore']), namespace, batchSize === 0 ? undefined : batchSize);
  },
};

export const killCursors: Command = {
  fields: ['killCursors', 'cursors'],
  run({ engine, body }: Call) {
    const ids = body['cursors'];
    if (!Array.isArray(ids)) throw new MongoError('TypeMismatch', "Field 'cursors' must be an array");
    const [cursorsKilled, cursorsNotFound]: [bigint[], bigint[]] = [[], []];
    for (const id of ids.map(cursorId)) (engine.cursors.kill(id) ? cursorsKilled : cursorsNotFound).push(id);
    return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
  },
};

function cursorId(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  if (Number.isSafeInteger(value)) return BigInt(value as number);
  throw new MongoError('TypeMismatch', 'A cursor id must be a 64-bit integer');
}
