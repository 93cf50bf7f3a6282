import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedMongo, startEmbeddedMongo } from '../../src/embedded-mongo/start.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { errorOf } from './behaviour/connected.ts';

const logger = createLogger('warn');
let server: EmbeddedMongo;
let connection: mongoose.Connection;

beforeAll(async () => {
  server = await startEmbeddedMongo({ logger });
  connection = await mongoose.createConnection(server.uri).asPromise();
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

async function codeOf(command: Record<string, unknown>): Promise<unknown> {
  const database = connection.db;
  if (!database) throw new Error('no database');
  return (await errorOf(database.command(command))).code;
}

describe('What the embedded store does not do, it refuses as MongoDB would', () => {
  it('commands that it does not know', async () => {
    expect(await codeOf({ mapReduce: 'things' })).toBe(59);
    expect(await codeOf({ eval: '1' })).toBe(59);
    expect(await codeOf({ constructor: 1 })).toBe(59);
  });

  it('options that it does not know, instead of leaving them out', async () => {
    expect(await codeOf({ find: 'things', tailable: true })).toBe(40_415);
    expect(await codeOf({ create: 'capped', capped: true })).toBe(40_415);
    expect(await codeOf({ update: 'things', updates: [{ q: {}, u: { $set: { a: 1 } }, c: {} }] })).toBe(
      40_415,
    );
  });

  it('collations, other kinds of indexes, and names that MongoDB has not', async () => {
    expect(await codeOf({ find: 'things', collation: { locale: 'de' } })).toBe(2);
    expect(await codeOf({ createIndexes: 'things', indexes: [{ key: { a: 'text' }, name: 'a' }] })).toBe(67);
    expect(await codeOf({ createIndexes: 'things', indexes: [{ key: { '$**': 1 }, name: 'a' }] })).toBe(67);
    expect(await codeOf({ create: 'a$b' })).toBe(73);
    expect(await codeOf({ create: 'system.users' })).toBe(73);
  });

  it('scripts, in queries as well as in pipelines', async () => {
    const things = connection.collection('things');
    await things.insertOne({ a: 1 });
    const script = 'function() { return true; }';
    expect((await errorOf(things.find({ $where: script }).toArray())).code).toBe(2);
    const inline = { $function: { body: script, args: [], lang: 'js' } };
    expect((await errorOf(things.find({ $expr: inline }).toArray())).message).toContain('no scripts');
    expect((await errorOf(things.aggregate([{ $project: { a: inline } }]).toArray())).message).toContain(
      'no scripts',
    );
    expect((await errorOf(things.updateOne({}, [{ $set: { a: inline } }]))).message).toContain('no scripts');
    expect((await errorOf(things.aggregate([{ $out: 'other' }]).toArray())).code).toBe(40_324);
  });

  it('transactions, with a word on what to do', async () => {
    const things = connection.collection('things');
    const session = await connection.startSession();
    session.startTransaction();
    const error = await errorOf(things.insertOne({ a: 1 }, { session }));
    expect(error.code).toBe(263);
    expect(error.message).toContain('MONGODB_URI');
    await session.endSession();
  });

  it('paths into the objects of JavaScript', async () => {
    const things = connection.collection('things');
    await things.insertOne({ a: 1 });
    for (const path of ['__proto__.polluted', 'a.__proto__.polluted', '__proto__']) {
      expect((await errorOf(things.updateMany({}, { $set: { [path]: 1 } }))).code).toBe(2);
      expect((await errorOf(things.find({ [path]: 1 }).toArray())).code).toBe(2);
    }
    await things.updateMany({}, { $set: { 'constructor.prototype.polluted': 1 } });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('any address but loopback', async () => {
    await expect(startEmbeddedMongo({ logger, host: '0.0.0.0' })).rejects.toMatchObject({
      code: 'config.invalid',
      mend: expect.stringContaining('MONGODB_URI'),
    });
    const taken = Number(new URL(server.uri).port);
    await expect(startEmbeddedMongo({ logger, port: taken })).rejects.toMatchObject({
      code: 'config.invalid',
    });
  });
});
