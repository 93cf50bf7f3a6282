import type { Signal } from '../escalation/signal.ts';

/** Why people are brought in where the assistant does not answer. */
export const BY_PEOPLE: Signal = {
  name: 'category',
  strength: 1,
  evidence: 'people answer here, by configuration',
};
