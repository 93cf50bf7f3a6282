import type { Trigger } from '../trigger.ts';

/** The same question comes again, in the same or other words. */
export const repeatedQuestion: Trigger = ({ reading, tally: { repeats, repeated } }) => {
  if (!reading || !repeated) return undefined;
  const evidence =
    repeats === 1 ? 'asked the same question twice' : `asked the same question ${repeats + 1} times`;
  return { name: 'repeated_question', strength: Math.min(1, 0.5 + 0.25 * repeats), evidence };
};
