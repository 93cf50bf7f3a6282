import type { Trigger } from '../trigger.ts';

/** The assistant is unsure of its answers. */
export const lowConfidence: Trigger = ({ tally: { unsure, lastAnswer } }, { sureAt }) => {
  const confidence = lastAnswer?.confidence ?? null;
  if (unsure === 0 || confidence === null) return undefined;
  const strength = Math.min(1, Math.max(0, sureAt - confidence) / Math.max(sureAt, 0.01) / 2 + 0.25 * unsure);
  const sure = `${Math.round(confidence * 100)} %`;
  return { name: 'low_confidence', strength, evidence: `the last answer was unsure (${sure})` };
};
