import type { TextContent } from '../channels/content.ts';
import { remindEpisode } from './episode.ts';
import type { DeliveryFailedEvent, ReplyReadyEvent, TimerEvent } from './facts.ts';
import type { Step } from './step.ts';

/** A reply is ready: said only if the epoch and the customer's last message are still those it was made for. */
export function onReplyReady(step: Step, event: ReplyReadyEvent): void {
  const { reply: pending, epoch, owner, lastCustomerSeq, id } = step.state;
  const current =
    pending?.id === event.replyId && pending.epoch === epoch && pending.afterSeq === lastCustomerSeq;
  if (!current || owner !== 'assistant') return;
  step.set({ reply: null });
  const human = step.button('human', 'button.human', id);
  const { reply } = event;
  if (reply.kind === 'answer') {
    const { text, sources } = reply;
    const buttons = [
      step.button('solved', 'button.solved', id),
      step.button('not_solved', 'button.not_solved', id),
      human,
    ];
    step.record({ role: 'assistant', text, sources });
    const content: TextContent = { kind: 'text', text, sources, buttons, generated: true };
    step.post('customer', content, { guard: true });
    return;
  }
  const key = reply.reason === 'unavailable' ? 'customer.unavailable' : 'customer.abstain';
  const text = step.facts.texts.say(key);
  step.record({ role: 'assistant', text });
  step.set({ offered: true });
  step.post('customer', { kind: 'text', text, buttons: [human], generated: true }, { guard: true });
}

/** A timer is due; one that no longer fits the episode says nothing. */
export function onTimer(step: Step, event: TimerEvent): void {
  const { episode } = step.state;
  if (!episode || episode.id !== event.escalationId || episode.state !== 'waiting') return;
  if (event.name === 'reminder') remindEpisode(step, episode);
}

/** A post to the customer could not be delivered: whoever works on it must know. */
export function onDeliveryFailed(step: Step, event: DeliveryFailedEvent): void {
  if (event.lane === 'customer' && step.state.episode)
    step.tellDesk('desk.send_failed', { reason: event.reason });
}
