import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedMongo, startEmbeddedMongo } from '../../src/embedded-mongo/start.ts';
import { createLogger } from '../../src/platform/logger.ts';

let server: EmbeddedMongo;
let connection: mongoose.Connection;
let things: mongoose.mongo.Collection<mongoose.mongo.Document>;

beforeAll(async () => {
  server = await startEmbeddedMongo({ logger: createLogger('warn') });
  connection = await mongoose.createConnection(server.uri).asPromise();
  things = connection.collection('things') as unknown as typeof things;
  await things.createIndex({ group: 1, at: -1 });
  await things.createIndex({ due: 1 }, { partialFilterExpression: { state: 'queued' } });
  await things.createIndex(
    { thread: 1 },
    { unique: true, partialFilterExpression: { thread: { $type: 'string' } } },
  );
  await things.createIndex({ optional: 1 }, { sparse: true });
  await things.insertMany(
    Array.from({ length: 1_000 }, (_, n) => ({
      _id: n,
      group: `g${n % 10}`,
      at: new Date(n),
      due: n,
      state: n % 100 === 0 ? 'queued' : 'sent',
      thread: `t${n}`,
      optional: n,
    })) as never[],
  );
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

/** How many documents were looked at for something. */
async function examined(run: () => Promise<unknown>): Promise<number> {
  const before = await server.stats();
  await run();
  const after = await server.stats();
  expect(after.fullScans).toBe(before.fullScans);
  return after.documentsExamined - before.documentsExamined;
}

describe('An index is used', () => {
  it('for a point and for a range', async () => {
    expect(await examined(() => things.findOne({ _id: 500 as never }))).toBe(1);
    expect(await examined(() => things.findOne({ thread: 't7' }))).toBe(1);
    expect(await examined(() => things.find({ _id: { $gte: 100, $lt: 110 } as never }).toArray())).toBe(10);
    expect(await examined(() => things.find({ _id: { $in: [1, 5, 9] } as never }).toArray())).toBe(3);
    expect(await examined(() => things.find({ group: 'g1', at: { $gt: new Date(900) } }).toArray())).toBe(10);
  });

  it('for equality, then order: no more is looked at than is given', async () => {
    const newest = things.find({ group: 'g3' }).sort({ at: -1 }).limit(5);
    expect(await examined(() => newest.toArray())).toBe(5);
    const oldest = things.find({ group: 'g3' }).sort({ at: 1 }).skip(2).limit(5);
    expect(await examined(() => oldest.toArray())).toBe(7);
    expect(await examined(() => things.find().sort({ _id: -1 }).limit(3).toArray())).toBe(3);
  });

  it('for updates, removals, counts, and what an aggregation begins with', async () => {
    expect(await examined(() => things.updateOne({ thread: 't8' }, { $set: { n: 1 } }))).toBe(1);
    expect(
      await examined(() =>
        things.findOneAndUpdate({ group: 'g4' }, { $set: { n: 1 } }, { sort: { at: -1 } }),
      ),
    ).toBe(1);
    expect(await examined(() => things.deleteOne({ _id: 999 as never }))).toBe(1);
    expect(await examined(() => things.countDocuments({ group: 'g2' }))).toBe(100);
    const pipeline = [
      { $match: { group: 'g2' } },
      { $sort: { at: -1 } },
      { $limit: 4 },
      { $project: { at: 1 } },
    ];
    expect(await examined(() => things.aggregate(pipeline).toArray())).toBe(4);
  });

  it('for each branch of an alternative', async () => {
    const filter = { $or: [{ _id: 3 }, { thread: { $in: ['t3', 't4'] } }] } as never;
    expect(await examined(() => things.find(filter).toArray())).toBe(2);
  });

  it('that is partial or sparse only where it holds every match', async () => {
    expect(await examined(() => things.find({ state: 'queued', due: { $lte: 500 } }).toArray())).toBe(6);
    expect(await examined(() => things.find({ thread: { $gt: 't997' } }).toArray())).toBe(1);
    const before = await server.stats();
    expect(await things.find({ due: { $lte: 500 } }).toArray()).toHaveLength(501);
    expect(await things.find({ optional: null }).toArray()).toHaveLength(0);
    // An array is a string, too, where one of its elements is: this range does not stay within strings.
    expect(await things.find({ thread: { $gt: ['t'] } } as never).toArray()).toHaveLength(0);
    expect((await server.stats()).fullScans).toBe(before.fullScans + 3);
    expect(await examined(() => things.find({ optional: 5 }).toArray())).toBe(1);
  });
});
