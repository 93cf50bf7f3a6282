import type { SimilarCase } from '../../src/conversation/reply.ts';
import type { Escalation } from '../../src/escalation/escalation.ts';
import { newTally } from '../../src/escalation/tally.ts';
import { customer } from './events.ts';

/** An escalation that waits, and what a test changes of it. */
export function escalation(change: Partial<Escalation> = {}): Escalation {
  return {
    id: `${'c'.repeat(22)}#1`,
    conversationId: 'c'.repeat(22),
    number: 1,
    state: 'waiting',
    mode: 'hard',
    reason: 'asked',
    signals: [{ name: 'explicit_request', strength: 1, evidence: 'asked for a human: “a person, please”' }],
    earlier: [],
    urgency: 1,
    category: 'billing',
    language: 'en',
    mood: newTally(null).mood,
    ask: 'How do I change my plan?',
    askSeq: 1,
    since: null,
    brief: null,
    firstMessage: { text: 'Hello First customer, I am looking into it now.', byModel: false },
    offered: null,
    customer,
    customerKey: 'loop|test|cust-1',
    account: null,
    contacts: null,
    channel: 'help',
    permalink: 'https://chat.example.com/help/1',
    area: null,
    tried: [
      {
        text: 'Open Settings, then Billing.',
        sources: [{ title: 'Changing your plan', url: 'https://help.example.com/plan' }],
      },
    ],
    openedAt: '2026-01-05T10:00:00.000Z',
    claimedAt: null,
    endedAt: null,
    holder: null,
    leaseUntil: null,
    warned: false,
    snoozedUntil: null,
    answeredAt: null,
    queuedAt: '2026-01-05T10:00:00.000Z',
    wait: { ahead: 0, working: 2, hour: 10, told: { low: 180_000, high: 600_000 }, asleep: false },
    toldAgain: null,
    circle: 1,
    complexity: 'low',
    priorContacts: 0,
    skill: null,
    picks: [],
    approval: null,
    copilot: false,
    solution: null,
    outcome: null,
    reminders: 0,
    ...change,
  };
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** All that a card can have, as it often is. */
const full: Partial<Escalation> = {
  mode: 'soft',
  reason: 'signals',
  account: { name: 'Example Ltd', tier: 'enterprise', value: 120_000, language: 'de' },
  language: 'de',
  mood: -0.6,
  area: 'billing',
  skill: 'money',
  complexity: 'high',
  brief: {
    summary: 'The invoice of March shows 40 seats where the customer has 20; a refund is still open.',
  },
  firstMessage: {
    text: 'Guten Tag First customer, ich habe vor mir, was hier geschrieben wurde. Ich sehe mir die Rechnung jetzt an.',
    byModel: true,
  },
  since: {
    count: 3,
    seq: 9,
    name: 'First customer',
    at: '2026-01-05T10:12:00.000Z',
    text: 'Is anybody there?',
  },
  toldAgain: { at: '2026-01-05T10:10:00.000Z', rest: { low: 300_000, high: 900_000 } },
  signals: [
    { name: 'negative_sentiment', strength: 0.8, evidence: 'sounds upset' },
    { name: 'account_tier', strength: 1, evidence: 'the account is enterprise' },
  ],
  earlier: ['asked the same question twice', 'was offered a human'],
  contacts: {
    conversations: 4,
    escalations: 2,
    latest: [
      {
        at: '2025-12-01T09:00:00.000Z',
        ask: 'My export is empty',
        outcome: 'resolved',
        agent: 'First agent',
      },
      { at: '2025-11-01T09:00:00.000Z', ask: 'Where is my invoice?', outcome: 'not_needed', agent: null },
    ],
    helpers: ['agent-1'],
  },
  picks: [
    { id: 'agent-1', name: 'First agent', why: 'helped this customer before, knows money' },
    { id: 'agent-2', name: 'Second agent', why: 'holds 1 of 5' },
  ],
};
const cases: SimilarCase[] = [
  { ask: 'The invoice shows too many seats', solution: 'Removed the unused seats and issued a credit note.' },
  { ask: 'Charged twice', solution: 'Refunded the second charge.' },
];

/** Signs that break out of lines, tables, names and calls, where somebody lets them. */
const MARKS =
  '@everyone @here <!channel> <!here> <@U0000000001> <#C0000000001> </b><script>alert(1)</script> [here](javascript:alert(1)) [bank](http://evil.example) **bold** __u__ ~~s~~ ||spoiler|| `code` ``` > quote | table | # heading\n# heading\n- list\n1. item';
const RTL = '\u202e\u2067مرحبا بالعالم שלום עולם\u2066\u202c';
const ZALGO = `z${'\u0335\u0322\u0300\u0301\u0302\u0303'.repeat(40)}algo`;
const EMOJI = '👩‍👩‍👧‍👦🏳️‍🌈'.repeat(40);
const HOSTILE = `${MARKS} ${RTL} ${ZALGO} ${EMOJI} ${'w'.repeat(400)}`;

/** A card's worth of content that is as bad as can be. */
const hostile: Partial<Escalation> = {
  ...full,
  category: HOSTILE,
  language: '!!',
  area: HOSTILE,
  skill: HOSTILE,
  customer: { id: 'cust-1', name: `${MARKS}${RTL}${'N'.repeat(3_000)}` },
  account: { name: HOSTILE, tier: HOSTILE, value: 1e12, language: null },
  ask: HOSTILE + 'x'.repeat(100_000),
  brief: { summary: HOSTILE },
  firstMessage: { text: `${HOSTILE}\n${HOSTILE}`, byModel: true },
  since: { count: 1e6, seq: 9, name: HOSTILE, at: '2026-01-05T10:12:00.000Z', text: HOSTILE },
  signals: times(100, (n) => ({ name: 'model', strength: 1, evidence: `${n} ${HOSTILE}` })),
  earlier: times(100, (n) => `${n} ${HOSTILE}`),
  tried: times(3, () => ({
    text: HOSTILE,
    sources: times(50, (n) => ({
      title: `${n} ${HOSTILE}`,
      url: `https://help.example.com/${'p'.repeat(1_000)}`,
    })),
  })),
  contacts: {
    conversations: 50,
    escalations: 50,
    latest: times(3, () => ({ at: '2025-12-01T09:00:00.000Z', ask: HOSTILE, outcome: null, agent: HOSTILE })),
    helpers: [],
  },
  picks: times(20, (n) => ({ id: `agent-${n}`, name: HOSTILE, why: HOSTILE })),
  approval: { actionId: 'a', summary: HOSTILE },
  permalink: `https://chat.example.com/${'q'.repeat(3_000)}`,
};

/** Short, long and hostile contents of cards, with like cases. */
export const contents: Readonly<Record<'short' | 'long' | 'hostile', [Escalation, SimilarCase[]]>> = {
  short: [escalation({ tried: [], permalink: null }), []],
  long: [escalation(full), cases],
  hostile: [escalation(hostile), times(3, () => ({ ask: HOSTILE, solution: HOSTILE }))],
};
