import type { PendingReply } from './conversation.ts';
import type { Step } from './step.ts';

/**
 * Asks for an answer to what the customer has said so far. One being made is dropped for it, and what was shown of that
 * is taken away: the new one answers all of it.
 */
export function startReply(step: Step, whom: PendingReply['for'] = 'customer'): void {
  const { epoch, lastCustomerSeq, id, reply } = step.state;
  if (reply?.shown) step.mirror(reply.shown.relay, null);
  const until = new Date(step.facts.now.getTime() + step.facts.settings.replyLeaseMs).toISOString();
  const next = {
    id: `${id}:${step.event.id}`,
    epoch,
    afterSeq: lastCustomerSeq,
    until,
    shown: null,
    for: whom,
  };
  step.set({ reply: next });
}

/** Drops the answer being made. What the customer has read of it stays, and is part of the record. */
export function dropReply(step: Step): void {
  const { reply } = step.state;
  step.set({ reply: null });
  if (!reply?.shown) return;
  const { text, relay } = reply.shown;
  step.record({ role: 'assistant', text: `${text} …`, relay });
  // No new word: it only ends the sign that more is coming.
  step.mirror(relay, { kind: 'text', text: `${text} …`, generated: true });
}
