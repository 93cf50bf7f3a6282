import type { TextContent } from '../channels/content.ts';
import type { Decision } from '../escalation/decide.ts';
import { withAnswer } from '../escalation/tally.ts';
import { openEpisode, remindEpisode } from './episode.ts';
import type { DeliveryFailedEvent, ReplyReadyEvent, TimerEvent } from './facts.ts';
import { noteOffer, offerHuman, offerUnanswered } from './offer.ts';
import type { Reply } from './reply.ts';
import type { Step } from './step.ts';
import { weigh } from './weigh.ts';

const AFTER_REPLY_MS = 60_000;

/** A reply is ready: said only if the epoch and the customer's last message are still those it was made for. */
export function onReplyReady(step: Step, event: ReplyReadyEvent): void {
  const { reply: pending, epoch, owner, lastCustomerSeq } = step.state;
  const current =
    pending?.id === event.replyId && pending.epoch === epoch && pending.afterSeq === lastCustomerSeq;
  if (!current || owner !== 'assistant') return;
  step.set({ reply: null });
  const text = say(step, event.reply);
  const { confidence, kind, signals = [] } = event.reply;
  const outage = event.reply.kind === 'abstain' && event.reply.reason === 'unavailable';
  const answered = {
    text,
    confidence: kind === 'answer' ? confidence : null,
    grounded: kind === 'answer',
    outage,
  };
  step.set({ tally: withAnswer(step.state.tally, answered, step.facts.policy.sureAt) });
  const decision = weigh(step, { occasion: 'answer', extra: signals });
  if (decision.action === 'escalate') return bringIn(step, decision);
  // An abstention is an offer by itself.
  if (kind === 'abstain') return noteOffer(step);
  if (decision.action === 'offer') offerHuman(step, decision);
}

/** Says the reply, and gives its words. */
function say(step: Step, reply: Reply): string {
  const { id } = step.state;
  const human = step.button('human', 'button.human', id);
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
    return text;
  }
  const key = reply.reason === 'unavailable' ? 'customer.unavailable' : 'customer.abstain';
  const text = step.sayToCustomer(key);
  step.record({ role: 'assistant', text });
  step.post('customer', { kind: 'text', text, buttons: [human], generated: true }, { guard: true });
  return text;
}

function bringIn(step: Step, decision: Decision): void {
  const customer = step.state.openedBy;
  if (customer) openEpisode(step, customer, 'signals', decision);
}

/** A timer is due; one that no longer fits says nothing. */
export function onTimer(step: Step, event: TimerEvent): void {
  const { episode, id, owner, status, reply } = step.state;
  if (episode && episode.id === event.about && episode.state === 'waiting') {
    if (event.name === 'reminder') remindEpisode(step, episode);
    return;
  }
  if (event.about !== id || owner !== 'assistant' || status !== 'open') return;
  // What the answer that is being made will change is not known yet.
  if (reply) return step.wakeLater(event.name, id, AFTER_REPLY_MS);
  const decision = weigh(step, { occasion: 'timer', unanswered: offerUnanswered(step) });
  if (decision.action === 'escalate') return bringIn(step, decision);
  if (decision.action === 'offer') offerHuman(step, decision);
}

/** A post to the customer could not be delivered: whoever works on it must know. */
export function onDeliveryFailed(step: Step, event: DeliveryFailedEvent): void {
  if (event.lane === 'customer' && step.state.episode)
    step.tellDesk('desk.send_failed', { reason: event.reason });
}
