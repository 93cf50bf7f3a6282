import { isTroubled } from '../tally.ts';
import type { Trigger } from '../trigger.ts';

/** The conversation goes on and on, and not well. */
export const longSession: Trigger = ({ tally }, { longTurns }) => {
  const { turns } = tally;
  if (turns < longTurns || !isTroubled(tally)) return undefined;
  return {
    name: 'long_session',
    strength: Math.min(1, turns / (2 * longTurns)),
    evidence: `${turns} messages without an end`,
  };
};
