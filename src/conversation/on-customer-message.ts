import type { CustomerMessageEvent } from '../channels/events.ts';
import { decide } from '../escalation/decide.ts';
import { withParticipant } from './conversation.ts';
import { holdEpisode, openEpisode } from './episode.ts';
import { smallTalk } from './small-talk.ts';
import type { Step } from './step.ts';

/** A customer, or someone else in the thread, wrote. */
export function onCustomerMessage(step: Step, event: CustomerMessageEvent): void {
  if (step.state.status === 'new' && !opens(step, event)) return;
  const reopened = step.state.status === 'resolved';
  recordMessage(step, event);
  if (reopened && goesBackToAgent(step)) return;
  if (step.state.owner !== 'assistant') return relayToDesk(step, event);
  assist(step, event, reopened);
}

/** Whether the message begins a conversation; a greeting to us is answered, but begins none. */
function opens(step: Step, event: CustomerMessageEvent): boolean {
  if (event.via === 'thread') return false;
  const talk = event.files.length === 0 ? smallTalk(event.text) : undefined;
  if (!talk) return true;
  if (event.via !== 'support_channel' && (talk === 'greeting' || event.text.trim() === '')) {
    const text = step.facts.texts.say('customer.help');
    step.post('customer', { kind: 'text', text, tone: 'system' });
  }
  return false;
}

function recordMessage(step: Step, event: CustomerMessageEvent): void {
  const { state } = step;
  step.set({
    status: 'open',
    openedBy: state.openedBy ?? event.author,
    openedAt: state.openedAt ?? event.at,
    resolvedAt: null,
    permalink: state.permalink ?? event.permalink ?? null,
    participants: withParticipant(state.participants, event.author, 'customer'),
  });
  const { author, text, at, files, post } = event;
  const seq = step.record({ role: 'customer', author, text, at, files, post });
  step.set({ lastCustomerSeq: seq });
  if (event.cutAt) step.whisper('customer', author.id, 'customer.oversized', { limit: String(event.cutAt) });
}

/** Within the grace window, whoever resolved it goes on with it. */
function goesBackToAgent(step: Step): boolean {
  const last = step.state.lastEpisode;
  if (last?.outcome !== 'resolved' || !last.holder || !last.endedAt) return false;
  const since = step.facts.now.getTime() - Date.parse(last.endedAt);
  if (since > step.facts.settings.graceWindowMs) return false;
  if (step.facts.answerInFlight) {
    step.deferred = true;
    return true;
  }
  step.set({ lastEpisode: null });
  holdEpisode(step, last, last.holder);
  step.tellDesk('desk.reopened', { customer: step.state.openedBy?.name ?? '', agent: last.holder.name });
  const event = step.event as CustomerMessageEvent;
  relayToDesk(step, event);
  return true;
}

function relayToDesk(step: Step, event: CustomerMessageEvent): void {
  const author = {
    name: event.author.name,
    ...(event.author.avatarUrl ? { avatarUrl: event.author.avatarUrl } : {}),
  };
  step.post('desk', { kind: 'text', text: event.text, author, files: event.files });
  if (
    step.state.owner === 'queue' &&
    decide({ text: event.text, offered: true }, step.facts.policy).action === 'escalate'
  ) {
    step.tellCustomer('customer.handoff_already');
  }
}

/** The assistant's turn: bring a human in, offer one, or make an answer. */
function assist(step: Step, event: CustomerMessageEvent, reopened: boolean): void {
  const decision = decide({ text: event.text, offered: step.state.offered }, step.facts.policy);
  if (decision.action === 'escalate') return openEpisode(step, event.author, 'asked', decision.signals);
  const asks = !smallTalk(event.text) || event.files.length > 0;
  // A question still being answered is answered with the new message in view, even if that asks for nothing.
  if (step.state.reply || (asks && decision.action === 'none')) startReply(step);
  // "Thanks!" after a resolved conversation does not open it again.
  else if (reopened && !asks) step.set({ status: 'resolved', resolvedAt: step.facts.now.toISOString() });
  if (decision.action !== 'offer') return;
  step.set({ offered: true });
  step.tellCustomer('customer.offer_human', {}, [
    step.button('human', 'button.human', step.state.id, 'primary'),
  ]);
}

function startReply(step: Step): void {
  const { epoch, lastCustomerSeq, id } = step.state;
  const until = new Date(step.facts.now.getTime() + step.facts.settings.replyLeaseMs).toISOString();
  step.set({ reply: { id: `${id}:${lastCustomerSeq}`, epoch, afterSeq: lastCustomerSeq, until } });
}
