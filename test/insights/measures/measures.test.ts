import { describe, expect, it } from 'vitest';
import type { Visit } from '../../../src/conversation/visit.ts';
import { addUp, createCells } from '../../../src/insights/measures/cells.ts';
import { daysIn } from '../../../src/insights/measures/days.ts';
import { type Measures, measuresOf } from '../../../src/insights/measures/measures.ts';
import type { EscalationRow } from '../../../src/store/escalations.ts';

const NOW = new Date('2026-01-20T12:00:00.000Z');
/** So many days before the report, ISO 8601. */
const ago = (days: number, seconds = 0) =>
  new Date(NOW.getTime() - days * 86_400_000 + seconds * 1_000).toISOString();

function visit(change: Partial<Visit> = {}): Visit {
  return {
    id: 'c@1',
    conversationId: 'c',
    number: 1,
    platform: 'loop',
    channel: 'help',
    category: null,
    openedAt: ago(9),
    lastAt: ago(9),
    respondedAt: null,
    escalatedAt: null,
    byPeople: false,
    firstEscalation: null,
    escalations: 0,
    solvedAt: null,
    resolvedAt: null,
    reopenedAt: null,
    ...change,
  };
}

const escalated = visit({ escalatedAt: ago(9, 90), firstEscalation: 1, escalations: 1 });

function escalation(change: Partial<EscalationRow> = {}): EscalationRow {
  return {
    _id: 'c#1',
    state: 'ended',
    reason: 'signals',
    queuedAt: ago(9, 90),
    claimedAt: ago(9, 150),
    endedAt: ago(9, 450),
    outcome: 'resolved',
    wait: null,
    rating: null,
    ...change,
  };
}

interface Records {
  visits?: Visit[];
  escalations?: EscalationRow[];
  drafts?: Parameters<ReturnType<typeof createCells>['draft']>[0][];
}

function measured({ visits = [escalated], escalations = [], drafts = [] }: Records): Measures {
  const cells = createCells(daysIn('UTC'), NOW);
  for (const one of visits) cells.visit(one);
  for (const one of escalations) cells.escalation(one);
  for (const one of drafts) cells.draft(one);
  return measuresOf(addUp(cells.all(), () => 'all').total);
}

describe('what a visit counts as', () => {
  it.each<[string, Partial<Visit>, Partial<Measures>]>([
    ['open, for its customer wrote within the day', { lastAt: ago(0.99) }, { open: 1, contained: 0 }],
    [
      'contained, for its customer has been silent for a day',
      { lastAt: ago(1) },
      { open: 0, contained: 1, verified: 0 },
    ],
    [
      'contained and verified at once, for its customer said so',
      { lastAt: ago(0.1), resolvedAt: ago(0.1), solvedAt: ago(0.1) },
      { contained: 1, verified: 1, durable_due: 0 },
    ],
    [
      'verified long after the customer fell silent',
      { resolvedAt: ago(2), solvedAt: ago(2) },
      { contained: 1, verified: 1, durable_due: 0 },
    ],
    [
      'durable, for nobody came back in 7 days',
      { resolvedAt: ago(7) },
      { durable_due: 1, durable: 1, durable_rate: 1 },
    ],
    ['not yet durable', { resolvedAt: ago(6.9) }, { durable_due: 0, durable: 0, durable_rate: null }],
    [
      'not durable, for the customer came back',
      { resolvedAt: ago(8), reopenedAt: ago(5) },
      { durable_due: 1, durable: 0 },
    ],
    [
      'durable, though the customer came back much later',
      { resolvedAt: ago(9), reopenedAt: ago(2) },
      { durable_due: 1, durable: 1 },
    ],
    [
      'not durable, for the customer came back before it was solved at last',
      { resolvedAt: ago(8), reopenedAt: ago(8.5) },
      { durable_due: 1, durable: 0 },
    ],
    [
      'not durable, for the customer came back after a silence',
      { lastAt: ago(9), reopenedAt: ago(7.5) },
      { durable_due: 1, durable: 0 },
    ],
    [
      'escalated, though the customer said that it was solved',
      { escalatedAt: ago(8), solvedAt: ago(8), resolvedAt: ago(8) },
      { escalated: 1, contained: 0, verified: 0, durable_due: 0 },
    ],
    [
      'by people, and neither escalated nor contained',
      { escalatedAt: ago(9), byPeople: true },
      { by_people: 1, escalated: 0, contained: 0, escalation_rate: null, containment: null },
    ],
  ])('%s', (_, change, expected) => {
    expect(measured({ visits: [visit(change)] })).toMatchObject({ visits: 1, ...expected });
  });

  it('is one thing each, so that shares add up to the whole', () => {
    const visits = [
      visit({ escalatedAt: ago(8) }),
      visit({ resolvedAt: ago(8) }),
      visit({ lastAt: ago(0.5) }),
      visit({ lastAt: ago(0.5) }),
      visit({ byPeople: true, escalatedAt: ago(9) }),
    ];
    expect(measured({ visits })).toMatchObject({
      visits: 5,
      by_people: 1,
      escalation_rate: 0.25,
      containment: 0.25,
      open: 2,
    });
  });

  it('answers nothing where there is nothing to divide', () => {
    const nothing = measured({ visits: [] });
    const shares = [
      nothing.escalation_rate,
      nothing.csat,
      nothing.containment,
      nothing.time_to_escalation_ms,
    ];
    expect(shares).toEqual([null, null, null, null]);
  });
});

