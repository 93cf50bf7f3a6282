import fc from 'fast-check';
import { Query } from 'mingo';
import { describe, expect, it } from 'vitest';
import { compileFilter } from '../../src/embedded-mongo/query/matcher.ts';
import { search } from '../../src/embedded-mongo/query/search.ts';
import { parseSort, sortKey } from '../../src/embedded-mongo/query/sort.ts';
import { Collection } from '../../src/embedded-mongo/storage/collection.ts';
import { parseIndexSpec } from '../../src/embedded-mongo/storage/index-spec.ts';
import { type Doc, decode, encode } from '../../src/embedded-mongo/values/doc.ts';

/** As it comes over the wire: documents have the prototype of an object. */
const wired = <T>(value: T): T => decode(encode({ value }))['value'] as T;

const small = fc.integer({ min: 0, max: 4 });
const scalar = fc.oneof(
  small,
  small,
  fc.constantFrom('a', 'b', '', true, false, new Date(1), new Date(2)),
  fc.constant(null),
);
const list = fc.array(scalar, { maxLength: 3 });
const path = fc.constantFrom('a', 'b', 'c.d');

const document = fc.record(
  {
    a: fc.oneof({ weight: 30, arbitrary: scalar }, { weight: 1, arbitrary: list }),
    b: fc.oneof(scalar, scalar, scalar, list),
    c: fc.oneof(
      scalar,
      fc.record({ d: fc.oneof(scalar, list) }),
      fc.array(fc.record({ d: scalar }, { requiredKeys: [] }), { maxLength: 2 }),
    ),
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** Conditions on a field; `operand` is what is compared with. */
const conditionOn = (operand: fc.Arbitrary<unknown>) =>
  fc.oneof(
    operand,
    fc.record({ $in: fc.array(operand, { maxLength: 3 }) }),
    fc
      .tuple(fc.constantFrom('$eq', '$gt', '$gte', '$lt', '$lte', '$ne'), operand)
      .map(([name, one]) => ({ [name]: one })),
    fc.tuple(operand, operand).map(([low, high]) => ({ $gte: low, $lt: high })),
    fc.constantFrom({ $exists: true }, { $exists: false }),
    fc.tuple(fc.constantFrom('$gt', '$lte'), operand).map(([name, one]) => ({ $not: { [name]: one } })),
  );

const filterOf = (operand: fc.Arbitrary<unknown>): fc.Arbitrary<Doc> => {
  const fields = fc.dictionary(path, conditionOn(operand), {
    maxKeys: 3,
    noNullPrototype: true,
  }) as fc.Arbitrary<Doc>;
  return fc.oneof(
    { weight: 4, arbitrary: fields },
    { weight: 1, arbitrary: fc.tuple(fields, fields).map((branches) => ({ $or: branches })) },
    { weight: 1, arbitrary: fc.tuple(fields, fields).map((branches) => ({ $and: branches })) },
    {
      weight: 1,
      arbitrary: fc.tuple(fields, fields, fields).map(([rest, ...branches]) => ({ ...rest, $or: branches })),
    },
  );
};

const direction = fc.constantFrom<1 | -1>(1, -1);
const order = fc.dictionary(path, direction, { maxKeys: 3, noNullPrototype: true }) as fc.Arbitrary<Doc>;
const index = fc
  .record({
    key: fc.dictionary(path, direction, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
    kind: fc.constantFrom<Doc>(
      {},
      {},
      { sparse: true },
      { partialFilterExpression: { a: { $gt: 1 } } },
      { partialFilterExpression: { b: { $type: 'string' } } },
    ),
  })
  .map(({ key, kind }) => ({ key, ...kind }));

describe('A search with indexes', () => {
  it('finds what looking at every document finds, in the order asked for', () => {
    const effort = { documentsExamined: 0, indexedSearches: 0, fullScans: 0 };
    const given = fc.record({
      docs: fc.array(document, { maxLength: 30, size: 'max' }),
      indexes: fc.uniqueArray(index, {
        minLength: 2,
        maxLength: 5,
        selector: ({ key }) => JSON.stringify(key),
      }),
      filter: filterOf(fc.oneof(scalar, list)),
      sort: order,
      skip: small,
      limit: small,
    });
    fc.assert(
      fc.property(given.map(wired), ({ docs, indexes, filter, sort, skip, limit }) => {
        const collection = new Collection('test.things');
        docs.forEach((doc, _id) => {
          collection.insert(encode({ _id, ...doc }), { _id, ...doc });
        });
        for (const spec of indexes) {
          try {
            collection.createIndex(parseIndexSpec(spec));
          } catch (error) {
            expect(error).toMatchObject({ code: 171 });
          }
        }
        const stored = docs.map((doc, _id): Doc => ({ _id, ...doc }));
        const matching = stored.filter(compileFilter(filter));
        const ids = (found: Doc[]) => found.map(({ _id }) => _id as number);
        const found = search(collection, { filter, sort }, effort).map((match) => decode(match.stored.raw));
        expect(ids(found).sort()).toEqual(ids(matching).sort());
        const fields = parseSort(sort);
        const keys = found.map((doc) => sortKey(doc, fields));
        expect(keys).toEqual(keys.toSorted());
        const page = search(collection, { filter, sort, skip, limit }, effort).map((match) =>
          decode(match.stored.raw),
        );
        const sortKeys = page.map((doc) => sortKey(doc, fields));
        expect(sortKeys).toEqual(keys.slice(skip, limit === 0 ? undefined : skip + limit));
      }),
      { numRuns: 3_000 },
    );
    expect(effort.indexedSearches).toBeGreaterThan(1_000);
  });
});

describe('The filter that is compiled here', () => {
  it('agrees with mingo where mingo agrees with MongoDB: on values that are no null and no list of lists', () => {
    const plain = fc.oneof(small, fc.constantFrom('a', 'b', true, false, new Date(1)));
    const sound = fc.record(
      { a: plain, b: fc.oneof(plain, fc.array(plain, { maxLength: 3 })), c: fc.record({ d: plain }) },
      { requiredKeys: ['a'], noNullPrototype: true },
    );
    fc.assert(
      fc.property(sound.map(wired), filterOf(plain).map(wired), (doc, filter) => {
        expect(compileFilter(filter)(doc as Doc)).toBe(new Query(filter).test(doc));
      }),
      { numRuns: 3_000 },
    );
  });
});
