import type { Person } from '../channels/refs.ts';
import type { Decision } from '../escalation/decide.ts';
import type { Escalation, Outcome, Reason } from '../escalation/escalation.ts';
import { newTally } from '../escalation/tally.ts';
import { closeDraft } from './copilot.ts';
import { beginLease, endLease } from './lease.ts';
import { stopWatching } from './offer.ts';
import { oneLine } from './one-line.ts';
import { dropReply } from './start-reply.ts';
import type { Step } from './step.ts';
import { leading } from './weigh.ts';

const REMINDER = 'reminder';
/** Answers of the assistant shown on the card, and characters of each. */
const TRIED_ANSWERS = 3;
const TRIED_TEXT_LIMIT = 280;
const ASK_LIMIT = 140;
const SOLUTION_LIMIT = 500;
const BARE_REQUEST_WORDS = 15;

/** Brings a human in: the customer is told, the desk gets the card and the whole record, the assistant falls silent. */
export function openEpisode(
  step: Step,
  customer: Person,
  reason: Reason,
  decision: Decision,
  approval: Escalation['approval'] = null,
): void {
  dropReply(step);
  const number = step.state.episodes + 1;
  const escalation: Escalation = {
    id: `${step.state.id}#${number}`,
    conversationId: step.state.id,
    number,
    state: 'waiting',
    mode: decision.mode,
    reason,
    signals: decision.signals,
    earlier: earlierOf(step, decision),
    urgency: decision.urgency,
    category: step.state.tally.category?.name ?? null,
    language: step.state.tally.language,
    mood: step.state.tally.mood,
    ask: askOf(step),
    customer: step.state.openedBy ?? customer,
    channel: step.state.thread.channel,
    permalink: step.state.permalink,
    area: step.state.area,
    tried: triedOf(step),
    openedAt: step.facts.now.toISOString(),
    claimedAt: null,
    endedAt: null,
    holder: null,
    leaseUntil: null,
    warned: false,
    snoozedUntil: null,
    answeredAt: null,
    skill: null,
    picks: [],
    approval,
    copilot: false,
    solution: null,
    outcome: null,
    reminders: 0,
  };
  step.set({
    owner: 'queue',
    epoch: step.state.epoch + 1,
    episode: escalation,
    episodes: number,
  });
  step.showCard(escalation);
  step.showTranscript(escalation.id);
  const { policy } = step.facts;
  const why = leading(decision.signals, policy.weights)?.name ?? 'explicit_request';
  const because = step.sayToCustomer(`handoff_reason.${why}`);
  const said = [
    because,
    step.sayToCustomer('customer.handoff_opened'),
    step.sayToCustomer('customer.wait_unknown'),
  ];
  step.tellCustomerText(said.join(' '));
  stopWatching(step);
  step.wakeLater(REMINDER, escalation.id, step.facts.settings.reminderAfterMs);
}

/** What else was noticed in this stretch, and what came of our offer. */
function earlierOf({ state: { tally }, facts: { texts } }: Step, { signals }: Decision): string[] {
  const now = new Set(signals.map(({ name }) => name));
  const { made, declined } = tally.offers;
  return [
    ...tally.noticed.filter(({ name }) => !now.has(name)).map(({ evidence }) => evidence),
    ...(made > 0 ? [texts.say(declined > 0 ? 'card.offer_declined' : 'card.offer_made')] : []),
  ];
}

/** Gives the waiting escalation to an agent, who speaks for us from now on. */
export function holdEpisode(step: Step, episode: Escalation, holder: Person): void {
  dropReply(step);
  const held: Escalation = {
    ...episode,
    state: 'held',
    holder,
    claimedAt: step.facts.now.toISOString(),
    endedAt: null,
    outcome: null,
  };
  step.cancelTimer(REMINDER, episode.id);
  const leased = beginLease(step, held);
  step.set({ owner: 'agent', epoch: step.state.epoch + 1, episode: leased });
  step.showCard(leased);
}

/** Puts a held escalation back into the queue; `for`: whom the desk asks to take it. */
export function releaseEpisode(
  step: Step,
  episode: Escalation,
  asked: Pick<Escalation, 'picks' | 'skill'> = { picks: [], skill: episode.skill },
): void {
  dropReply(step);
  closeDraft(step, 'ignored');
  const waiting: Escalation = {
    ...endLease(step, episode),
    ...asked,
    state: 'waiting',
    holder: null,
    copilot: false,
  };
  step.set({ owner: 'queue', epoch: step.state.epoch + 1, episode: waiting });
  step.showCard(waiting);
  step.wakeLater(REMINDER, episode.id, step.facts.settings.reminderAfterMs);
}

/** Ends the episode. What was asked for in it is a fact of the past, and triggers nothing again. */
export function endEpisode(step: Step, episode: Escalation, outcome: Outcome): void {
  closeDraft(step, 'ignored');
  const endedAt = step.facts.now.toISOString();
  const solution = outcome === 'resolved' ? solutionOf(step) : null;
  const ended: Escalation = { ...endLease(step, episode), state: 'ended', outcome, endedAt, solution };
  step.set({
    owner: 'assistant',
    epoch: step.state.epoch + 1,
    episode: null,
    tally: newTally(null, step.state.tally),
    lastEpisode: ended,
  });
  step.cancelTimer(REMINDER, episode.id);
  step.showCard(ended);
}

/** What the agent said last. */
function solutionOf({ state }: Step): string | null {
  const last = state.recent.findLast(({ role }) => role === 'agent');
  return last ? oneLine(last.text, SOLUTION_LIMIT) : null;
}

/** Tells the customer, who still waits, that they are not forgotten; each time after twice as long. */
export function remindEpisode(step: Step, episode: Escalation): void {
  const reminders = episode.reminders + 1;
  step.set({ episode: { ...episode, reminders } });
  step.tellCustomer('customer.still_waiting');
  step.wakeLater(REMINDER, episode.id, step.facts.settings.reminderAfterMs * 2 ** reminders);
}

/** The issue in one line: a bare "I want a human" says nothing about it, so then the message before it is taken. */
function askOf(step: Step): string {
  const asked = step.state.recent.filter((message) => message.role === 'customer').map(({ text }) => text);
  const latest = asked.at(-1) ?? '';
  const bare = step.event.kind === 'customer.message' && latest.split(/\s+/).length <= BARE_REQUEST_WORDS;
  return oneLine((bare && asked.at(-2)) || latest, ASK_LIMIT);
}

function triedOf(step: Step): Escalation['tried'] {
  return step.state.recent
    .filter((message) => message.role === 'assistant')
    .slice(-TRIED_ANSWERS)
    .map((message) => ({ text: oneLine(message.text, TRIED_TEXT_LIMIT), sources: message.sources }));
}
