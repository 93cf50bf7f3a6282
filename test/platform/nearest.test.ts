import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, nearestKeys } from '../../src/platform/nearest.ts';

const known = [
  'web.port',
  'web.host',
  'slack.port',
  'store.port',
  'handoff.note_mark',
  'handoff.reminder_after',
];

test.each([
  ['web.prot', ['web.port']],
  ['webb.port', ['web.port']],
  ['handoff.note_marks', ['handoff.note_mark']],
  ['handoff.reminder', ['handoff.reminder_after']],
  ['desk.note_mark', ['handoff.note_mark']],
  ['port', ['web.port', 'slack.port', 'store.port']],
])('whoever wrote %s is pointed to %j', (key, expected) => {
  expect(nearestKeys(key, known)).toEqual(expected);
});

test('what resembles nothing gets no suggestion', () => {
  expect(nearestKeys('colour', known)).toEqual([]);
  expect(nearestKeys('x'.repeat(100_000), known)).toEqual([]);
  expect(nearestKeys('port', [])).toEqual([]);
});

test('the distance between two words is a metric', () => {
  const word = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(word, word, word, (one, two, three) => {
      const distance = editDistance(one, two);
      expect(distance).toBe(editDistance(two, one));
      expect(distance === 0).toBe(one === two);
      expect(distance).toBeLessThanOrEqual(Math.max(one.length, two.length));
      expect(distance).toBeLessThanOrEqual(editDistance(one, three) + editDistance(three, two));
    }),
  );
});
