import { signsOf } from '../../src/escalation/dissatisfaction/signs.ts';
import type { PastConversation } from '../../src/escalation/replay.ts';
import { exchangeOf, newTally, type Tally, withAnswer, withMessage } from '../../src/escalation/tally.ts';
import { termsOf } from '../../src/escalation/terms.ts';
import { fitLogistic, sparse } from './logistic.ts';

/** A conversation, and the turns at which its customer was dissatisfied. */
export interface Dialogue extends PastConversation {
  handoff: number[];
}

interface Example {
  signs: Map<string, number>;
  expected: boolean;
}

/** Found by cross-validation. */
const PENALTY = 5;
/** Rarer signs are left out. */
const RAREST = 3;

/** Trains on dialogues, and gives what the model file holds. */
export function trainDissatisfaction(dialogues: readonly Dialogue[]) {
  const examples = dialogues.flatMap(examplesOf);
  const counts = new Map<string, number>();
  for (const { signs } of examples) {
    for (const sign of signs.keys()) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  const names = [...counts].filter(([, count]) => count >= RAREST).map(([name]) => name);
  const index = new Map(names.map((name, at) => [name, at]));
  const inputs = examples.map(({ signs }) =>
    sparse(
      [...signs].flatMap(([name, value]) =>
        index.has(name) ? [[index.get(name) ?? 0, value] as const] : [],
      ),
    ),
  );
  const expected = examples.map((example) => example.expected);
  const { bias, weights } = fitLogistic(inputs, expected, names.length, PENALTY);
  return {
    bias: round(bias),
    weights: Object.fromEntries(names.map((name, at) => [name, round(weights[at] ?? 0)])),
  };
}

function examplesOf({ turns, handoff }: Dialogue): Example[] {
  let tally: Tally = newTally(null);
  return turns.flatMap(({ role, text }, at) => {
    if (role !== 'customer') {
      tally = withAnswer(tally, { text, confidence: null, grounded: true }, 0);
      return [];
    }
    const signs = signsOf(exchangeOf(tally, text));
    const nothing = { request: undefined, declines: false, sentiment: 0, dissatisfied: 0, category: null };
    const reading = { text, terms: termsOf(text), ...nothing, complexity: 'low' as const, language: null };
    tally = withMessage(tally, reading, '');
    return [{ signs, expected: handoff.includes(at) }];
  });
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
