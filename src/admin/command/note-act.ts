import type { AuditRecord } from '../../store/audit.ts';
import { type CommandContext, signatureOf } from './context.ts';

/** Writes into the audit log who did it with this call; the same call again adds nothing. */
export async function noteAct(
  context: CommandContext,
  what: string,
  detail: AuditRecord['detail'],
): Promise<void> {
  const { store, clock, call } = context;
  const by = signatureOf(context);
  const _id = `command:${by.platform}:${by.workspace}:${call.id}`;
  await store.audit.add({ _id, at: clock.now(), by, what, detail });
}
