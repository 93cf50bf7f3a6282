import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateRest, estimateWait, TOLD_SHARE, type WaitSample } from '../../src/routing/wait.ts';
import { randomOf } from '../bench/desk/arrivals.ts';

const MINUTE = 60_000;
const now = { ahead: 2, working: 3, hour: 10 };
const sample = (minutes: number, change: Partial<WaitSample> = {}): WaitSample => ({
  ...now,
  waitedMs: minutes * MINUTE,
  told: null,
  ...change,
});

describe('the estimate of a wait', () => {
  it('says nothing while too little is known', () => {
    expect(estimateWait(now, Array(11).fill(sample(5)))).toBeNull();
    expect(estimateWait(now, Array(12).fill(sample(5)))).toEqual({
      low: 5 * MINUTE,
      high: 5 * MINUTE,
      basis: 12,
    });
  });

  it('goes by the waits under like conditions', () => {
    const quiet = Array.from({ length: 40 }, (_, index) => sample(1 + (index % 3), { ahead: 0, working: 6 }));
    const busy = Array.from({ length: 40 }, (_, index) =>
      sample(30 + (index % 10), { ahead: 20, working: 2 }),
    );
    const mixed = quiet.flatMap((one, index) => [one, busy[index] ?? one]);
    expect(estimateWait({ ahead: 0, working: 6, hour: 10 }, mixed)?.high).toBeLessThanOrEqual(5 * MINUTE);
    expect(estimateWait({ ahead: 20, working: 2, hour: 10 }, mixed)?.low).toBeGreaterThanOrEqual(25 * MINUTE);
  });

  it.each([
    ['even', (random: () => number) => 5 + random() * 20],
    ['with a long tail', (random: () => number) => -Math.log(1 - random()) * 15],
    [
      'getting longer all the time',
      (random: () => number, count: number) => (5 + count / 20) * (0.5 + random()),
    ],
  ])('holds for about the share that it is told for, when waits are %s', (_, wait) => {
    const random = randomOf(3);
    const samples: WaitSample[] = [];
    let told = 0;
    let inside = 0;
    for (let count = 0; count < 2_000; count++) {
      const estimate = estimateWait(now, samples.slice(-300));
      const one = sample(wait(random, count), { told: estimate });
      samples.push(one);
      if (!estimate) continue;
      told += 1;
      if (one.waitedMs >= estimate.low && one.waitedMs <= estimate.high) inside += 1;
    }
    expect(Math.abs(inside / told - TOLD_SHARE)).toBeLessThanOrEqual(0.05);
  });

  it('says how much longer, once somebody has waited, from those who waited longer', () => {
    const samples = Array.from({ length: 100 }, (_, index) => sample(index));
    const rest = estimateRest(now, samples, 50 * MINUTE);
    expect(rest?.low).toBeGreaterThanOrEqual(1 * MINUTE);
    expect(rest?.high).toBeLessThanOrEqual(50 * MINUTE);
    expect(estimateRest(now, samples, 95 * MINUTE)).toBeNull();
  });

  it('is a range, whatever the waits were', () => {
    const minutes = fc.double({ min: 0, max: 10_000, noNaN: true });
    const some = fc.record({ minutes, ahead: fc.nat(50), working: fc.nat(20), hour: fc.nat(23) });
    fc.assert(
      fc.property(fc.array(some, { minLength: 12, maxLength: 60 }), (all) => {
        const estimate = estimateWait(
          now,
          all.map(({ minutes: waited, ...rest }) => sample(waited, rest)),
        );
        expect(estimate?.low).toBeGreaterThanOrEqual(0);
        expect(estimate?.high).toBeGreaterThanOrEqual(Math.max(MINUTE, estimate?.low ?? 0));
      }),
    );
  });
});
