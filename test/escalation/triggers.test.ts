import { describe, expect, it } from 'vitest';
import { decide } from '../../src/escalation/decide.ts';
import type { DecisionFacts } from '../../src/escalation/decision-facts.ts';
import type { Reading } from '../../src/escalation/reading.ts';
import { TRIGGER_FAMILIES, type TriggerName } from '../../src/escalation/signal.ts';
import type { Tally } from '../../src/escalation/tally.ts';
import { decisionFacts, NOW, reading, tally } from '../support/decision-facts.ts';
import { launchPolicy } from '../support/reader.ts';

interface Case {
  name: TriggerName;
  reading?: Partial<Reading>;
  tally?: Partial<Tally>;
  facts?: Partial<DecisionFacts>;
  strength: number;
  evidence: string;
}

const later = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
const request = (strength: 'clear' | 'vague') => ({ strength, words: 'a human', language: 'en' }) as const;

const fired: Case[] = [
  {
    name: 'explicit_request',
    reading: { request: request('clear') },
    strength: 1,
    evidence: 'asked for a human: “a human”',
  },
  {
    name: 'explicit_request',
    reading: { request: request('vague') },
    strength: 0.5,
    evidence: 'may have asked for a human: “a human”',
  },
  { name: 'not_solved', tally: { notSolved: 1 }, strength: 0.6, evidence: 'said that it was not solved' },
  {
    name: 'not_solved',
    tally: { notSolved: 3 },
    strength: 1,
    evidence: 'said 3 times that it was not solved',
  },
  {
    name: 'repeated_question',
    tally: { repeated: true, repeats: 1 },
    strength: 0.75,
    evidence: 'asked the same question twice',
  },
  {
    name: 'repeated_question',
    tally: { repeated: true, repeats: 2 },
    strength: 1,
    evidence: 'asked the same question 3 times',
  },
  {
    name: 'failed_attempts',
    tally: { lastRefused: true, refusals: 4, failures: 1 },
    strength: 0.5,
    evidence: '5 answers turned down or failed',
  },
  {
    name: 'dissatisfied',
    reading: { dissatisfied: 0.25 },
    strength: 0.5,
    evidence: 'the last answer seems not to have helped (25 %)',
  },
  {
    name: 'negative_sentiment',
    tally: { sentiment: -1, mood: -1, negatives: 1 },
    strength: 0.8,
    evidence: 'sounds upset',
  },
  {
    name: 'negative_sentiment',
    tally: { sentiment: -0.75, mood: -0.5, negatives: 3 },
    strength: 0.7,
    evidence: 'sounds upset, for 3 messages now',
  },
  {
    name: 'long_session',
    tally: { turns: 8, repeats: 1 },
    strength: 0.5,
    evidence: '8 messages without an end',
  },
  {
    name: 'category',
    reading: { category: { name: 'legal', confidence: 0.8 } },
    strength: 1,
    evidence: 'is about legal (80 %), which the policy brings to people',
  },
  {
    name: 'category',
    reading: { category: { name: 'billing_dispute', confidence: 0.65 } },
    strength: 0.3,
    evidence: 'is about billing dispute (65 %), which the policy brings to people',
  },
  {
    name: 'approval_needed',
    facts: { approval: 'refund 40 EUR' },
    strength: 1,
    evidence: 'needs approval: refund 40 EUR',
  },
  {
    name: 'account_tier',
    facts: { account: { tier: 'Enterprise', value: 1 } },
    strength: 1,
    evidence: 'the account is enterprise',
  },
  {
    name: 'no_grounding',
    tally: { ungrounded: 1 },
    strength: 0.6,
    evidence: 'found nothing about it in the articles',
  },
  {
    name: 'no_grounding',
    tally: { ungrounded: 3 },
    strength: 1,
    evidence: 'found nothing about it in the articles, 3 times in a row',
  },
  {
    name: 'low_confidence',
    tally: { unsure: 1, lastAnswer: { text: 'x', confidence: 0.33, grounded: true } },
    strength: 0.45,
    evidence: 'the last answer was unsure (33 %)',
  },
  { name: 'unresolved_turns', tally: { turns: 30 }, strength: 1, evidence: 'not solved after 30 messages' },
  {
    name: 'unresolved_time',
    facts: { now: later(45) },
    strength: 1,
    evidence: 'not solved after 45 minutes',
  },
  {
    name: 'offer_unanswered',
    facts: { unanswered: true },
    strength: 1,
    evidence: 'has not answered the offer of a human',
  },
  {
    name: 'outage',
    tally: { outages: 2 },
    strength: 1,
    evidence: 'the assistant could not work, 2 times in a row',
  },
  {
    name: 'model',
    facts: { extra: [{ name: 'model', strength: 0.4, evidence: 'wants a discount' }] },
    strength: 0.4,
    evidence: 'wants a discount',
  },
];

const signalsOf = (one: Pick<Case, 'reading' | 'tally' | 'facts'>) =>
  decide(
    decisionFacts({ reading: reading(one.reading), tally: tally(one.tally), ...one.facts }),
    launchPolicy,
  ).signals;

describe('each trigger says how strongly, and why', () => {
  it.each(fired)('$name: $evidence', ({ name, strength, evidence, ...given }) => {
    const [signal, ...others] = signalsOf(given);
    expect(signal).toEqual({ name, strength: expect.closeTo(strength, 10), evidence });
    expect(others).toEqual([]);
  });

  it('all of them are tried here', () => {
    expect(new Set(fired.map(({ name }) => name))).toEqual(new Set(Object.keys(TRIGGER_FAMILIES)));
  });
});

const silent: (Pick<Case, 'reading' | 'tally' | 'facts'> & { when: string })[] = [
  { when: 'nothing has happened' },
  {
    when: 'a question was repeated earlier, and the newest message is another',
    tally: { repeats: 2, repeated: false },
  },
  {
    when: 'three answers were turned down, which may be a change of mind',
    tally: { lastRefused: true, refusals: 3 },
  },
  { when: 'the message is a little negative', tally: { sentiment: -0.4, mood: -0.4, negatives: 1 } },
  { when: 'a session is long, and all its answers were good', tally: { turns: 12 } },
  { when: 'a category is only likely', reading: { category: { name: 'legal', confidence: 0.5 } } },
  { when: 'a category is one that only weighs', reading: { category: { name: 'how_to', confidence: 0.9 } } },
  { when: 'an earlier message had the category', tally: { category: { name: 'legal', confidence: 0.9 } } },
  { when: 'the tier is one that asks for nothing', facts: { account: { tier: 'free', value: 0 } } },
  {
    when: 'a timer looks at what was answered well',
    facts: { now: later(45), occasion: 'timer', reading: null },
  },
];

it.each(silent)('none fires when $when', ({ when: _, ...given }) => {
  expect(signalsOf(given)).toEqual([]);
});
