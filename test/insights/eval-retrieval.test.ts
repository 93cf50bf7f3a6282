import { expect, it } from 'vitest';
import { type Judged, measureRetrieval } from '../../src/insights/eval-retrieval.ts';

const judged = (relevant: string[], found: string[], answers = true, ms = 1): Judged => ({
  relevant,
  found,
  answers,
  ms,
});

it('gives the measures of a small case that was worked out by hand', () => {
  const measured = measureRetrieval([
    judged(['a'], ['a', 'b'], true, 1),
    judged(['b'], ['a', 'c', 'b'], true, 2),
    judged(['c', 'd'], ['c', 'x', 'y', 'z', 'w', 'd'], true, 3),
    judged(['e'], ['v', 'w', 'x', 'y', 'z', 'e'], true, 4),
  ]);
  expect(measured).toEqual({
    queries: 4,
    p1: 0.5, // a and c
    recall5: 0.625, // 1, 1, 1/2, 0
    mrr10: 0.625, // 1, 1/3, 1, 1/6
    mcc: null,
    ms_p50: 2,
    ms_p95: 4,
  });
});

it('takes abstaining for an answer of its own', () => {
  const measured = measureRetrieval([
    judged(['a'], ['a'], true),
    judged(['b'], ['b'], false),
    judged([], ['a'], true),
    judged([], ['a'], false),
  ]);
  // Given a, –, a, –; wanted a, b, –, –: 2 of 4 right; (2·4 − (2·1 + 2·2)) / √((16 − 8)(16 − 6)).
  expect(measured.mcc).toBe(0.224);
  expect(measured.p1).toBe(1);
});

it('gives zeros where nothing was asked', () => {
  expect(measureRetrieval([])).toMatchObject({ queries: 0, p1: 0, recall5: 0, mrr10: 0, ms_p95: 0 });
});
