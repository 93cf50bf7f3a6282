import type { Trigger } from '../trigger.ts';

/** The customer asks for a human, in words. */
export const explicitRequest: Trigger = ({ reading }) => {
  const found = reading?.request;
  if (!found) return undefined;
  return found.strength === 'clear'
    ? { name: 'explicit_request', strength: 1, evidence: `asked for a human: “${found.words}”` }
    : { name: 'explicit_request', strength: 0.5, evidence: `may have asked for a human: “${found.words}”` };
};
