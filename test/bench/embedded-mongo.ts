import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { type EmbeddedMongo, startEmbeddedMongo } from '../../src/embedded-mongo/start.ts';
import { createLogger } from '../../src/platform/logger.ts';

export const about = [
  'The store runs in a worker, the driver in the main thread; on disk every write waits for a sync, shared with those that came meanwhile.',
  'Documents have some 250 bytes; the figures are operations per second, one at a time or 32 at once.',
];

type Operation = (number: number) => Promise<unknown>;

/** Operations per second, with so many under way at once. */
async function rate(total: number, atOnce: number, operation: Operation): Promise<number> {
  let next = 0;
  const worker = async () => {
    while (next < total) await operation(next++);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  return Math.round(total / ((performance.now() - began) / 1000));
}

function messageLike(number: number): mongoose.mongo.Document {
  return {
    conversationId: `conversation-${number % 500}`,
    seq: number,
    role: 'customer',
    text: 'My export has been stuck at 80 percent since this morning, can somebody have a look at it please?',
    at: new Date(),
    author: { id: `u${number % 100}`, name: 'A customer' },
  };
}

async function measure(server: EmbeddedMongo, total: number): Promise<Record<string, number>> {
  const connection = await mongoose.createConnection(server.uri, { maxPoolSize: 50 }).asPromise();
  try {
    const messages = connection.collection('messages');
    await messages.createIndex({ conversationId: 1, seq: 1 }, { unique: true });
    const counters = connection.collection('counters');
    await counters.insertMany(Array.from({ length: 500 }, (_, number) => ({ name: `c${number}`, count: 0 })));
    await counters.createIndex({ name: 1 }, { unique: true });
    const insert: Operation = (number) => messages.insertOne(messageLike(number));
    const increment: Operation = (number) =>
      counters.findOneAndUpdate(
        { name: `c${number % 500}` },
        { $inc: { count: 1 }, $set: { at: new Date() } },
      );
    const read: Operation = (number) => messages.findOne({ conversationId: `conversation-${number % 500}` });
    const Model = connection.model('Saved', new mongoose.Schema({ text: String, seq: Number, at: Date }));
    await rate(Math.round(total / 4), 32, (number) => insert(-1 - number));
    return {
      insertsAt32: await rate(total, 32, insert),
      insertsSerial: await rate(Math.round(total / 8), 1, (number) => insert(total + number)),
      findOneAndUpdateAt32: await rate(total, 32, increment),
      findOneAndUpdateSerial: await rate(Math.round(total / 8), 1, increment),
      findOneAt32: await rate(total, 32, read),
      mongooseCreateAt32: await rate(total, 32, (seq) =>
        Model.create({ text: 'some text', seq, at: new Date() }),
      ),
    };
  } finally {
    await connection.close();
  }
}

/** Operations per second of the embedded store in a worker, with the driver in this thread. */
export async function run({ quick }: { quick: boolean }): Promise<Record<string, number>> {
  const total = quick ? 4_000 : 40_000;
  const figures: Record<string, number> = {};
  const folder = await mkdtemp(join(tmpdir(), 'baton-bench-'));
  for (const [name, dataDir] of Object.entries({ onDisk: folder, inMemory: undefined })) {
    const server = await startEmbeddedMongo({ dataDir, logger: createLogger('warn'), thread: 'worker' });
    try {
      const measured = await measure(server, total);
      for (const [figure, value] of Object.entries(measured)) figures[`${name}.${figure}`] = value;
    } finally {
      await server.stop();
    }
  }
  await rm(folder, { recursive: true });
  return figures;
}
