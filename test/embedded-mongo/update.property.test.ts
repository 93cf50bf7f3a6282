import fc from 'fast-check';
import { update as mingoUpdate } from 'mingo';
import { describe, expect, it } from 'vitest';
import { compileUpdate } from '../../src/embedded-mongo/update/compile-update.ts';
import { type Doc, decode, encode } from '../../src/embedded-mongo/values/doc.ts';
import { systemClock } from '../../src/platform/clock.ts';

const number = fc.integer({ min: -5, max: 5 });
const item = fc.record({ k: fc.constantFrom('x', 'y'), n: number }, { noNullPrototype: true });
const document = fc.record(
  {
    n: number,
    m: number,
    text: fc.string(),
    list: fc.array(number, { maxLength: 5 }),
    items: fc.array(item, { maxLength: 4 }),
    deep: fc.record({ n: number }, { noNullPrototype: true }),
  },
  { noNullPrototype: true },
);

/** One operator on one path, such that both know what to do with it. */
const change = fc.oneof(
  fc.tuple(
    fc.constantFrom('$set', '$min', '$max', '$inc', '$mul'),
    fc.constantFrom('n', 'deep.n', 'new', 'deep.new'),
    number,
  ),
  fc.tuple(fc.constant('$set'), fc.constantFrom('text', 'new.a.b', 'list.0', 'deep'), fc.string()),
  fc.tuple(fc.constant('$unset'), fc.constantFrom('n', 'deep.n', 'absent', 'text'), fc.constant('')),
  fc.tuple(fc.constant('$rename'), fc.constantFrom('n', 'text', 'absent'), fc.constant('renamed')),
  fc.tuple(fc.constant('$push'), fc.constantFrom('list', 'new'), number),
  fc.tuple(
    fc.constant('$push'),
    fc.constant('list'),
    fc.record({ $each: fc.array(number, { maxLength: 3 }), $sort: fc.constantFrom(1, -1) }),
  ),
  fc.tuple(
    fc.constant('$push'),
    fc.constant('list'),
    fc.record({ $each: fc.array(number, { maxLength: 3 }), $position: fc.nat(3) }),
  ),
  fc.tuple(fc.constant('$pull'), fc.constant('list'), fc.oneof(number, fc.record({ $gt: number }))),
  fc.tuple(fc.constant('$pull'), fc.constant('items'), fc.record({ k: fc.constantFrom('x', 'y') })),
  fc.tuple(fc.constant('$pullAll'), fc.constant('list'), fc.array(number)),
  fc.tuple(fc.constant('$pop'), fc.constantFrom('list', 'items'), fc.constantFrom(1, -1)),
  fc.tuple(fc.constantFrom('$inc', '$set'), fc.constantFrom('items.$[].n', 'items.$[e].n'), number),
);

describe('The update operators that are carried out here', () => {
  it('agree with mingo where mingo agrees with MongoDB', () => {
    fc.assert(
      fc.property(document, change, (doc, [name, path, operand]) => {
        // As it comes over the wire: documents have the prototype of an object.
        const update = decode(encode({ [name]: { [path]: operand } }));
        const arrayFilters = path.includes('[e]') ? [{ 'e.k': 'x' }] : [];
        const theirs = decode(encode(doc));
        mingoUpdate(theirs, update as never, arrayFilters, {}, { cloneMode: 'deep' });
        const compiled = compileUpdate(update, { filter: {}, arrayFilters, clock: systemClock });
        const ours = compiled(decode(encode(doc)), false);
        expect(withoutSign(ours)).toEqual(withoutSign(theirs));
      }),
      { numRuns: 4_000 },
    );
  });
});

/** Zero times a negative number is -0, which BSON keeps and nobody minds. */
function withoutSign(doc: Doc): unknown {
  return JSON.parse(JSON.stringify(doc));
}
