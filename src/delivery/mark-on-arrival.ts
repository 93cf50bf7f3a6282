import type { PostRecord } from '../store/outbox.ts';

/**
 * The mark that is due at the desk once a post has arrived, as an outbox record: stored before the post is noted as sent, so
 * that no crash can come between. `lost`: what it would have changed was given up. Undefined where none is due. Pure.
 */
export function markOnArrival(
  { _id, conversationId, thread, carries, order }: PostRecord,
  { lost, now }: { lost: boolean; now: Date },
): PostRecord | undefined {
  if (!carries?.last || (lost && carries.marking.mark === 'sent')) return undefined;
  return {
    _id: `mark:${_id}`,
    conversationId,
    thread,
    lane: 'marks',
    order: carries.order ?? order,
    errand: { do: 'mark', post: carries.post, marking: carries.marking },
    escalationId: null,
    guard: null,
    state: 'queued',
    attempts: 0,
    dueAt: now,
    inDoubt: false,
    createdAt: now,
    error: null,
    ref: null,
    expireAt: null,
  };
}
