import type { Trigger } from '../trigger.ts';

/** An action needs a person's approval. */
export const approvalNeeded: Trigger = ({ approval }) =>
  approval === null
    ? undefined
    : { name: 'approval_needed', strength: 1, evidence: `needs approval: ${approval}` };
