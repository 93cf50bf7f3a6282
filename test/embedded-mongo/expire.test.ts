import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { errorOf } from './behaviour/connected.ts';
import { temporaryFolder } from './folder.ts';

describe('With the clock in hand', () => {
  it('documents whose time is over are removed, for good', async () => {
    const clock = new ManualClock();
    const dataDir = temporaryFolder();
    const logger = createLogger('warn');
    const server = await startEmbeddedMongo({ dataDir, logger, clock });
    const connection = await mongoose.createConnection(server.uri).asPromise();
    const things = connection.collection<{ _id: string; at: unknown; kind?: string }>('things');
    await things.createIndex({ at: 1 }, { expireAfterSeconds: 3600 });
    const now = clock.now().getTime();
    await things.insertMany([
      { _id: 'old', at: new Date(now - 3_590_000) },
      { _id: 'older in a list', at: [new Date(now), new Date(now - 9_000_000)] },
      { _id: 'new', at: new Date(now) },
      { _id: 'no date', at: 'long ago' },
      { _id: 'null', at: null },
    ]);
    clock.advance(60_000);
    expect(await things.distinct('_id')).toEqual(['new', 'no date', 'null']);
    clock.advance(3_600_000);
    expect(await things.distinct('_id')).toEqual(['no date', 'null']);
    await connection.close();
    await server.stop();

    const again = await startEmbeddedMongo({ dataDir, logger, clock });
    expect((await again.stats()).documents).toBe(2);
    await again.stop();
  });

  it('a cursor that nobody asks for any more is forgotten', async () => {
    const clock = new ManualClock();
    const server = await startEmbeddedMongo({ logger: createLogger('warn'), clock });
    const connection = await mongoose.createConnection(server.uri).asPromise();
    const things = connection.collection('things');
    await things.insertMany(Array.from({ length: 50 }, (_, n) => ({ n })));
    const cursor = things.find().batchSize(10);
    await cursor.next();
    expect((await server.stats()).openCursors).toBe(1);
    clock.advance(12 * 60_000);
    expect((await server.stats()).openCursors).toBe(0);
    expect((await errorOf(cursor.toArray())).code).toBe(43);
    await connection.close();
    await server.stop();
  });
});
