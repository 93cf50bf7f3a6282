import { describe, expect, it } from 'vitest';
import { connected, errorOf } from './connected.ts';

const store = connected();

/** What an update makes of one document. */
async function updated(
  doc: object,
  update: object,
  options: object = {},
  filter: object = {},
): Promise<unknown> {
  const things = store.collection();
  await things.insertOne({ _id: 1, ...doc } as never);
  await things.updateOne({ _id: 1, ...filter } as never, update as never, options);
  const { _id, ...rest } = (await things.findOne({ _id: 1 as never })) ?? {};
  return rest;
}

async function refused(
  doc: object,
  update: object,
  options: object = {},
): Promise<number | string | undefined> {
  const things = store.collection();
  await things.insertOne({ _id: 1, ...doc } as never);
  const error = await errorOf(things.updateOne({ _id: 1 as never }, update as never, options));
  expect(await things.findOne({ _id: 1 as never })).toEqual({ _id: 1, ...doc });
  return error.code;
}

describe('An update', () => {
  it('sets, unsets and renames fields, making documents on the way', async () => {
    expect(await updated({ a: 1 }, { $set: { 'b.c.d': 2 }, $unset: { a: 1 } })).toEqual({
      b: { c: { d: 2 } },
    });
    expect(await updated({ a: { b: 1 } }, { $rename: { 'a.b': 'x.y' } })).toEqual({ a: {}, x: { y: 1 } });
    expect(await updated({ list: [1, 2] }, { $set: { 'list.3': 9 } })).toEqual({ list: [1, 2, null, 9] });
    expect(await updated({ list: [1, 2] }, { $unset: { 'list.0': 1 } })).toEqual({ list: [null, 2] });
  });

  it('counts, multiplies, and keeps the smaller or greater', async () => {
    expect(await updated({ a: 1 }, { $inc: { a: 2, b: -1 }, $mul: { c: 3 } })).toEqual({ a: 3, b: -1, c: 0 });
    expect(await updated({ a: 1, b: 5 }, { $min: { a: 0, c: 4 }, $max: { b: 4 } })).toEqual({
      a: 0,
      b: 5,
      c: 4,
    });
    expect(await updated({ a: new Date(5) }, { $max: { a: new Date(9) } })).toEqual({ a: new Date(9) });
    const { at } = (await updated({}, { $currentDate: { at: true } })) as { at: Date };
    expect(at).toBeInstanceOf(Date);
  });

  it('changes arrays', async () => {
    const list = [3, 1, 2];
    expect(await updated({ list }, { $push: { list: 3 }, $addToSet: { set: 'a' } })).toEqual({
      list: [3, 1, 2, 3],
      set: ['a'],
    });
    expect(await updated({ list }, { $push: { list: { $each: [0, 9], $sort: 1, $slice: 3 } } })).toEqual({
      list: [0, 1, 2],
    });
    expect(await updated({}, { $push: { list: { $each: [2, 1, 3], $sort: -1, $slice: -2 } } })).toEqual({
      list: [2, 1],
    });
    expect(await updated({ list }, { $push: { list: { $each: [7], $position: 1 } } })).toEqual({
      list: [3, 7, 1, 2],
    });
    expect(await updated({ list }, { $addToSet: { list: { $each: [1, 4] } } })).toEqual({
      list: [3, 1, 2, 4],
    });
    expect(await updated({ list }, { $pull: { list: { $gte: 2 } } })).toEqual({ list: [1] });
    expect(await updated({ list }, { $pullAll: { list: [3, 2] } })).toEqual({ list: [1] });
    expect(await updated({ list }, { $pop: { list: -1 } })).toEqual({ list: [1, 2] });
    const people = [
      { n: 'b', age: 2 },
      { n: 'a', age: 1 },
    ];
    expect(await updated({ people }, { $pull: { people: { age: { $gt: 1 } } } })).toEqual({
      people: [people[1]],
    });
    expect(await updated({ people }, { $push: { people: { $each: [], $sort: { age: 1 } } } })).toEqual({
      people: [people[1], people[0]],
    });
  });

  it('reaches the elements that are meant', async () => {
    const list = [
      { k: 'a', n: 1 },
      { k: 'b', n: 2 },
      { k: 'a', n: 3 },
    ];
    expect(await updated({ list }, { $inc: { 'list.$.n': 10 } }, {}, { 'list.k': 'b' })).toMatchObject({
      list: [{ n: 1 }, { n: 12 }, { n: 3 }],
    });
    expect(await updated({ list }, { $inc: { 'list.$[].n': 10 } })).toMatchObject({
      list: [{ n: 11 }, { n: 12 }, { n: 13 }],
    });
    const arrayFilters = [{ 'e.k': 'a', 'e.n': { $gt: 1 } }];
    expect(await updated({ list }, { $set: { 'list.$[e].hit': true } }, { arrayFilters })).toMatchObject({
      list: [{ k: 'a', n: 1 }, { n: 2 }, { n: 3, hit: true }],
    });
    const nested = [{ in: [1, 5] }, { in: [7] }];
    expect(
      await updated(
        { nested },
        { $set: { 'nested.$[].in.$[big]': 0 } },
        { arrayFilters: [{ big: { $gt: 4 } }] },
      ),
    ).toEqual({
      nested: [{ in: [1, 0] }, { in: [0] }],
    });
  });

  it('may be a pipeline that computes from the document', async () => {
    expect(
      await updated({ a: 2, b: 3 }, [{ $set: { sum: { $add: ['$a', '$b'] } } }, { $unset: 'a' }]),
    ).toEqual({ b: 3, sum: 5 });
    expect(await updated({ a: 2 }, [{ $replaceWith: { only: '$a' } }])).toEqual({ only: 2 });
    expect(await updated({ n: 1 }, [{ $set: { n: { $cond: [{ $lt: ['$n', 5] }, 5, '$n'] } } }])).toEqual({
      n: 5,
    });
  });

  it('that cannot be done leaves the document as it was, and says why', async () => {
    expect(await refused({ a: 'text' }, { $inc: { a: 1 } })).toBe(14);
    expect(await refused({ a: 'text' }, { $push: { a: 1 } })).toBe(2);
    expect(await refused({ a: 5 }, { $set: { 'a.b': 1 } })).toBe(28);
    expect(await refused({}, { $set: { _id: 2 } })).toBe(66);
    expect(await refused({}, { $set: { a: 1 }, $inc: { 'a.b': 1 } })).toBe(40);
    expect(await refused({}, { $frob: { a: 1 } })).toBe(9);
    expect(await refused({ a: [1] }, { $set: { 'a.$': 1 } })).toBe(2);
    expect(await refused({ a: [1] }, { $set: { 'a.$[x]': 1 } })).toBe(2);
    expect(await refused({ a: [1] }, { $set: { b: 1 } }, { arrayFilters: [{ x: 1 }] })).toBe(9);
    expect(await refused({ a: [1] }, { $push: { a: { $each: [1], $frob: 1 } } })).toBe(2);
    expect(await refused({}, [{ $group: { _id: 1 } }])).toBe(72);
  });

  it('tells how many matched and how many changed', async () => {
    const things = store.collection();
    await things.insertMany([{ n: 1 }, { n: 1 }, { n: 2 }]);
    expect(await things.updateMany({ n: { $lte: 2 } }, { $set: { n: 2 } })).toMatchObject({
      matchedCount: 3,
      modifiedCount: 2,
    });
    expect(await things.updateOne({ n: 9 }, { $set: { n: 2 } })).toMatchObject({
      matchedCount: 0,
      modifiedCount: 0,
    });
    expect(await things.replaceOne({ n: 2 }, { other: 1 })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 1,
    });
    expect(await things.deleteOne({ n: 2 })).toMatchObject({ deletedCount: 1 });
    expect(await things.deleteMany({})).toMatchObject({ deletedCount: 2 });
  });

  it('inserts where nothing matched and it is an upsert: from filter, update and what is set on insert', async () => {
    const things = store.collection();
    const filter = { _id: 'k', $and: [{ kind: { $eq: 'x' } }], n: { $gt: 5 } } as never;
    const upsert = { $set: { 'deep.a': 1 }, $setOnInsert: { made: true }, $inc: { count: 1 } };
    const result = await things.updateOne(filter, upsert, { upsert: true });
    expect(result).toMatchObject({ matchedCount: 0, upsertedCount: 1, upsertedId: 'k' });
    expect(await things.findOne()).toEqual({ _id: 'k', kind: 'x', deep: { a: 1 }, made: true, count: 1 });
    await things.updateOne(
      { _id: 'k' as never },
      { ...upsert, $setOnInsert: { made: false } },
      { upsert: true },
    );
    expect(await things.findOne()).toMatchObject({ made: true, count: 2 });
    await things.replaceOne({ _id: 'r' as never, kind: 'y' }, { fresh: 1 }, { upsert: true });
    expect(await things.findOne({ _id: 'r' as never })).toEqual({ _id: 'r', fresh: 1 });
  });

  it('gives the document before or after, projected and by a sort, or removes it', async () => {
    const things = store.collection();
    await things.insertMany([
      { _id: 1, n: 1, x: 1 },
      { _id: 2, n: 2, x: 1 },
    ] as never[]);
    const change = (options: object) => things.findOneAndUpdate({ x: 1 }, { $inc: { n: 10 } }, options);
    expect(await change({ sort: { n: -1 } })).toEqual({ _id: 2, n: 2, x: 1 });
    expect(await change({ sort: { n: 1 }, returnDocument: 'after', projection: { n: 1 } })).toEqual({
      _id: 1,
      n: 11,
    });
    expect(
      await things.findOneAndReplace({ _id: 1 as never }, { y: 1 }, { returnDocument: 'after' }),
    ).toEqual({ _id: 1, y: 1 });
    expect(await things.findOneAndDelete({ n: 12 })).toMatchObject({ _id: 2 });
    expect(await things.findOneAndUpdate({ n: 12 }, { $set: { a: 1 } })).toBeNull();
    const after = await things.findOneAndUpdate({ _id: 9 as never }, [{ $set: { n: 1 } }], {
      upsert: true,
      returnDocument: 'after',
    });
    expect(after).toEqual({ _id: 9, n: 1 });
  });
});
