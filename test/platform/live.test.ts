import { expect, test } from 'vitest';
import { builtFrom, derived } from '../../src/platform/live.ts';

test('what is derived is computed once for each value', () => {
  let value = { a: 1 };
  let computed = 0;
  const live = derived(
    () => value,
    ({ a }) => {
      computed += 1;
      return a * 2;
    },
  );
  expect([live(), live(), computed]).toEqual([2, 2, 1]);
  value = { a: 2 };
  expect([live(), live(), computed]).toEqual([4, 4, 2]);
});

test('what is built is built anew only where its part is another', () => {
  let value = { a: ['x'], b: 1 };
  const live = builtFrom(
    () => value,
    ({ a }) => a,
    () => ({}),
  );
  const first = live();
  value = { a: ['x'], b: 2 };
  expect(live()).toBe(first);
  value = { a: ['y'], b: 2 };
  expect(live()).not.toBe(first);
});
