import { z } from 'zod';
import type { Store } from '../../store/store.ts';
import { defineAction } from './action.ts';

/** Notes a bug in the store, where the team finds it. */
export function createBugReport({ reports }: Pick<Store, 'reports'>) {
  return defineAction({
    name: 'create_bug_report',
    description:
      'File a bug with the team, once the customer has described what goes wrong and wants it reported. Not for questions.',
    parameters: z.object({
      title: z.string().min(5).max(120),
      steps: z.string().min(5).max(2_000),
      expected: z.string().max(500).optional(),
    }),
    who: 'anybody',
    limit: 3,
    needsApproval: () => false,
    describe: ({ title }) => `Report a bug: ${title}`,
    async run({ title, steps, expected }, { idempotencyKey, conversationId, customer, dryRun }) {
      if (dryRun) return `A bug would be reported: ${title}.`;
      const number = await reports.add({
        key: idempotencyKey,
        conversationId,
        customer,
        title,
        steps,
        expected: expected ?? '',
      });
      return `The bug was reported as BUG-${number}.`;
    },
  });
}
