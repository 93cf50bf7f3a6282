import type { Policy } from './policy.ts';
import type { Signal } from './signal.ts';
import { explicitRequest } from './triggers/explicit-request.ts';

/** What a decision may look at. */
export interface DecisionFacts {
  /** The customer's newest message, canonical Markdown. */
  text: string;
  /** Whether a human was offered already in this episode. */
  offered: boolean;
}

export interface Decision {
  action: 'none' | 'offer' | 'escalate';
  signals: Signal[];
}

/** A trigger: a small pure function over the facts. */
export type Trigger = (facts: DecisionFacts) => Signal | undefined;

const triggers: readonly Trigger[] = [explicitRequest];

/** Decides whether a human is needed. Pure: the same facts and policy always give the same decision. */
export function decide(facts: DecisionFacts, policy: Policy): Decision {
  const signals = triggers.flatMap((trigger) => trigger(facts) ?? []);
  const strength = Math.max(0, ...signals.map((signal) => signal.strength));
  if (strength >= policy.escalateAt) return { action: 'escalate', signals };
  if (strength >= policy.offerAt && !facts.offered) return { action: 'offer', signals };
  return { action: 'none', signals };
}
