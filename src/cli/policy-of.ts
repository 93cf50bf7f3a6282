import type { Policy } from '../escalation/policy.ts';
import type { Config } from '../platform/config/parse-config.ts';

/** The escalation policy of a configuration. */
export function policyOf({ policy }: Pick<Config, 'policy'>): Policy {
  return {
    offerAt: policy.offer_at,
    escalateAt: policy.escalate_at,
    behavioural: policy.behavioural,
    coolDownMs: policy.cool_down,
    weights: policy.weights,
    areas: policy.areas,
    places: policy.places,
    tiers: policy.tiers,
    categories: Object.entries(policy.categories).map(([name, one]) => ({ name, ...one })),
    unresolvedTurns: policy.unresolved_turns,
    longTurns: policy.long_turns,
    unresolvedMs: policy.unresolved_after,
    offerWaitMs: policy.offer_wait,
    sureAt: policy.sure_at,
    mode: policy.mode,
    upsetAt: policy.upset_at,
  };
}
