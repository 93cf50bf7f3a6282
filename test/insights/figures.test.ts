import { expect, it } from 'vitest';
import type { ReplayedTurn } from '../../src/escalation/replay.ts';
import { evaluateSentiment } from '../../src/insights/eval-sentiment.ts';
import { evaluateTriggers } from '../../src/insights/eval-triggers.ts';
import { ReplayFigures } from '../../src/insights/replay-figures.ts';

async function* each<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows;
}

it('precision, recall and F1 of requests are those of a small case by hand', async () => {
  const rows = [
    { line: 1, text: 'yes: human', expected: true },
    { line: 2, text: 'yes: agent', expected: true },
    { line: 3, text: 'yes: estate', expected: false },
    { line: 5, text: 'no: person', expected: true },
    { line: 6, text: 'no', expected: false },
  ];
  const figures = await evaluateTriggers(each(rows), (text) => text.startsWith('yes'));
  // 2 of 3 given are right, 2 of 3 expected are found.
  expect(figures).toEqual({
    rows: 5,
    precision: 0.6667,
    recall: 0.6667,
    f1: 0.6667,
    misses: [rows[2], rows[3]],
    missed: 2,
  });
});

it('misses are listed up to a limit, and counted in all', async () => {
  const rows = Array.from({ length: 1_200 }, (_, at) => ({ line: at + 1, text: 'x', expected: true }));
  const figures = await evaluateTriggers(each(rows), () => false);
  expect([figures.misses.length, figures.missed, figures.recall]).toEqual([1_000, 1_200, 0]);
});

it('macro-F1 of sentiment is that of a small case by hand', async () => {
  const rows = [
    { expected: 'negative' as const, given: 'negative' as const },
    { expected: 'negative' as const, given: 'neutral' as const },
    { expected: 'neutral' as const, given: 'neutral' as const },
    { expected: 'positive' as const, given: 'negative' as const },
  ];
  const figures = await evaluateSentiment(rows, ({ given }) => given);
  expect(figures).toEqual({
    rows: 4,
    accuracy: 0.5,
    // negative 1/2 and 1/2, neutral 1/2 and 1/1, positive 0: (0.5 + 0.6667 + 0) / 3
    macro_f1: 0.3889,
    classes: {
      negative: { precision: 0.5, recall: 0.5, f1: 0.5 },
      neutral: { precision: 0.5, recall: 1, f1: 0.6667 },
      positive: { precision: 0, recall: 0, f1: 0 },
    },
  });
});

it('a replay is summed up as by hand, and judged only where somebody says where a human was wanted', () => {
  const turn = (at: number, action: ReplayedTurn['action']): ReplayedTurn => ({
    turn: at,
    action,
    urgency: 0,
    mode: 'hard',
    signals: [],
  });
  const roles = ['customer', 'assistant', 'customer', 'assistant', 'customer'] as const;
  const past = (id: string) => ({ id, turns: roles.map((role) => ({ role, text: 'x' })) });
  const figures = new ReplayFigures();
  // Wanted by the assistant's turn 1, so at the customer's turn 2; offered at 2 and 4.
  figures.add(past('a'), [turn(0, 'none'), turn(2, 'offer'), turn(4, 'escalate')], [1]);
  figures.add(past('b'), [turn(0, 'none'), turn(2, 'none'), turn(4, 'none')], []);
  figures.add(past('c'), [turn(0, 'offer'), turn(2, 'none'), turn(4, 'none')]);
  expect([figures.conversations, figures.turns]).toEqual([3, 9]);
  const gt = (tolerance: number) => ((1 + Math.exp(-1 / (2 * tolerance ** 2))) / 2 + 1) / 2;
  expect(figures.totals()).toEqual({
    ...{ offered: 2, escalated: 1, precision: 0.5, recall: 1, f1: 0.6667 },
    gt1: Math.round(gt(1) * 10_000) / 10_000,
    gt2: Math.round(gt(2) * 10_000) / 10_000,
    gt3: Math.round(gt(3) * 10_000) / 10_000,
  });
});

it('a replay of conversations that nobody judged has no figures of being right', () => {
  const figures = new ReplayFigures();
  figures.add({ id: 'a', turns: [] }, []);
  expect(figures.totals()).toEqual({ offered: 0, escalated: 0 });
});
