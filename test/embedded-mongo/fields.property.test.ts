import { Binary, BSONRegExp, Code, Decimal128, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileModification, modifyOne } from '../../src/embedded-mongo/commands/writes/modify.ts';
import type { Engine } from '../../src/embedded-mongo/engine.ts';
import { search } from '../../src/embedded-mongo/query/search.ts';
import { AnswerMemory } from '../../src/embedded-mongo/storage/answer-memory.ts';
import { Catalog } from '../../src/embedded-mongo/storage/catalog.ts';
import { parseIndexSpec } from '../../src/embedded-mongo/storage/index-spec.ts';
import { compileUpdate } from '../../src/embedded-mongo/update/compile-update.ts';
import { type Doc, decode, encode } from '../../src/embedded-mongo/values/doc.ts';
import { decodeFields, fieldsOf, withFields } from '../../src/embedded-mongo/values/fields.ts';
import { valuesAt } from '../../src/embedded-mongo/values/paths.ts';
import { systemClock } from '../../src/platform/clock.ts';

const scalar = fc.constantFrom<unknown>(
  ...[0, -7, 1.5, 2 ** 40, 9n, 'text', 'ünïcode', '', true, false, null, new Date(5), /a.b/i],
  ...[
    new ObjectId(),
    new Binary(Buffer.from('bytes')),
    new BSONRegExp('x+', 'i'),
    Decimal128.fromString('1.5'),
  ],
  ...[new Timestamp({ t: 1, i: 2 }), new MinKey(), new MaxKey(), new Code('f()'), new Code('f()', { a: 1 })],
);
const name = fc.constantFrom('a', 'b', 'c', 'ä');
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
const document = fc
  .dictionary(name, value, { noNullPrototype: true })
  .map((doc): Doc => ({ _id: 1, ...doc }));
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'));

/** As it comes over the wire: documents have the prototype of an object. */
const wired = (doc: Doc): Doc => decode(encode(doc));

describe('Some fields of an encoded document', () => {
  it('read as they do in the whole', () => {
    fc.assert(
      fc.property(document, fc.array(path, { maxLength: 3 }), (doc, paths) => {
        const raw = encode(doc);
        const part = decodeFields(raw, fieldsOf(paths));
        for (const one of paths) {
          expect(valuesAt(part, one.split('.'))).toEqual(valuesAt(decode(raw), one.split('.')));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('can be changed, added and taken away, and all others stay as they are', () => {
    fc.assert(
      fc.property(document, fc.uniqueArray(name), document, (doc, names, changes) => {
        const next = Object.fromEntries(
          Object.entries(changes).filter(([key]) => (names as string[]).includes(key)),
        );
        const kept = Object.fromEntries(
          Object.entries(doc).filter(([key]) => !(names as string[]).includes(key)),
        );
        const changed = decode(withFields(encode(doc), new Set(names), next));
        expect(changed).toEqual(wired({ ...kept, ...next }));
      }),
      { numRuns: 2_000 },
    );
  });
});

const change = fc.oneof(
  fc.tuple(fc.constant('$set'), path, value),
  fc.tuple(fc.constantFrom('$inc', '$max'), path, fc.integer({ min: -5, max: 5 })),
  fc.tuple(fc.constantFrom('$push', '$addToSet'), path, scalar),
  fc.tuple(fc.constant('$unset'), path, fc.constant('')),
  fc.tuple(fc.constant('$rename'), path, path),
  fc.tuple(fc.constant('$setOnInsert'), path, scalar),
);
const updates = fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
  const update: Record<string, Doc> = {};
  for (const [operator, at, operand] of changes) update[operator] = { ...update[operator], [at]: operand };
  return update;
});

const INDEXES = [
  { key: { a: 1, 'b.c': -1 } },
  { key: { 'a.b': 1 }, partialFilterExpression: { c: { $exists: true } } },
  { key: { b: 1 }, sparse: true },
].map((index) => parseIndexSpec(index));

describe('An update of a stored document', () => {
  it('stores what an update of the whole document gives, under the keys of that', () => {
    fc.assert(
      fc.property(document, updates, (doc, given) => {
        const { engine, collection } = storeWith(doc);
        const update = wired(given);
        const wanted = attempt(() =>
          compileUpdate(update, { filter: {}, clock: systemClock })(wired(doc), false),
        );
        const done = attempt(() => {
          const [match] = search(collection, { filter: { _id: 1 } }, engine.effort);
          if (match)
            modifyOne(engine, collection, match, compileModification(engine, { filter: {}, update }));
        });
        const [stored] = collection.documents.values();
        if (!stored || 'error' in wanted || 'error' in done) {
          expect('error' in done).toBe('error' in wanted || isUnindexable(wanted.result));
          return;
        }
        const { result = {} } = wanted;
        expect(decode(stored.raw)).toEqual(wired(result));
        for (const index of collection.indexes.values()) {
          const found = [...index.scan({ from: '', to: '\uffff' }, false)];
          expect(found).toHaveLength(index.keysOf(wired(result)).length);
        }
        collection.remove(stored);
        for (const index of collection.indexes.values()) {
          expect([...index.scan({ from: '', to: '\uffff' }, false)]).toEqual([]);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

function storeWith(doc: Doc) {
  const catalog = new Catalog(new AnswerMemory(systemClock));
  const collection = catalog.getOrCreate('test.things');
  catalog.insert(collection, encode(doc), wired(doc));
  for (const index of INDEXES) attempt(() => collection.createIndex(index));
  const effort = { documentsExamined: 0, indexedSearches: 0, fullScans: 0 };
  return { engine: { catalog, clock: systemClock, effort } as unknown as Engine, collection };
}

/** Two arrays in one compound index. */
function isUnindexable(doc: Doc | undefined): boolean {
  const { collection } = storeWith({ _id: 1 });
  return 'error' in attempt(() => collection.keysOf(wired(doc ?? {})));
}

function attempt<T>(run: () => T): { result: T } | { error: unknown } {
  try {
    return { result: run() };
  } catch (error) {
    return { error };
  }
}
