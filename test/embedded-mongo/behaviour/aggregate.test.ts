import { describe, expect, it } from 'vitest';
import { connected, errorOf } from './connected.ts';

const store = connected();

async function tickets() {
  const things = store.collection();
  await things.createIndex({ state: 1, at: 1 });
  await things.insertMany([
    { _id: 1, state: 'open', agent: 'a', wait: 10, at: new Date(1), tags: ['x', 'y'] },
    { _id: 2, state: 'open', agent: 'b', wait: 30, at: new Date(2), tags: ['y'] },
    { _id: 3, state: 'done', agent: 'a', wait: 50, at: new Date(3), tags: [] },
  ] as never[]);
  return things;
}

describe('An aggregation', () => {
  it('matches, groups and sorts', async () => {
    const things = await tickets();
    const byAgent = await things
      .aggregate([
        { $match: { wait: { $gte: 10 } } },
        {
          $group: {
            _id: '$agent',
            total: { $sum: '$wait' },
            mean: { $avg: '$wait' },
            last: { $max: '$at' },
            n: { $sum: 1 },
          },
        },
        { $sort: { total: -1 } },
      ])
      .toArray();
    expect(byAgent).toEqual([
      { _id: 'a', total: 60, mean: 30, last: new Date(3), n: 2 },
      { _id: 'b', total: 30, mean: 30, last: new Date(2), n: 1 },
    ]);
    expect(await things.aggregate([{ $match: { state: 'open' } }, { $count: 'n' }]).toArray()).toEqual([
      { n: 2 },
    ]);
    expect(await things.aggregate([{ $match: { state: 'none' } }, { $count: 'n' }]).toArray()).toEqual([]);
    expect(await things.countDocuments({ state: 'none' })).toBe(0);
  });

  it('takes arrays apart, computes fields, and pages', async () => {
    const things = await tickets();
    const byTag = await things
      .aggregate([{ $unwind: '$tags' }, { $sortByCount: '$tags' }, { $match: { count: { $gt: 1 } } }])
      .toArray();
    expect(byTag).toEqual([{ _id: 'y', count: 2 }]);
    const paged = await things
      .aggregate([
        { $match: { state: 'open' } },
        { $sort: { at: -1 } },
        { $skip: 1 },
        { $limit: 5 },
        { $project: { _id: 0, agent: 1, slow: { $gt: ['$wait', 5] } } },
      ])
      .toArray();
    expect(paged).toEqual([{ agent: 'a', slow: true }]);
    const [facets] = await things
      .aggregate([
        {
          $facet: {
            open: [{ $match: { state: 'open' } }, { $count: 'n' }],
            all: [{ $group: { _id: null, w: { $sum: '$wait' } } }],
          },
        },
      ])
      .toArray();
    expect(facets).toEqual({ open: [{ n: 2 }], all: [{ _id: null, w: 90 }] });
  });

  it('joins other collections', async () => {
    const [things, agents] = [await tickets(), store.collection()];
    await agents.insertMany([
      { _id: 'a', name: 'Anna' },
      { _id: 'b', name: 'Ben' },
    ] as never[]);
    const joined = await things
      .aggregate([
        { $match: { _id: { $lte: 2 } } },
        { $sort: { _id: 1 } },
        { $lookup: { from: agents.collectionName, localField: 'agent', foreignField: '_id', as: 'who' } },
        { $project: { names: '$who.name' } },
      ])
      .toArray();
    expect(joined).toEqual([
      { _id: 1, names: ['Anna'] },
      { _id: 2, names: ['Ben'] },
    ]);
    const piped = await agents
      .aggregate([
        {
          $lookup: {
            from: things.collectionName,
            let: { me: '$_id' },
            pipeline: [{ $match: { $expr: { $eq: ['$agent', '$$me'] } } }],
            as: 't',
          },
        },
        { $project: { n: { $size: '$t' } } },
        { $sort: { _id: 1 } },
      ])
      .toArray();
    expect(piped).toEqual([
      { _id: 'a', n: 2 },
      { _id: 'b', n: 1 },
    ]);
  });

  it('with a stage or an operator that is not known is refused, even over no documents', async () => {
    const nothing = store.collection();
    const refused = async (stage: object) => (await errorOf(nothing.aggregate([stage]).toArray())).name;
    expect(await refused({ $frobnicate: {} })).toBe('MongoServerError');
    expect(await refused({ $project: { a: { $frob: 1 } } })).toBe('MongoServerError');
    expect(await refused({ $match: { a: { $frob: 1 } } })).toBe('MongoServerError');
    expect(await refused({ $facet: { a: [{ $frobnicate: 1 }] } })).toBe('MongoServerError');
  });
});
