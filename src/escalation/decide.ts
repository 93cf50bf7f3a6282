import type { DecisionFacts } from './decision-facts.ts';
import type { Policy } from './policy.ts';
import { type Signal, TRIGGER_FAMILIES } from './signal.ts';
import { triggers } from './triggers/all.ts';

/** What further signals of behaviour count, beside the strongest. */
const SEEN_AGAIN = 0.25;

export type Action = 'none' | 'offer' | 'escalate';

export interface Decision {
  action: Action;
  /** How much a human is needed by everything known, 0..1. */
  urgency: number;
  /** How a human would take over. */
  mode: 'soft' | 'hard';
  /** Every signal that fired, also those that decided nothing. */
  signals: Signal[];
}

/** Decides whether a human is needed. Pure: the same facts and policy always give the same decision. */
export function decide(facts: DecisionFacts, policy: Policy): Decision {
  const signals = [...triggers.flatMap((trigger) => trigger(facts, policy) ?? []), ...facts.extra];
  const urgency = urgencyOf(signals, facts, policy);
  return { action: actionOf(signals, urgency, facts, policy), urgency, mode: modeOf(facts, policy), signals };
}

function actionOf(signals: readonly Signal[], urgency: number, facts: DecisionFacts, policy: Policy): Action {
  const request = signals.find(({ name }) => name === 'explicit_request');
  if (request?.strength === 1) return 'escalate';
  const firm = urgencyOf(signals.filter(isFirm), facts, policy);
  if (firm >= policy.escalateAt) return 'escalate';
  const { made, declined } = facts.tally.offers;
  const may = policy.behavioural === 'escalate' || (policy.behavioural === 'offer_first' && made > 0);
  // Who has declined a human is not given one for their behaviour.
  if (urgency >= policy.escalateAt && may && declined === 0) return 'escalate';
  if (made > 0) return 'none';
  if (request) return 'offer';
  // The agent who ended the last episode has just seen all of it.
  if (coolingDown(facts, policy)) return 'none';
  return firm >= policy.offerAt || (urgency >= policy.offerAt && policy.behavioural !== 'off')
    ? 'offer'
    : 'none';
}

/**
 * Signals strengthen each other, and none weakens another: 1 - Π(1 - weight · strength · factor). What the customer's
 * behaviour says is mostly one thing seen in several ways, so of that the strongest counts in full, and others a part.
 */
function urgencyOf(signals: readonly Signal[], facts: DecisionFacts, policy: Policy): number {
  const factor = factorOf(facts, policy);
  const urgencies = (behavioural: boolean) =>
    signals
      .filter(({ name }) => (TRIGGER_FAMILIES[name] === 'behavioural') === behavioural)
      .map(({ name, strength }) => {
        const weight = name === 'explicit_request' ? 1 : policy.weights[name];
        return Math.min(1, Math.max(0, weight * strength * factor));
      });
  const [most = 0, ...rest] = urgencies(true).sort((one, other) => other - one);
  const all = [...urgencies(false), most, ...rest.map((one) => one * SEEN_AGAIN)];
  const calm = all.reduce((left, one) => left * (1 - one), 1);
  return Math.round((1 - calm) * 1e6) / 1e6;
}

/** What the area and the category make of every signal. */
function factorOf({ area, tally }: DecisionFacts, { areas, categories }: Policy): number {
  const places = (area ?? '').toLowerCase().split(',');
  const byArea = Math.max(...places.map((one) => areas[one.trim()] ?? 1));
  const byCategory = categories.find(({ name }) => name === tally.category?.name)?.factor ?? 1;
  return Math.max(byArea, byCategory);
}

/** Signals that a rule stands behind, and not the customer's behaviour. */
function isFirm({ name }: Signal): boolean {
  return TRIGGER_FAMILIES[name] !== 'behavioural' && name !== 'explicit_request';
}

function coolingDown({ endedAt, now }: DecisionFacts, { coolDownMs }: Policy): boolean {
  return endedAt !== null && Date.parse(now) - Date.parse(endedAt) < coolDownMs;
}

function modeOf({ tally }: DecisionFacts, { categories, mode, upsetAt }: Policy): 'soft' | 'hard' {
  const own = categories.find(({ name }) => name === tally.category?.name)?.mode ?? 'default';
  if (own !== 'default') return own;
  return tally.mood <= upsetAt ? 'hard' : mode;
}
