import { describe, expect, it } from 'vitest';
import { connected, errorOf } from './connected.ts';

const store = connected();

describe('A unique index', () => {
  it('refuses a second document with the same key, and names key and value', async () => {
    const things = store.collection();
    await things.createIndex({ platform: 1, id: -1 }, { unique: true });
    await things.insertMany([
      { platform: 'a', id: 1 },
      { platform: 'a', id: 2 },
    ]);
    const error = await errorOf(things.insertOne({ platform: 'a', id: 2 }));
    expect(error).toMatchObject({
      code: 11_000,
      keyPattern: { platform: 1, id: -1 },
      keyValue: { platform: 'a', id: 2 },
    });
    expect((await errorOf(things.updateOne({ id: 1 }, { $set: { id: 2 } }))).code).toBe(11_000);
    expect((await errorOf(things.findOneAndUpdate({ id: 1 }, { $set: { id: 2 } }))).code).toBe(11_000);
    expect(await things.find({ id: 1 }).toArray()).toHaveLength(1);
    await things.deleteOne({ id: 2 });
    await things.updateOne({ id: 1 }, { $set: { id: 2 } });
    expect(await things.distinct('id')).toEqual([2]);
  });

  it('lets two documents without the field conflict, unless it is sparse or partial', async () => {
    const [plain, sparse, partial] = [store.collection(), store.collection(), store.collection()];
    await plain.createIndex({ v: 1 }, { unique: true });
    await sparse.createIndex({ v: 1 }, { unique: true, sparse: true });
    await partial.createIndex(
      { v: 1 },
      { unique: true, partialFilterExpression: { v: { $type: 'string' } } },
    );
    for (const things of [plain, sparse, partial]) await things.insertOne({ n: 1 });
    expect((await errorOf(plain.insertOne({ n: 2 }))).code).toBe(11_000);
    for (const things of [sparse, partial]) {
      await things.insertMany([{ n: 2 }, { v: 'x' }]);
      expect((await errorOf(things.insertOne({ v: 'x' }))).code).toBe(11_000);
      expect(await things.find({ v: null }).toArray()).toHaveLength(2);
    }
    await partial.insertMany([{ v: 5 }, { v: 5 }]);
    expect((await errorOf(partial.updateMany({ v: 5 }, { $set: { v: 'y' } }))).code).toBe(11_000);
    expect(await partial.countDocuments({ v: 'y' })).toBe(1);
  });

  it('holds for every element of an array', async () => {
    const things = store.collection();
    await things.createIndex({ tags: 1 }, { unique: true });
    await things.insertOne({ tags: ['a', 'b', 'a'] });
    expect((await errorOf(things.insertOne({ tags: ['c', 'b'] }))).code).toBe(11_000);
    await things.updateOne({}, { $pull: { tags: 'b' } } as never);
    await things.insertOne({ tags: ['c', 'b'] });
    expect(await things.countDocuments({ tags: 'b' })).toBe(1);
  });

  it('is not made over documents that break it', async () => {
    const things = store.collection();
    await things.insertMany([{ v: 1 }, { v: 1 }]);
    expect((await errorOf(things.createIndex({ v: 1 }, { unique: true }))).code).toBe(11_000);
    expect(await things.indexes()).toHaveLength(1);
    await things.insertOne({ v: 1 });
  });
});

describe('Indexes', () => {
  it('are listed, made once, and dropped by name or key', async () => {
    const things = store.collection();
    await things.insertOne({ a: 1 });
    expect(await things.createIndex({ a: 1, b: -1 })).toBe('a_1_b_-1');
    await things.createIndex({ a: 1, b: -1 });
    await things.createIndex({ at: 1 }, { expireAfterSeconds: 60, name: 'ttl' });
    expect(await things.indexes()).toMatchObject([
      { name: '_id_', key: { _id: 1 } },
      { name: 'a_1_b_-1', key: { a: 1, b: -1 } },
      { name: 'ttl', key: { at: 1 }, expireAfterSeconds: 60 },
    ]);
    expect([85, 86]).toContain((await errorOf(things.createIndex({ a: 1, b: -1 }, { unique: true }))).code);
    expect((await errorOf(things.createIndex({ z: 1 }, { name: 'ttl' }))).code).toBe(86);
    await things.dropIndex('ttl');
    expect((await errorOf(things.dropIndex('ttl'))).code).toBe(27);
    await things.dropIndexes();
    expect(await things.indexes()).toHaveLength(1);
  });

  it('give the same answers as no index', async () => {
    const [plain, indexed] = [store.collection(), store.collection()];
    await indexed.createIndex({ a: 1, b: -1 });
    await indexed.createIndex({ list: 1 });
    await indexed.createIndex({ b: 1 }, { partialFilterExpression: { a: { $gt: 2 } } });
    const docs = Array.from({ length: 200 }, (_, n) => ({
      _id: n,
      a: n % 7,
      b: n % 11,
      list: [n % 3, n % 5],
    }));
    for (const things of [plain, indexed]) await things.insertMany(docs as never[]);
    const searches: [object, Record<string, 1 | -1>][] = [
      [{ a: 3 }, { b: 1, _id: 1 }],
      [
        { a: 3, b: { $gt: 2, $lte: 9 } },
        { b: -1, _id: 1 },
      ],
      [{ a: { $in: [1, 6] }, b: { $lt: 5 } }, { _id: 1 }],
      [{ list: 2 }, { _id: 1 }],
      [{ list: { $gt: 2, $lt: 1 } }, { _id: 1 }],
      [{ a: { $gt: 2 }, b: 4 }, { _id: 1 }],
      [{ b: 4 }, { _id: 1 }],
      [{ $or: [{ a: 1, b: 1 }, { list: 4 }] }, { _id: 1 }],
      [{}, { a: 1, b: -1, _id: 1 }],
    ];
    for (const [filter, sort] of searches) {
      const found = await indexed
        .find(filter as never)
        .sort(sort)
        .toArray();
      expect(found).toEqual(
        await plain
          .find(filter as never)
          .sort(sort)
          .toArray(),
      );
      expect(found.length).toBeGreaterThan(0);
    }
  });
});

describe('Collections', () => {
  it('are created, listed and dropped', async () => {
    const database = store.connection().db;
    if (!database) throw new Error('no database');
    await database.createCollection('made');
    expect((await errorOf(database.createCollection('made', { capped: true, size: 1 }))).name).toBe(
      'MongoServerError',
    );
    expect(await database.listCollections({ name: 'made' }).toArray()).toMatchObject([
      { name: 'made', type: 'collection' },
    ]);
    await database.dropCollection('made');
    expect(await database.listCollections({ name: 'made' }, { nameOnly: true }).toArray()).toEqual([]);
    expect((await errorOf(database.collection('made').indexes())).code).toBe(26);
  });
});
