import type { Trigger } from '../trigger.ts';

/** From the one confidence to the other the signal grows from nothing to all. */
const [UNSURE, SURE] = [0.5, 0.8];
const STRENGTHS = { escalate: 1, offer: 0.6, weigh: 0 } as const;

/** The issue is of a kind that the policy wants a human for. */
export const category: Trigger = ({ tally, reading }, { categories }) => {
  const known = reading ? reading.category : tally.category;
  const rule = categories.find(({ name }) => name === known?.name)?.rule ?? 'weigh';
  if (!known || STRENGTHS[rule] === 0 || known.confidence <= UNSURE) return undefined;
  const sure = Math.round(known.confidence * 100);
  return {
    name: 'category',
    strength: STRENGTHS[rule] * Math.max(0, Math.min(1, (known.confidence - UNSURE) / (SURE - UNSURE))),
    evidence: `is about ${known.name.replaceAll('_', ' ')} (${sure} %), which the policy brings to people`,
  };
};
