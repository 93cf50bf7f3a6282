import type { Step } from './step.ts';

/** Asks for an answer to what the customer has said so far; one being made is dropped for it. */
export function startReply(step: Step): void {
  const { epoch, lastCustomerSeq, id } = step.state;
  const until = new Date(step.facts.now.getTime() + step.facts.settings.replyLeaseMs).toISOString();
  step.set({ reply: { id: `${id}:${step.event.id}`, epoch, afterSeq: lastCustomerSeq, until } });
}
