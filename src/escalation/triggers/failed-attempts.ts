import type { Trigger } from '../trigger.ts';

/** Answers that were turned down or asked to be replaced; three of them may be a change of mind. */
const FREE = 3;

/** Answer after answer was turned down. */
export const failedAttempts: Trigger = ({ reading, tally }) => {
  const { refusals, others, failures, lastRefused, lastAskedOther } = tally;
  if (!reading || !(lastRefused || lastAskedOther)) return undefined;
  const attempts = refusals + others + failures - FREE;
  if (attempts <= 0) return undefined;
  return {
    name: 'failed_attempts',
    strength: Math.min(1, attempts / 4),
    evidence: `${attempts + FREE} answers turned down or failed`,
  };
};
