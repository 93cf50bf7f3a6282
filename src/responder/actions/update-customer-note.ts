import { z } from 'zod';
import type { Store } from '../../store/store.ts';
import { defineAction } from './action.ts';

/** Changes what the team notes of a customer; a person looks at it first. */
export function updateCustomerNote({ customerNotes }: Pick<Store, 'customerNotes'>) {
  return defineAction({
    name: 'update_customer_note',
    description:
      'Note something lasting about this customer for the team, such as a plan they use or a wish they have.',
    parameters: z.object({ note: z.string().min(5).max(500) }),
    who: 'opener',
    limit: 5,
    needsApproval: () => true,
    describe: ({ note }) => `Note about the customer: ${note}`,
    async run({ note }, { idempotencyKey, customer, dryRun }) {
      if (dryRun) return `This would be noted: ${note}`;
      await customerNotes.set(customer.id, note, idempotencyKey);
      return 'Your note was saved for the team.';
    },
  });
}
