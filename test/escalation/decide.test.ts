import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../src/escalation/decide.ts';
import type { DecisionFacts } from '../../src/escalation/decision-facts.ts';
import type { Policy } from '../../src/escalation/policy.ts';
import { TRIGGER_FAMILIES, type TriggerName } from '../../src/escalation/signal.ts';
import { decisionFacts, NOW, reading, tally } from '../support/decision-facts.ts';
import { launchPolicy } from '../support/reader.ts';

const names = Object.keys(TRIGGER_FAMILIES).filter(
  (name): name is Exclude<TriggerName, 'explicit_request'> => name !== 'explicit_request',
);
const share = fc.double({ min: 0, max: 1, noNaN: true });
const count = fc.nat(40);

/** Any policy that the configuration lets through. */
const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    offerAt: share,
    escalateAt: share,
    behavioural: fc.constantFrom('offer_first' as const, 'escalate' as const, 'off' as const),
    weights: fc.tuple(...names.map(() => share)),
    billing: fc.double({ min: 0, max: 5, noNaN: true }),
    factor: fc.double({ min: 0, max: 5, noNaN: true }),
    sureAt: share,
    unresolvedTurns: fc.integer({ min: 2, max: 40 }),
  })
  .map(({ weights, billing, factor, ...rest }) => ({
    ...launchPolicy,
    ...rest,
    weights: Object.fromEntries(names.map((name, at) => [name, weights[at] ?? 0])) as Policy['weights'],
    areas: { billing },
    categories: launchPolicy.categories.map((one) => ({ ...one, factor })),
  }));

const anyRequest = fc.option(
  fc.record({
    strength: fc.constantFrom('clear' as const, 'vague' as const),
    words: fc.string(),
    language: fc.constant('en'),
  }),
  { nil: undefined },
);
const anyCategory = fc.option(
  fc.record({ name: fc.constantFrom(...launchPolicy.categories.map(({ name }) => name)), confidence: share }),
  { nil: null },
);

const anyFacts: fc.Arbitrary<DecisionFacts> = fc
  .record({
    request: anyRequest,
    dissatisfied: share,
    category: anyCategory,
    counts: fc.record({
      turns: count,
      repeats: count,
      refusals: count,
      others: count,
      failures: count,
      negatives: count,
      ungrounded: count,
      unsure: count,
      outages: count,
      notSolved: count,
    }),
    flags: fc.record({ repeated: fc.boolean(), lastRefused: fc.boolean(), lastAskedOther: fc.boolean() }),
    moods: fc.record({
      sentiment: fc.double({ min: -1, max: 1, noNaN: true }),
      mood: fc.double({ min: -1, max: 1, noNaN: true }),
    }),
    offers: fc.record({ made: fc.nat(1), declined: fc.nat(1), lastAt: fc.constant(null) }),
    confidence: fc.option(share, { nil: null }),
    occasion: fc.constantFrom('message' as const, 'answer' as const, 'timer' as const, 'feedback' as const),
    area: fc.constantFrom(null, 'billing', 'Billing, refunds', 'general'),
    tier: fc.constantFrom(null, 'enterprise', 'free'),
    approval: fc.constantFrom(null, 'refund'),
    unanswered: fc.boolean(),
    hours: count,
  })
  .map(
    ({ request, dissatisfied, category, counts, flags, moods, offers, confidence, tier, hours, ...rest }) =>
      decisionFacts({
        ...rest,
        reading: reading({ request, dissatisfied, category, sentiment: moods.sentiment }),
        tally: tally({
          ...counts,
          ...flags,
          ...moods,
          offers,
          category,
          lastAnswer: { text: 'x', confidence, grounded: true },
        }),
        account: { tier, value: null },
        now: new Date(Date.parse(NOW) + hours * 3_600_000).toISOString(),
      }),
  );

