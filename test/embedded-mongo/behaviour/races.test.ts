import { describe, expect, it } from 'vitest';
import { connected } from './connected.ts';

const store = connected();

describe('When many clients do the same at once', () => {
  it('50 upserts of one id make one document', async () => {
    const things = store.collection();
    const upsert = () =>
      things
        .updateOne({ _id: 'one' as never }, { $inc: { count: 1 } }, { upsert: true })
        .then(({ upsertedCount }) => upsertedCount);
    const results = await Promise.all(Array.from({ length: 50 }, upsert));
    expect(results.filter((count) => count === 1)).toHaveLength(1);
    expect(await things.find().toArray()).toEqual([{ _id: 'one', count: 50 }]);
  });

  it('one of 50 who compare and set wins', async () => {
    const things = store.collection();
    for (let round = 0; round < 20; round += 1) {
      await things.insertOne({ _id: round, holder: null } as never);
      const claim = (holder: number) =>
        things.findOneAndUpdate({ _id: round as never, holder: null }, { $set: { holder } });
      const claims = await Promise.all(Array.from({ length: 50 }, (_, holder) => claim(holder)));
      const winners = claims.flatMap((claimed, holder) => (claimed ? [holder] : []));
      expect(winners).toHaveLength(1);
      expect(await things.findOne({ _id: round as never })).toEqual({ _id: round, holder: winners[0] });
    }
  });

  it('one of 50 inserts of a unique value succeeds, and the others leave nothing behind', async () => {
    const things = store.collection();
    await things.createIndex({ key: 1 }, { unique: true });
    const insert = (n: number) =>
      things.insertOne({ key: 'same', n }).then(
        () => 'inserted',
        (error: { code: number }) => error.code,
      );
    const outcomes = await Promise.all(Array.from({ length: 50 }, (_, n) => insert(n)));
    expect(outcomes.filter((outcome) => outcome === 'inserted')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 11_000)).toHaveLength(49);
    expect(await things.countDocuments()).toBe(1);
  });

  it('no increment is lost', async () => {
    const things = store.collection();
    await things.insertOne({ _id: 'sum', total: 0, list: [] } as never);
    await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        things.updateOne({ _id: 'sum' as never }, { $inc: { total: n }, $push: { list: n as never } }),
      ),
    );
    const sum = await things.findOne({ _id: 'sum' as never });
    expect(sum?.['total']).toBe(4_950);
    expect(new Set(sum?.['list'])).toHaveLength(100);
  });
});
