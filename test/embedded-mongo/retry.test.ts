import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { Long, UUID } from 'bson';
import mongoose from 'mongoose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type EmbeddedMongo, startEmbeddedMongo } from '../../src/embedded-mongo/start.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { temporaryFolder } from './folder.ts';
import { WireClient } from './wire-client.ts';

const logger = createLogger('warn');

/** A way to the store that swallows the answer to a command and hangs up, as often as `drop` says. */
async function unreliableWay(
  server: EmbeddedMongo,
  drop: { command: string; times: number },
): Promise<string> {
  const port = Number(new URL(server.uri).port);
  const way: Server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    let swallow = false;
    near.on('data', (bytes) => {
      if (drop.times > 0 && bytes.includes(`\u0002${drop.command}\0`)) {
        drop.times -= 1;
        swallow = true;
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (swallow) near.destroy();
      else near.write(bytes);
    });
    near.on('close', () => far.destroy());
    near.on('error', () => undefined);
    far.on('error', () => undefined);
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void way.close());
  return `mongodb://127.0.0.1:${(way.address() as AddressInfo).port}/test?directConnection=true`;
}

describe('A write whose answer was lost', () => {
  it.each(['insert', 'update', 'findAndModify'])(
    'is sent again by the driver, and applied once: %s',
    async (command) => {
      const server = await startEmbeddedMongo({ logger });
      const drop = { command, times: 0 };
      const connection = await mongoose.createConnection(await unreliableWay(server, drop)).asPromise();
      try {
        const things = connection.collection<{ _id: string; count: number }>('things');
        await things.insertOne({ _id: 'a', count: 0 });
        drop.times = 1;
        if (command === 'insert') {
          expect(await things.insertOne({ _id: 'b', count: 1 })).toMatchObject({ insertedId: 'b' });
        } else if (command === 'update') {
          expect(await things.updateOne({ _id: 'a' }, { $inc: { count: 1 } })).toMatchObject({
            modifiedCount: 1,
          });
        } else {
          expect(await things.findOneAndUpdate({ _id: 'a' }, { $inc: { count: 1 } })).toEqual({
            _id: 'a',
            count: 0,
          });
        }
        expect(drop.times).toBe(0);
        const sum = (await things.find().toArray()).reduce((total, { count }) => total + count, 0);
        expect(sum).toBe(1);
      } finally {
        await connection.close();
        await server.stop();
      }
    },
  );

  it('is known after a restart too, and forgotten when its session is over', async () => {
    const dataDir = temporaryFolder();
    const lsid = { id: new UUID() };
    const increment = (client: WireClient, txnNumber: number) =>
      client.command({
        findAndModify: 'things',
        query: { _id: 1 },
        update: { $inc: { count: 1 } },
        new: true,
        upsert: true,
        lsid,
        txnNumber: Long.fromNumber(txnNumber),
      });
    const first = await startEmbeddedMongo({ dataDir, logger });
    const before = await WireClient.connect(first.uri);
    expect((await increment(before, 1)).value).toEqual({ _id: 1, count: 1 });
    const answer = await increment(before, 2);
    expect(answer.value).toEqual({ _id: 1, count: 2 });
    expect(await increment(before, 2)).toEqual(answer);
    await first.stop();

    const clock = new ManualClock(new Date().toISOString());
    const second = await startEmbeddedMongo({ dataDir, logger, clock });
    const after = await WireClient.connect(second.uri);
    try {
      expect(await increment(after, 2)).toEqual(answer);
      expect(await increment(after, 1)).toMatchObject({ ok: 0, code: 225 });
      expect((await increment(after, 3)).value).toEqual({ _id: 1, count: 3 });
      clock.advance(31 * 60_000);
      const other = {
        insert: 'others',
        documents: [{ a: 1 }],
        lsid: { id: new UUID() },
        txnNumber: Long.ONE,
      };
      expect(await after.command(other)).toMatchObject({ ok: 1 });
      expect((await increment(after, 3)).value).toEqual({ _id: 1, count: 4 });
    } finally {
      after.close();
      await second.stop();
    }
  });

  it('that was refused is refused the same way again', async () => {
    const server = await startEmbeddedMongo({ logger });
    const client = await WireClient.connect(server.uri);
    try {
      const twice = { insert: 'things', documents: [{ _id: 1 }, { _id: 1 }, { _id: 2 }] };
      const write = { ...twice, lsid: { id: new UUID() }, txnNumber: Long.ONE };
      const answer = await client.command(write);
      expect(answer).toMatchObject({ n: 1, writeErrors: [{ index: 1, code: 11_000 }] });
      expect(await client.command(write)).toEqual(answer);
      expect(await client.command({ count: 'things' })).toMatchObject({ n: 1 });
    } finally {
      client.close();
      await server.stop();
    }
  });
});
