import type { Trigger } from '../trigger.ts';

/** The customer pressed “Not solved”. */
export const notSolved: Trigger = ({ tally }) => {
  if (tally.notSolved === 0) return undefined;
  const times = tally.notSolved === 1 ? '' : ` ${tally.notSolved} times`;
  const strength = Math.min(1, 0.6 + 0.2 * (tally.notSolved - 1));
  return { name: 'not_solved', strength, evidence: `said${times} that it was not solved` };
};
