import type { Worker } from 'node:worker_threads';
import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start.ts';
import { collectingLogger } from '../support/collecting-logger.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { temporaryFolder } from './folder.ts';
import { WireClient } from './wire-client.ts';

describe('The store in a worker', () => {
  it('serves, counts, stops, and gives the folder free', async () => {
    const dataDir = temporaryFolder();
    const logger = collectingLogger();
    for (const round of [1, 2]) {
      const server = await startEmbeddedMongo({ dataDir, logger, thread: 'worker' });
      const connection = await mongoose.createConnection(server.uri).asPromise();
      await connection.collection('things').insertOne({ round });
      const [stats, same] = await Promise.all([server.stats(), server.stats()]);
      expect(stats).toMatchObject({ documents: round, collections: 1 });
      expect(same.documents).toBe(round);
      await connection.close();
      await Promise.all([server.stop(), server.stop()]);
      await expect(server.stats()).rejects.toMatchObject({ code: 'store.unreachable' });
    }
    expect(logger.lines).toEqual([]);
  });

  it('tells why it cannot start, with the mend, and logs through the logger it was given', async () => {
    const dataDir = temporaryFolder();
    const logger = collectingLogger();
    const server = await startEmbeddedMongo({ dataDir, logger, thread: 'worker' });
    await expect(startEmbeddedMongo({ dataDir, logger, thread: 'worker' })).rejects.toMatchObject({
      code: 'store.locked',
      mend: expect.any(String),
    });
    const clock = new ManualClock();
    await expect(startEmbeddedMongo({ logger, clock, thread: 'worker' })).rejects.toMatchObject({
      code: 'config.invalid',
    });
    const client = await WireClient.connect(server.uri);
    client.socket.write(Buffer.alloc(64, 0x7f));
    expect(await client.answer()).toBeUndefined();
    await server.stop();
    expect(logger.lines).toEqual([expect.stringContaining('warn: A client of the store broke the protocol')]);
  });

  it('tells when it has ended though nobody stopped it, and only then', async () => {
    const logger = collectingLogger();
    const workers: Worker[] = [];
    const note = (worker: Worker) => workers.push(worker);
    process.on('worker', note);
    let losses = 0;
    const lost = () => {
      losses += 1;
    };
    const stopped = await startEmbeddedMongo({ logger, thread: 'worker', lost });
    await stopped.stop();
    await startEmbeddedMongo({ logger, thread: 'worker', lost });
    process.off('worker', note);
    expect(losses).toBe(0);
    await workers[1]?.terminate();
    expect(losses).toBe(1);
  });
});
