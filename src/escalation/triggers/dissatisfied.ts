import type { Trigger } from '../trigger.ts';

/** The probability at which the signal is half as strong as it can be; found by cross-validation on dialogues with annotations. */
const HALF = 0.25;
const FAINT = 0.1;

/** The message reads as if our last answer did not help. */
export const dissatisfied: Trigger = ({ reading }) => {
  const probability = reading?.dissatisfied ?? 0;
  if (probability < FAINT) return undefined;
  return {
    name: 'dissatisfied',
    strength: probability / (probability + HALF),
    evidence: `the last answer seems not to have helped (${Math.round(probability * 100)} %)`,
  };
};
