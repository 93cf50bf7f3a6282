import type { DecisionFacts } from '../../src/escalation/decision-facts.ts';
import type { Reading } from '../../src/escalation/reading.ts';
import { newTally, type Tally } from '../../src/escalation/tally.ts';

export const NOW = '2026-01-05T10:00:00.000Z';

/** A message that says nothing of note. */
export function reading(change: Partial<Reading> = {}): Reading {
  return {
    text: 'How do I export my calendar?',
    terms: ['export', 'calend'],
    request: undefined,
    declines: false,
    sentiment: 0,
    dissatisfied: 0,
    category: null,
    complexity: 'low',
    language: 'en',
    ...change,
  };
}

/** A stretch that has just begun, and what a test changes of it. */
export function tally(change: Partial<Tally> = {}): Tally {
  return { ...newTally(NOW), turns: 1, answers: 1, ...change };
}

/** Facts of a conversation in which nothing of note has happened yet. */
export function decisionFacts(change: Partial<DecisionFacts> = {}): DecisionFacts {
  return {
    occasion: 'message',
    reading: reading(),
    tally: tally(),
    now: NOW,
    area: null,
    account: null,
    approval: null,
    unanswered: false,
    endedAt: null,
    extra: [],
    ...change,
  };
}
