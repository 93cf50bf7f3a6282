import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import { connected, errorOf } from './connected.ts';

const store = connected();
const ids = (found: { _id: unknown }[]) => found.map(({ _id }) => _id);

describe('A search', () => {
  it('tells apart values of different types, and finds null where a field is missing', async () => {
    const things = store.collection();
    await things.insertMany([
      { _id: 1, v: 5 },
      { _id: 2, v: '5' },
      { _id: 3, v: null },
      { _id: 4 },
      { _id: 5, v: new Date(5) },
      { _id: 6, v: true },
      { _id: 7, v: [5, 'x'] },
    ] as never[]);
    const find = async (filter: object) =>
      ids(
        await things
          .find(filter as never)
          .sort({ _id: 1 })
          .toArray(),
      );
    expect(await find({ v: 5 })).toEqual([1, 7]);
    expect(await find({ v: null })).toEqual([3, 4]);
    expect(await find({ v: { $exists: false } })).toEqual([4]);
    expect(await find({ v: { $gt: 1 } })).toEqual([1, 7]);
    expect(await find({ v: { $gte: '0' } })).toEqual([2, 7]);
    expect(await find({ v: { $lte: new Date(9) } })).toEqual([5]);
    expect(await find({ v: { $ne: 5 } })).toEqual([2, 3, 4, 5, 6]);
    expect(await find({ v: { $in: [true, '5', null] } })).toEqual([2, 3, 4, 6]);
    expect(await find({ v: { $nin: [5, null] } })).toEqual([2, 5, 6]);
    expect(await find({ v: { $type: 'bool' } })).toEqual([6]);
    expect(await find({ v: { $not: { $gt: 1 } } })).toEqual([2, 3, 4, 5, 6]);
    expect(await find({ v: { $size: 2 } })).toEqual([7]);
    expect(await find({ $nor: [{ v: 5 }, { v: null }] })).toEqual([2, 5, 6]);
  });

  it('sorts values of all types in the order of MongoDB, and equal ones by the next field', async () => {
    const things = store.collection();
    const id = new mongoose.Types.ObjectId();
    const inOrder = [
      null,
      -1.5,
      0,
      7,
      '',
      'B',
      'a',
      { a: 1 },
      Buffer.from('x'),
      id,
      false,
      true,
      new Date(0),
    ];
    const mixed = inOrder.map((v, n) => ({ _id: n, v, same: n % 2 }));
    await things.insertMany([...mixed].reverse() as never[]);
    expect(ids(await things.find().sort({ v: 1 }).toArray())).toEqual(inOrder.map((_, n) => n));
    expect(ids(await things.find().sort({ v: -1 }).toArray())).toEqual(inOrder.map((_, n) => n).reverse());
    const twice = await things.find().sort({ same: -1, _id: 1 }).toArray();
    expect(ids(twice).slice(0, 7)).toEqual([1, 3, 5, 7, 9, 11, 0]);
  });

  it('looks into documents and arrays by dotted paths', async () => {
    const things = store.collection();
    await things.insertMany([
      {
        _id: 1,
        items: [
          { n: 1, tag: 'a' },
          { n: 9, tag: 'b' },
        ],
      },
      { _id: 2, items: [{ n: 5, tag: 'b' }] },
      { _id: 3, items: [] },
      { _id: 4, items: { n: 9, tag: 'b' } },
    ] as never[]);
    const find = async (filter: object) =>
      ids(
        await things
          .find(filter as never)
          .sort({ _id: 1 })
          .toArray(),
      );
    expect(await find({ 'items.n': 9 })).toEqual([1, 4]);
    expect(await find({ 'items.0.n': 5 })).toEqual([2]);
    expect(await find({ items: { $elemMatch: { n: { $gt: 4 }, tag: 'a' } } })).toEqual([]);
    expect(await find({ items: { $elemMatch: { n: { $gt: 4 }, tag: 'b' } } })).toEqual([1, 2]);
    expect(await find({ 'items.tag': { $all: ['a', 'b'] } })).toEqual([1]);
    expect(await find({ 'items.n': null })).toEqual([]);
    expect(await find({ items: { $elemMatch: { tag: /^A/i } } })).toEqual([1]);
    expect(
      await find({ $expr: { $gt: [{ $size: { $ifNull: ['$items', []] } }, 1] }, _id: { $lt: 4 } }),
    ).toEqual([1]);
  });

  it('shows only the fields asked for', async () => {
    const things = store.collection();
    await things.insertOne({
      _id: 1,
      a: { b: 1, c: 2 },
      list: [{ x: 1, y: 2 }, 3],
      rest: [1, 2, 3, 4],
    } as never);
    const one = (projection: object) => things.findOne({}, { projection });
    expect(await one({ 'a.b': 1, 'list.x': 1 })).toEqual({ _id: 1, a: { b: 1 }, list: [{ x: 1 }] });
    expect(await one({ _id: 0, a: 1 })).toEqual({ a: { b: 1, c: 2 } });
    expect(await one({ rest: 0, 'a.c': 0, list: 0 })).toEqual({ _id: 1, a: { b: 1 } });
    expect(await one({ _id: 1 })).toEqual({ _id: 1 });
    expect(await one({ rest: { $slice: -2 }, a: 0, list: 0 })).toEqual({ _id: 1, rest: [3, 4] });
    expect(await one({ rest: { $slice: [1, 2] }, _id: 1 })).toMatchObject({ rest: [2, 3] });
    expect(await one({ list: { $elemMatch: { x: 1 } } })).toEqual({ _id: 1, list: [{ x: 1, y: 2 }] });
    expect(await one({ sum: { $add: ['$a.b', '$a.c'] } })).toEqual({ _id: 1, sum: 3 });
    expect((await errorOf(one({ a: 1, list: 0 }))).name).toBe('MongoServerError');
  });

  it('hands out many results in batches, and what was found does not change meanwhile', async () => {
    const things = store.collection();
    await things.insertMany(Array.from({ length: 1_000 }, (_, n) => ({ _id: n })) as never[]);
    const cursor = things.find().sort({ _id: 1 }).batchSize(90);
    const first = await cursor.next();
    const rest = await cursor.toArray();
    expect(ids([first as never, ...rest])).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
    expect(ids(await things.find().sort({ _id: -1 }).skip(10).limit(3).toArray())).toEqual([989, 988, 987]);
    const left = things.find().batchSize(10);
    await left.next();
    await left.close();
    expect(await things.countDocuments({ _id: { $gte: 400 } } as never, { skip: 100, limit: 450 })).toBe(450);
    expect(await things.estimatedDocumentCount()).toBe(1_000);
  });

  it('keeps the kinds of values as they were stored', async () => {
    const things = store.collection();
    const { Long, Decimal128, UUID } = mongoose.mongo;
    const doc = {
      _id: 'kinds',
      long: Long.fromString('9007199254740993'),
      decimal: Decimal128.fromString('0.10'),
      uuid: new UUID(),
      date: new Date(-5),
      text: 'zero \0 and 🙂',
      deep: { list: [[1, [2]], {}] },
      negative: -0,
    };
    await things.insertOne(doc as never);
    await things.updateOne({ _id: 'kinds' as never }, { $set: { touched: true }, $inc: { long: 2 } });
    const found = await things.findOne({ _id: 'kinds' as never }, { promoteLongs: false });
    expect(found).toMatchObject({ text: doc.text, date: doc.date, deep: doc.deep, touched: true });
    expect(String(found?.['long'])).toBe('9007199254740995');
    expect(String(found?.['decimal'])).toBe('0.10');
    expect(String(found?.['uuid'])).toBe(String(doc.uuid));
  });

  it('that is not understood is refused instead of answered wrongly', async () => {
    const things = store.collection();
    await things.insertOne({ a: 1 });
    const refused = async (filter: object) => (await errorOf(things.find(filter as never).toArray())).code;
    expect(await refused({ a: { $gt: 1, $foo: 2 } })).toBe(2);
    expect(await refused({ $foo: 1 })).toBe(2);
    expect(await refused({ a: { $in: 5 } })).toBe(2);
    expect(await refused({ $and: [] })).toBe(2);
    expect(await refused({ a: { $regex: '(' } })).toBe(51_091);
    expect(await refused({ $where: 5 })).toBeTypeOf('number');
  });

  it('lists the distinct values of a field', async () => {
    const things = store.collection();
    await things.insertMany([{ t: ['a', 'b'] }, { t: 'b' }, { t: 3 }, {}, { t: 3 }]);
    expect((await things.distinct('t')).sort()).toEqual([3, 'a', 'b']);
    expect(await things.distinct('t', { t: { $type: 'number' } })).toEqual([3]);
  });
});
