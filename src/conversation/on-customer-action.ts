import type { CustomerActionEvent, CustomerCommandEvent } from '../channels/events.ts';
import { formAction } from '../channels/form.ts';
import type { Person } from '../channels/refs.ts';
import type { Reason } from '../escalation/escalation.ts';
import { withParticipant } from './conversation.ts';
import { onDraftAction } from './copilot.ts';
import { openEpisode } from './episode.ts';
import { noteOffer, offerAnswered, offerOpen, stopWatching } from './offer.ts';
import { onRatingAction } from './rating.ts';
import { dropReply } from './start-reply.ts';
import type { Step } from './step.ts';
import { noteSolved } from './visit.ts';
import { requestBy, weigh } from './weigh.ts';

/** What only the person who opened the conversation may say of it; a human may be asked for by anybody in the thread. */
const FOR_OPENER: readonly string[] = ['solved', 'not_solved', 'decline'];

/** A customer pressed a button of ours, or sent a form. */
export function onCustomerAction(step: Step, received: CustomerActionEvent): void {
  // Where a platform has no forms, the button that would open one comes by itself.
  const event = { ...received, action: formAction(received.action) ?? received.action };
  // A draft that could be shown to its holder in a direct message only comes back from there.
  if (event.action.startsWith('draft_')) return onDraftFromAside(step, event);
  if (onRatingAction(step, event)) return;
  const known = event.value === step.state.id && step.state.status !== 'new';
  if (!known) return step.whisper('customer', event.author.id, 'customer.unknown_action');
  if (FOR_OPENER.includes(event.action) && step.state.openedBy?.id !== event.author.id)
    return step.whisper('customer', event.author.id, 'customer.only_opener');
  switch (event.action) {
    case 'human':
      return wantHuman(step, event.author, 'button');
    case 'solved':
      return solved(step, event.author);
    case 'not_solved':
      return notSolved(step, event.author);
    case 'decline':
      return decline(step, event.author);
    default:
      return step.whisper('customer', event.author.id, 'customer.unknown_action');
  }
}

function onDraftFromAside(step: Step, event: CustomerActionEvent): void {
  const { episode } = step.state;
  const holds =
    episode?.state === 'held' && episode.id === event.value && episode.holder?.id === event.author.id;
  if (!holds || !step.facts.actorIsMember)
    return step.whisper('customer', event.author.id, 'customer.unknown_action');
  onDraftAction(step, { ...event, kind: 'desk.action' }, episode);
}

/** A customer typed a command. */
export function onCustomerCommand(step: Step, event: CustomerCommandEvent): void {
  if (event.command !== 'human') return step.whisper('customer', event.author.id, 'customer.help');
  step.set({
    status: 'open',
    openedBy: step.state.openedBy ?? event.author,
    openedAt: step.state.openedAt ?? event.at,
    resolvedAt: null,
    participants: withParticipant(step.state.participants, event.author, 'customer'),
  });
  if (event.args.trim()) {
    const seq = step.record({
      role: 'customer',
      author: event.author,
      text: event.args.trim(),
      at: event.at,
    });
    step.set({ lastCustomerSeq: seq });
  }
  wantHuman(step, event.author, 'command');
}

function wantHuman(step: Step, customer: Person, reason: Reason): void {
  if (step.state.owner === 'queue') return step.whisper('customer', customer.id, 'customer.handoff_already');
  if (step.state.owner === 'agent') {
    const agent = step.state.episode?.holder?.name ?? '';
    return step.whisper('customer', customer.id, 'customer.agent_already', { agent });
  }
  step.set({ status: 'open', resolvedAt: null });
  const evidence = reason === 'button' ? 'pressed “Talk to a human”' : 'typed the command for a human';
  const decision = weigh(step, { occasion: 'feedback', extra: [requestBy(evidence)] });
  openEpisode(step, customer, reason, decision);
}

function solved(step: Step, customer: Person): void {
  step.record({ role: 'system', text: step.facts.texts.say('record.solved', { customer: customer.name }) });
  noteSolved(step);
  if (step.state.owner === 'assistant') {
    dropReply(step);
    step.set({ status: 'resolved', resolvedAt: step.facts.now.toISOString() });
    stopWatching(step);
  } else step.tellDesk('desk.customer_solved', { customer: customer.name });
  step.whisper('customer', customer.id, 'customer.thanks_solved');
}

function notSolved(step: Step, customer: Person): void {
  step.record({
    role: 'system',
    text: step.facts.texts.say('record.not_solved', { customer: customer.name }),
  });
  if (step.state.owner !== 'assistant')
    return step.whisper('customer', customer.id, 'customer.handoff_already');
  const { tally } = step.state;
  step.set({ status: 'open', tally: { ...tally, notSolved: tally.notSolved + 1 } });
  const decision = weigh(step, { occasion: 'feedback' });
  if (decision.action === 'escalate') return openEpisode(step, customer, 'signals', decision);
  if (tally.offers.made > 0) return step.whisper('customer', customer.id, 'customer.not_solved_again');
  step.tellCustomer('customer.not_solved_offer', {}, [
    step.button('human', 'button.human', step.state.id, 'primary'),
  ]);
  noteOffer(step);
}

/** Our offer of a human is turned down. */
function decline(step: Step, customer: Person): void {
  if (step.state.owner !== 'assistant')
    return step.whisper('customer', customer.id, 'customer.handoff_already');
  if (!offerOpen(step)) return step.whisper('customer', customer.id, 'customer.offer_declined');
  offerAnswered(step, true);
  step.record({
    role: 'system',
    text: step.facts.texts.say('record.declined', { customer: customer.name }),
  });
  step.whisper('customer', customer.id, 'customer.offer_declined');
}
