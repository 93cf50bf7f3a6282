import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { afterAll, beforeAll } from 'vitest';
import { type EmbeddedMongo, startEmbeddedMongo } from '../../../src/embedded-mongo/start.ts';
import { createLogger } from '../../../src/platform/logger.ts';

export type Connection = mongoose.Connection;
export type Collection = mongoose.mongo.Collection<mongoose.mongo.Document>;

/**
 * A connection to a database of the test file's own: in the server that MONGODB_URI names, else in an embedded one. Whatever
 * is tested over it must hold for both.
 */
export function connected(): { connection(): Connection; collection(): Collection } {
  let server: EmbeddedMongo | undefined;
  let connection: Connection | undefined;
  let made = 0;
  const current = () => {
    if (connection) return connection;
    throw new Error('not connected yet');
  };
  beforeAll(async () => {
    const given = process.env['MONGODB_URI'];
    server = given ? undefined : await startEmbeddedMongo({ logger: createLogger('warn') });
    const dbName = `embedded_${randomUUID().slice(0, 8)}`;
    connection = await mongoose.createConnection(given ?? server?.uri ?? '', { dbName }).asPromise();
  });
  afterAll(async () => {
    await connection?.dropDatabase();
    await connection?.close();
    await server?.stop();
  });
  return {
    connection: current,
    /** A new collection, that no other test uses. */
    collection: () => current().collection(`c${made++}`) as unknown as Collection,
  };
}

/** The error of a promise that must be rejected. */
export async function errorOf(promise: Promise<unknown>): Promise<mongoose.mongo.MongoServerError> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error as mongoose.mongo.MongoServerError,
  );
  if (outcome === undefined) throw new Error('nothing was refused');
  return outcome;
}
