import type { Trigger } from '../trigger.ts';

/** The assistant could not work. */
export const outage: Trigger = ({ tally: { outages } }) => {
  if (outages === 0) return undefined;
  const times = outages === 1 ? '' : `, ${outages} times in a row`;
  return {
    name: 'outage',
    strength: Math.min(1, 0.6 * outages),
    evidence: `the assistant could not work${times}`,
  };
};
