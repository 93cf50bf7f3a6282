import type { Trigger } from '../trigger.ts';

/** The knowledge base has nothing on it. */
export const noGrounding: Trigger = ({ tally: { ungrounded } }) => {
  if (ungrounded === 0) return undefined;
  const times = ungrounded === 1 ? '' : `, ${ungrounded} times in a row`;
  return {
    name: 'no_grounding',
    strength: Math.min(1, 0.4 + 0.2 * ungrounded),
    evidence: `found nothing about it in the articles${times}`,
  };
};
