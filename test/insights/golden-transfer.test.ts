import { describe, expect, it } from 'vitest';
import { goldenTransfer } from '../../src/insights/golden-transfer.ts';

const turns = (pattern: string) => [...pattern].map((one) => one === 'x');

describe('golden transfer within tolerance', () => {
  it.each([
    ['none wanted, none offered', '....', '....', 1, 1],
    ['none wanted, one offered', '....', '.x..', 1, 0],
    ['one wanted, none offered', '.x..', '....', 1, 0],
    ['at the turn', '..x.', '..x.', 1, 1],
    ['one off at tolerance 1', '..x.', '...x', 1, Math.exp(-1 / 2)],
    ['one early at tolerance 2', '..x.', '.x..', 2, Math.exp(-1 / 8)],
    ['one right, one two off', 'x....', 'x.x..', 1, (1 + Math.exp(-2)) / 2],
    ['the nearest wanted turn counts', 'x...x', '...x.', 3, Math.exp(-1 / 18)],
  ])('%s', (_, wanted, given, tolerance, score) => {
    expect(goldenTransfer(turns(wanted), turns(given), tolerance)).toBeCloseTo(score, 12);
  });
});
