import type { DecisionFacts } from './decision-facts.ts';
import type { Policy } from './policy.ts';
import type { Signal } from './signal.ts';

/** A trigger: a small pure function over the facts. */
export type Trigger = (facts: DecisionFacts, policy: Policy) => Signal | undefined;