describe('times', () => {
  it.each([
    [[30], 30_000, 30_000],
    [[10, 20], 10_000, 20_000],
    [[0, 10, 20], 10_000, 20_000],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 5_000, 9_000],
  ])('of %j seconds have a middle one and one that nine of ten do not exceed', (seconds, middle, most) => {
    const visits = seconds.map((second) =>
      visit({ escalatedAt: ago(9, second), respondedAt: ago(9, second) }),
    );
    expect(measured({ visits })).toMatchObject({
      time_to_escalation_ms: middle,
      time_to_escalation_p90_ms: most,
      first_response_ms: middle,
      first_response_p90_ms: most,
    });
  });

  it('are never below nothing, though clocks differ', () => {
    expect(measured({ visits: [visit({ escalatedAt: ago(9, -5) })] }).time_to_escalation_ms).toBe(0);
  });
});

describe('what an escalation counts as', () => {
  const wait = { ahead: 0, working: 1, hour: 10, told: { low: 60_000, high: 120_000 }, asleep: false };

  it.each<[string, Partial<EscalationRow>, Partial<Measures>]>([
    ['claimed and worked on', {}, { claim_time_ms: 60_000, handle_time_ms: 300_000, requested: 0 }],
    ['requested', { reason: 'button' }, { requested: 1 }],
    [
      'waiting',
      { state: 'waiting', claimedAt: null, endedAt: null, outcome: null },
      { claim_time_ms: null, handle_time_ms: null, outcomes: { resolved: 0, returned: 0, not_needed: 0 } },
    ],
    [
      'held',
      { state: 'held', endedAt: null, outcome: null },
      { claim_time_ms: 60_000, handle_time_ms: null },
    ],
    [
      'not needed',
      { claimedAt: null, outcome: 'not_needed' },
      { claim_time_ms: null, outcomes: { resolved: 0, returned: 0, not_needed: 1 } },
    ],
    ['claimed within the range told', { wait }, { waits_told: 1, wait_honesty: 1 }],
    ['claimed sooner than told', { wait, claimedAt: ago(9, 149) }, { waits_told: 1, wait_honesty: 0 }],
    ['claimed later than told', { wait, claimedAt: ago(9, 211) }, { waits_told: 1, wait_honesty: 0 }],
    [
      'claimed where no range was told',
      { wait: { ...wait, told: null } },
      { claim_time_ms: 60_000, waits_told: 0 },
    ],
    [
      'claimed while nobody was there',
      { wait: { ...wait, asleep: true } },
      { claim_time_ms: null, waits_told: 0, handle_time_ms: 300_000 },
    ],
    ['not rated', {}, { ratings: 0, csat: null, csat_mean: null, rating_rate: 0 }],
    [
      'rated well',
      { rating: { score: 4, at: ago(1) } },
      { ratings: 1, csat: 1, csat_mean: 4, rating_rate: 1 },
    ],
    [
      'rated so-so, which is not well',
      { rating: { score: 3, at: ago(1) } },
      { ratings: 1, csat: 0, csat_mean: 3 },
    ],
    ['of a kind of gap', { gap: 'knowledge' }, { gaps: { knowledge: 1 } }],
    ['of another visit, which began before', { _id: 'c#2' }, { escalations: 0 }],
  ])('%s', (_, change, expected) => {
    expect(measured({ escalations: [escalation(change)] })).toMatchObject({ escalations: 1, ...expected });
  });

  it('is of one kind of gap, where one is known', () => {
    const gaps = (['product', 'knowledge', 'product', null] as const).map((gap) => escalation({ gap }));
    expect(measured({ escalations: gaps }).gaps).toEqual({ knowledge: 1, product: 2 });
  });

  it('belongs to its visit, each of several', () => {
    const visits = [
      visit({ escalatedAt: ago(9), firstEscalation: 1, escalations: 2 }),
      visit({ number: 2, channel: 'orders', escalatedAt: ago(3), firstEscalation: 3, escalations: 1 }),
    ];
    const cells = createCells(daysIn('UTC'), NOW);
    for (const one of visits) cells.visit(one);
    for (const number of [1, 2, 3, 4]) cells.escalation(escalation({ _id: `c#${number}` }));
    const { by } = addUp(cells.all(), ({ channel }) => channel);
    expect([...by].map(([channel, figures]) => [channel, measuresOf(figures).escalations])).toEqual([
      ['loop/help', 2],
      ['loop/orders', 1],
    ]);
  });
});

describe('drafts', () => {
  it('are used when they were sent, or edited; those before their holder do not count yet', () => {
    const drafts = (['sent', 'edited', 'edited', 'ignored', 'dismissed', 'open'] as const).map((outcome) => ({
      escalationId: 'c#1',
      outcome,
    }));
    expect(measured({ drafts: [...drafts, { escalationId: 'd#1', outcome: 'sent' }] })).toMatchObject({
      drafts: { sent: 1, edited: 2, ignored: 1, dismissed: 1 },
      draft_use: 0.6,
    });
  });
});

describe('days', () => {
  it.each([
    ['UTC', '2026-03-28T23:59:59.999Z', '2026-03-28'],
    ['UTC', '2026-03-29T00:00:00.000Z', '2026-03-29'],
    // Clocks go forward on 29 March there, and the day has 23 hours.
    ['Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T21:59:59.999Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T22:00:00.000Z', '2026-03-30'],
    ['Asia/Kathmandu', '2026-03-28T18:15:00.000Z', '2026-03-29'],
    ['Asia/Kathmandu', '2026-03-28T18:14:59.999Z', '2026-03-28'],
  ])('of %s: %s is on %s', (timeZone, moment, day) => {
    const days = daysIn(timeZone);
    expect([days.dayOf(moment), days.dayOf(moment)]).toEqual([day, day]);
  });

  it('begin at midnight there', () => {
    const noon = new Date('2026-03-29T12:00:00.000Z');
    expect(daysIn('Europe/Berlin').startOf(noon).toISOString()).toBe('2026-03-28T23:00:00.000Z');
  });
});
