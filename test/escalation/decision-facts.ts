import type { DecisionFacts } from '../../src/escalation/decision-facts.ts';
import { newTally } from '../../src/escalation/tally.ts';

/** Facts of a conversation in which nothing has happened yet. */
export function decisionFacts(change: Partial<DecisionFacts> = {}): DecisionFacts {
  return {
    occasion: 'message',
    reading: null,
    tally: newTally('2026-01-05T10:00:00.000Z'),
    now: '2026-01-05T10:00:00.000Z',
    area: null,
    account: null,
    approval: null,
    unanswered: false,
    endedAt: null,
    extra: [],
    ...change,
  };
}
