import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDuration } from '../../../src/platform/config/duration.ts';

test.each([
  ['250ms', 250],
  ['30s', 30_000],
  ['1.5h', 5_400_000],
  ['5m', 300_000],
  ['7d', 604_800_000],
  ['0s', 0],
])('%s is %d milliseconds', (written, milliseconds) => {
  expect(parseDuration(written)).toBe(milliseconds);
});

test.each([
  '',
  '30',
  's',
  '-5s',
  '5 m',
  '5M',
  '1e3s',
  '5m30s',
  '٣s',
  '30s\n',
  '9999999999999d',
  '999999999d',
  '104200000d',
])('%j is no duration', (written) => {
  expect(parseDuration(written)).toBeUndefined();
});

test('a duration is undefined or a whole number of milliseconds, whatever was typed', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d.]{1,12}(ms|s|m|h|d)$/)), (written) => {
      const parsed = parseDuration(written);
      expect(parsed === undefined || Number.isSafeInteger(parsed)).toBe(true);
    }),
  );
});
