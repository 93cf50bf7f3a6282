import type { CustomerMessageEvent } from '../channels/events.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { Reading } from '../escalation/reading.ts';
import { newTally, withMessage } from '../escalation/tally.ts';
import { BY_PEOPLE } from './by-people.ts';
import { othersOf } from './bystanders.ts';
import { withParticipant } from './conversation.ts';
import { startDraft } from './copilot.ts';
import { holdEpisode, openEpisode } from './episode.ts';
import type { AnswerMode } from './facts.ts';
import { expectAnswer } from './lease.ts';
import { type Relay, shownAs } from './message.ts';
import { offerAnswered, offerHuman, offerOpen, watchTime } from './offer.ts';
import { smallTalk } from './small-talk.ts';
import { startReply } from './start-reply.ts';
import type { Step } from './step.ts';
import { weigh } from './weigh.ts';
import { whileWaiting } from './while-waiting.ts';

/** A customer, or someone else in the thread, wrote. */
export function onCustomerMessage(step: Step, received: CustomerMessageEvent): void {
  const event = asEditedSince(step, received);
  if (!event) return;
  if (step.state.status === 'new' && !opens(step, event)) return;
  const reopened = step.state.status === 'resolved';
  takeIn(step, event);
  const before = step.state.owner;
  if (reopened) goBackToAgent(step);
  if (step.deferred) return;
  if (step.state.owner === 'assistant') {
    recordMessage(step, event, null);
    return assist(step, event, reopened);
  }
  recordMessage(step, event, relayToDesk(step, event));
  showWhoIsThere(step);
  if (before === 'queue') whileWaiting(step, event);
  expectAnswer(step);
  startDraft(step);
}

/** The message as it now reads, should an edit have overtaken it; undefined where it was deleted. */
function asEditedSince(step: Step, event: CustomerMessageEvent): CustomerMessageEvent | undefined {
  const early = step.state.early.find(({ postId }) => postId === event.post.id);
  if (!early) return event;
  step.set({ early: step.state.early.filter((one) => one !== early) });
  return early.text === null ? undefined : { ...event, text: early.text };
}

/** Whether the message begins a conversation; a greeting to us is answered, but begins none. */
function opens(step: Step, event: CustomerMessageEvent): boolean {
  if (event.via === 'thread') return false;
  const talk = event.files.length === 0 ? smallTalk(event.text) : undefined;
  if (!talk) return true;
  if (event.via !== 'support_channel' && (talk === 'greeting' || event.text.trim() === '')) {
    const text = step.sayToCustomer('customer.help');
    step.post('customer', { kind: 'text', text, tone: 'system' });
  }
  return false;
}

function takeIn(step: Step, event: CustomerMessageEvent): void {
  const { state } = step;
  step.set({
    status: 'open',
    openedBy: state.openedBy ?? event.author,
    speaker: event.author.id,
    openedAt: state.openedAt ?? event.at,
    resolvedAt: null,
    permalink: state.permalink ?? event.permalink ?? null,
    area: state.area ?? event.area ?? areaOf(step, state.thread.channel),
    participants: withParticipant(state.participants, event.author, 'customer'),
  });
  if (event.cutAt)
    step.whisper('customer', event.author.id, 'customer.oversized', { limit: String(event.cutAt) });
}

function areaOf(step: Step, channel: string): string | null {
  const { places } = step.facts.policy;
  return Object.hasOwn(places, channel) ? (places[channel] ?? null) : null;
}

function recordMessage(step: Step, event: CustomerMessageEvent, relay: Relay | null): void {
  const { author, text, at, files, post } = event;
  const seq = step.record({ role: 'customer', author, text, at, files, post, relay });
  step.set({ lastCustomerSeq: seq });
}

/** Within the grace window, whoever resolved it goes on with it. */
function goBackToAgent(step: Step): void {
  const last = step.state.lastEpisode;
  if (last?.outcome !== 'resolved' || !last.holder || !last.endedAt) return;
  const since = step.facts.now.getTime() - Date.parse(last.endedAt);
  if (since > step.facts.settings.graceWindowMs) return;
  if (step.facts.answerInFlight) {
    step.deferred = true;
    return;
  }
  step.set({ lastEpisode: null });
  holdEpisode(step, last, last.holder);
  step.tellDesk('desk.reopened', { customer: step.state.openedBy?.name ?? '', agent: last.holder.name });
}

/** Somebody else speaks in the customer's thread: the card says so, once. */
function showWhoIsThere(step: Step): void {
  const { episode } = step.state;
  const others = othersOf(step.state);
  if (!episode || others.length === (episode.others ?? []).length) return;
  const shown: Escalation = { ...episode, others };
  step.set({ episode: shown });
  step.showCard(shown);
}

function relayToDesk(step: Step, event: CustomerMessageEvent): Relay | null {
  const { text, files } = event;
  return step.post('desk', { kind: 'text', text, author: shownAs(event.author), files });
}

/** The assistant's turn: bring a human in, offer one, or make an answer. */
function assist(step: Step, event: CustomerMessageEvent, reopened: boolean): void {
  const reading = takeNote(step, event, reopened);
  // Whoever else is in the thread may ask for a human, but not turn one down in the opener's place.
  const opener = event.author.id === step.state.openedBy?.id;
  if (reading.declines && offerOpen(step) && opener) {
    offerAnswered(step, true);
    weigh(step, { occasion: 'message', reading });
    return step.tellCustomer('customer.offer_declined');
  }
  if (opener) offerAnswered(step, false);
  const asks = !smallTalk(event.text) || event.files.length > 0;
  const mode = answerMode(step);
  const byPeople = asks && mode !== 'answer';
  const extra = byPeople ? [BY_PEOPLE] : [];
  const weighed = weigh(step, { occasion: 'message', reading, extra });
  const decision = byPeople
    ? { ...weighed, mode: mode === 'draft' ? ('soft' as const) : ('hard' as const) }
    : weighed;
  if (decision.action === 'escalate' || byPeople) {
    return openEpisode(step, event.author, reading.request ? 'asked' : 'signals', decision);
  }
  const onlyForHuman = decision.action === 'offer' && reading.request !== undefined;
  // A question still being answered is answered with the new message in view, even if that asks for nothing.
  if (step.state.reply || (asks && !onlyForHuman)) startReply(step);
  // "Thanks!" after a resolved conversation does not open it again.
  else if (reopened && !asks) step.set({ status: 'resolved', resolvedAt: step.facts.now.toISOString() });
  if (decision.action === 'offer') offerHuman(step, decision);
}

/** What the assistant does here, with an issue of this kind. */
function answerMode({ state, facts }: Step): AnswerMode {
  const { everywhere, places, categories } = facts.settings.modes;
  const { channel } = state.thread;
  if (Object.hasOwn(places, channel)) return places[channel] ?? everywhere;
  const category = state.tally.category?.name ?? '';
  return Object.hasOwn(categories, category) ? (categories[category] ?? everywhere) : everywhere;
}

/** Reads the message, and adds it to what is known. After a solved issue, or a long silence, a new stretch begins. */
function takeNote(step: Step, event: CustomerMessageEvent, reopened: boolean): Reading {
  const { tally } = step.state;
  const now = step.facts.now.toISOString();
  const silence = tally.lastAt === null ? 0 : Date.parse(now) - Date.parse(tally.lastAt);
  const anew = reopened || silence >= step.facts.policy.unresolvedMs;
  const before = anew ? newTally(null, tally) : tally;
  const reading = step.facts.read(event.text, before);
  step.set({ tally: withMessage(before, reading, now) });
  if (before.since === null) watchTime(step);
  return reading;
}