describe('whatever the facts and the policy are', () => {
  it('the same facts and policy give the same decision, and neither is changed', () => {
    fc.assert(
      fc.property(anyFacts, anyPolicy, (facts, policy) => {
        const before = structuredClone({ facts, policy });
        const first = decide(facts, policy);
        expect(decide(structuredClone(facts), structuredClone(policy))).toEqual(first);
        expect({ facts, policy }).toEqual(before);
      }),
    );
  });

  it('a clear request for a human escalates', () => {
    const clear = { strength: 'clear' as const, words: 'a human', language: 'en' };
    fc.assert(
      fc.property(anyFacts, anyPolicy, (facts, policy) => {
        const asked = { ...facts, reading: reading({ ...facts.reading, request: clear }) };
        expect(decide(asked, policy).action).toBe('escalate');
      }),
    );
  });

  it('raising a weight never lowers the urgency', () => {
    fc.assert(
      fc.property(anyFacts, anyPolicy, fc.constantFrom(...names), share, (facts, policy, name, raised) => {
        const weights = { ...policy.weights, [name]: Math.max(policy.weights[name], raised) };
        const before = decide(facts, policy).urgency;
        expect(decide(facts, { ...policy, weights }).urgency).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('what a model adds never lowers the urgency, nor takes a request away', () => {
    const order = { none: 0, offer: 1, escalate: 2 };
    fc.assert(
      fc.property(anyFacts, anyPolicy, share, (facts, policy, strength) => {
        const before = decide(facts, policy);
        const after = decide({ ...facts, extra: [{ name: 'model', strength, evidence: 'x' }] }, policy);
        expect(after.urgency).toBeGreaterThanOrEqual(before.urgency);
        expect(order[after.action]).toBeGreaterThanOrEqual(order[before.action]);
      }),
    );
  });

  it('an episode offers once', () => {
    fc.assert(
      fc.property(anyFacts, anyPolicy, (facts, policy) => {
        const offers = { made: 1, declined: facts.tally.offers.declined, lastAt: null };
        expect(decide({ ...facts, tally: { ...facts.tally, offers } }, policy).action).not.toBe('offer');
      }),
    );
  });

  it('the urgency is from 0 to 1', () => {
    fc.assert(
      fc.property(anyFacts, anyPolicy, (facts, policy) => {
        const { urgency } = decide(facts, policy);
        expect(urgency).toBeGreaterThanOrEqual(0);
        expect(urgency).toBeLessThanOrEqual(1);
      }),
    );
  });
});

const repeated = { repeated: true, repeats: 1 };
const upset = { sentiment: -1, mood: -1, negatives: 3 };
const offered = { offers: { made: 1, declined: 0, lastAt: NOW } };
const declined = { offers: { made: 1, declined: 1, lastAt: NOW } };
const actionOf = (change: Partial<DecisionFacts>, policy: Partial<Policy> = {}) =>
  decide(decisionFacts(change), { ...launchPolicy, ...policy }).action;

describe('by the policy that a deployment begins with', () => {
  it('the same question twice counts more on billing than elsewhere', () => {
    const urgency = (area: string | null) =>
      decide(decisionFacts({ tally: tally(repeated), area }), launchPolicy).urgency;
    expect(urgency('general')).toBeCloseTo(0.45);
    expect(urgency('Billing')).toBeCloseTo(0.675);
    expect(actionOf({ tally: tally(repeated) })).toBe('none');
    expect(actionOf({ tally: tally(repeated), area: 'billing' })).toBe('offer');
  });

  it('behaviour offers before it escalates, and no more once the customer has declined', () => {
    const troubled = { ...repeated, ...upset, notSolved: 3 };
    expect(actionOf({ tally: tally(troubled) })).toBe('offer');
    expect(actionOf({ tally: tally({ ...troubled, ...offered }) })).toBe('escalate');
    expect(actionOf({ tally: tally({ ...troubled, ...declined }) })).toBe('none');
  });

  it('what rules stand behind escalates also after the customer has declined', () => {
    const legal = reading({ category: { name: 'legal', confidence: 0.9 } });
    expect(actionOf({ reading: legal, tally: tally(declined) })).toBe('escalate');
  });

  it('behaviour may be told to escalate at once, or to do nothing', () => {
    const troubled = tally({ ...repeated, ...upset, notSolved: 3 });
    expect(actionOf({ tally: troubled }, { behavioural: 'escalate' })).toBe('escalate');
    expect(actionOf({ tally: troubled }, { behavioural: 'off' })).toBe('none');
  });

  it('nothing is offered soon after an episode; a vague request still gets its offer', () => {
    const troubled = tally({ ...repeated, ...upset });
    const minutesAgo = (minutes: number) => new Date(Date.parse(NOW) - minutes * 60_000).toISOString();
    expect(actionOf({ tally: troubled, endedAt: minutesAgo(9) })).toBe('none');
    expect(actionOf({ tally: troubled, endedAt: minutesAgo(11) })).toBe('offer');
    const dispute = reading({ category: { name: 'billing_dispute', confidence: 0.9 } });
    expect(actionOf({ reading: dispute, endedAt: minutesAgo(9) })).toBe('none');
    expect(actionOf({ reading: dispute, endedAt: minutesAgo(11) })).toBe('offer');
    const vague = reading({ request: { strength: 'vague', words: 'agent', language: 'en' } });
    expect(actionOf({ reading: vague, endedAt: minutesAgo(1) })).toBe('offer');
  });

  it('one outage offers, two bring a human in', () => {
    expect(actionOf({ occasion: 'answer', reading: null, tally: tally({ outages: 1 }) })).toBe('offer');
    expect(actionOf({ occasion: 'answer', reading: null, tally: tally({ outages: 2 }) })).toBe('escalate');
  });
});

describe('how a human takes over', () => {
  const modeOf = (change: Partial<DecisionFacts>, policy: Partial<Policy> = {}) =>
    decide(decisionFacts(change), { ...launchPolicy, ...policy }).mode;
  const soft = { mode: 'soft' as const };

  it('is what the policy says', () => {
    expect(modeOf({})).toBe('hard');
    expect(modeOf({}, soft)).toBe('soft');
  });
  it('is what the category says, before anything else', () => {
    expect(modeOf({ tally: tally({ category: { name: 'legal', confidence: 0.9 } }) }, soft)).toBe('hard');
    const categories = launchPolicy.categories.map((one) => ({ ...one, mode: 'soft' as const }));
    const about = tally({ category: { name: 'how_to', confidence: 0.9 }, mood: -1 });
    expect(modeOf({ tally: about }, { categories })).toBe('soft');
  });
  it('is hard for whoever is upset', () => {
    expect(modeOf({ tally: tally({ mood: -0.6 }) }, soft)).toBe('hard');
  });
});
