import { ObjectId } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SortedMap } from '../../src/embedded-mongo/storage/sorted-map.ts';
import { compareValues } from '../../src/embedded-mongo/values/compare.ts';
import { inverted, keyOf } from '../../src/embedded-mongo/values/key-string.ts';

const textOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const number = fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.constantFrom(0, -0, 1e308, -1e-308));
const text = fc.string({ unit: fc.constantFrom('\0', '\u0001', '\u0002', 'a', 'b', '\uffff', 'é') });
const date = fc.date({ noInvalidDate: true });
const objectId = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes));
const scalar = fc.oneof(
  fc.constant(null),
  number,
  text,
  date,
  objectId,
  fc.boolean(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
);
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('a', 'b', 'ab'), scalar, { maxKeys: 2, noNullPrototype: true }),
);

describe('The key of a value', () => {
  it('orders numbers, texts, dates and 64-bit integers as they are ordered themselves', () => {
    const check = <T>(values: fc.Arbitrary<T>, order: (a: T, b: T) => number) =>
      fc.assert(
        fc.property(values, values, (a, b) => {
          expect(Math.sign(textOrder(keyOf(a), keyOf(b)))).toBe(Math.sign(order(a, b)));
        }),
      );
    check(number, (a, b) => (a === b ? 0 : a - b > 0 ? 1 : -1));
    check(text, textOrder);
    check(date, (a, b) => a.getTime() - b.getTime());
    check(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (a, b) => Number(a - b));
    check(objectId, (a, b) => textOrder(a.toHexString(), b.toHexString()));
    check(fc.array(fc.integer()), (a, b) => {
      const at = a.findIndex((one, place) => one !== b[place]);
      return at < 0 ? a.length - b.length : at >= b.length ? 1 : (a[at] ?? 0) - (b[at] ?? 0);
    });
  });

  it('agrees with the comparison of two values, and is turned around for descending fields', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const order = Math.sign(compareValues(a, b));
        expect(Math.sign(textOrder(keyOf(a), keyOf(b)))).toBe(order);
        expect(Math.sign(textOrder(inverted(keyOf(a)), inverted(keyOf(b))))).toBe(order === 0 ? 0 : -order);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is never the beginning of another, so that keys can be joined', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(keyOf(a) !== keyOf(b) && keyOf(a).startsWith(keyOf(b))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('A sorted map', () => {
  it('holds what an ordinary map holds, in order, from both ends, through many blocks', () => {
    const key = fc.integer({ min: 0, max: 3_000 }).map((n) => String(n).padStart(5, '0'));
    const step = fc.record({ key, remove: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 3_000, size: 'max' }),
        key,
        key,
        fc.boolean(),
        (steps, a, b, clear) => {
          const [sorted, plain] = [new SortedMap<number>(), new Map<string, number>()];
          steps.forEach((one, at) => {
            if (one.remove && at % 3 === 0) {
              sorted.delete(one.key);
              plain.delete(one.key);
            } else {
              sorted.set(one.key, at);
              plain.set(one.key, at);
            }
          });
          const removed = clear ? [...plain.keys()].filter((_, at) => at % 50 !== 0) : [];
          for (const one of removed) {
            sorted.delete(one);
            plain.delete(one);
          }
          const [from = '', to = ''] = [a, b].sort();
          const expected = [...plain]
            .filter(([one]) => one >= from && one < to)
            .sort(([x], [y]) => textOrder(x, y));
          const values = expected.map(([, at]) => at);
          expect([...sorted.between(from, to)]).toEqual(values);
          expect([...sorted.betweenBackwards(from, to)]).toEqual(values.toReversed());
          for (const { key: one } of steps.slice(0, 50)) expect(sorted.get(one)).toBe(plain.get(one));
        },
      ),
      { numRuns: 60 },
    );
  });
});
