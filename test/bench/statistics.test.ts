import { expect, test } from 'vitest';
import { median, quantile } from './statistics.ts';

test('the 99th percentile of a hundred waits is the second longest, not an average', () => {
  const waits = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(quantile(waits, 0.99)).toBe(99);
  expect(quantile(waits, 1)).toBe(100);
  expect(median(waits)).toBe(50);
});

test('of one wait every percentile is that wait, and of none there is no number', () => {
  expect([quantile([7], 0.5), quantile([7], 0.99)]).toEqual([7, 7]);
  expect(median([])).toBeNaN();
});
