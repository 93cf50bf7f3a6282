import type { Engine } from '../engine.ts';
import { MongoError, toMongoError } from '../mongo-error.ts';
import { type Doc, isDoc, type Raw } from '../values/doc.ts';
import type { Request } from '../wire/read-message.ts';
import { encodeReply } from '../wire/write-message.ts';
import { aggregate } from './aggregate.ts';
import { type Command, checkFields } from './call.ts';
import { create, drop, dropDatabase, listCollections } from './collections.ts';
import { count, distinct } from './count.ts';
import { find, getMore, killCursors } from './find.ts';
import { buildInfo, endSessions, hello, ping } from './handshake.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { deleteCommand } from './writes/delete.ts';
import { findAndModify } from './writes/find-and-modify.ts';
import { insert } from './writes/insert.ts';
import { update } from './writes/update.ts';

/** Options that every command may carry. They ask for nothing that is not so anyway. */
const commonFields = [
  '$db',
  '$readPreference',
  '$clusterTime',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'comment',
  'lsid',
  'maxTimeMS',
  'readConcern',
  'stmtId',
  'txnNumber',
  'writeConcern',
];

/** Commands that are answered also when the disk failed. */
const alwaysAnswered = new Set([
  'hello',
  'isMaster',
  'ismaster',
  'ping',
  'buildInfo',
  'buildinfo',
  'endSessions',
]);

/** Well above what a UUID takes, encoded; ids are kept in memory. */
const MOST_SESSION_CHARACTERS = 100;

/** Carries out commands; the answer is encoded, and given when all that it tells of is safe on disk. */
export type Run = (request: Request) => Promise<Raw>;

export function createRun(engine: Engine, address: () => string): Run {
  const greeting = hello(address);
  const commands = new Map<string, Command>(
    Object.entries({
      hello: greeting,
      isMaster: greeting,
      ismaster: greeting,
      ping,
      buildInfo,
      endSessions,
      find,
      getMore,
      killCursors,
      insert,
      update,
      delete: deleteCommand,
      findAndModify,
      aggregate,
      count,
      distinct,
      createIndexes,
      listIndexes,
      dropIndexes,
      create,
      drop,
      dropDatabase,
      listCollections,
    }),
  );
  return async (request) => {
    try {
      return await run(engine, commands, request);
    } catch (error) {
      if (!(error instanceof MongoError)) {
        engine.logger.error({ error }, 'A command failed for a reason that was not foreseen');
      }
      const { code, codeName, message, details } = toMongoError(error);
      return encodeReply({ ok: 0, errmsg: message, code, codeName, ...details });
    }
  };
}

async function run(
  engine: Engine,
  commands: Map<string, Command>,
  { body, documents }: Request,
): Promise<Raw> {
  const { journal, answers, catalog } = engine;
  const name = Object.keys(body)[0] ?? '';
  const command = commands.get(name);
  if (!command) throw new MongoError('CommandNotFound', `no such command: '${name}'`);
  if (alwaysAnswered.has(name))
    return encodeReply(command.run({ engine, database: 'admin', body, documents }));
  if (journal?.failure) throw journal.failure;
  refuseTransactions(body);
  checkFields(body, [...command.fields, ...commonFields], name);
  const database = body['$db'];
  if (typeof database !== 'string') throw new MongoError('BadValue', 'A command needs $db');

  const write = retryableWrite(body);
  const known = write && answers.recall(write.session, write.transaction);
  if (known) {
    await journal?.flushed();
    return known;
  }
  let reply: Raw;
  try {
    reply = encodeReply(command.run({ engine, database, body, documents }));
  } catch (error) {
    // What a failed command changed before it failed stays changed, and goes to disk like any other change.
    await save(engine, catalog.takeChanges());
    throw error;
  }
  const changes = catalog.takeChanges();
  if (write) changes.push(answers.remember(write.session, write.transaction, reply));
  await save(engine, changes);
  return reply;
}

/** Waits until the changes are safe, and where there are none, until what a reader may have seen is. */
async function save({ journal }: Engine, changes: Uint8Array[]): Promise<void> {
  if (changes.length > 0) await journal?.append(changes);
  else await journal?.flushed();
}

function refuseTransactions(body: Doc): void {
  if (body['startTransaction'] === undefined && body['autocommit'] === undefined) return;
  throw new MongoError(
    'OperationNotSupportedInTransaction',
    'The embedded store has no transactions; set MONGODB_URI to a replica set to use them',
  );
}

/** The session and number of a write that may come again. */
function retryableWrite({ lsid, txnNumber }: Doc): { session: string; transaction: bigint } | undefined {
  if (txnNumber === undefined) return undefined;
  if (!isDoc(lsid) || (typeof txnNumber !== 'bigint' && !Number.isSafeInteger(txnNumber))) {
    throw new MongoError('BadValue', 'txnNumber must be a 64-bit integer, and needs an lsid');
  }
  const session = Buffer.from(encodeReply({ id: lsid['id'] })).toString('base64');
  if (session.length > MOST_SESSION_CHARACTERS)
    throw new MongoError('BadValue', 'The id of a session must be a UUID');
  return { session, transaction: BigInt(txnNumber as number | bigint) };
}
