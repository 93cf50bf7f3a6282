import type { Person } from '../channels/refs.ts';
import type { Decision } from '../escalation/decide.ts';
import type { Pick as Asked, Escalation, Outcome, Reason } from '../escalation/escalation.ts';
import { newTally } from '../escalation/tally.ts';
import { closeDraft } from './copilot.ts';
import { beginLease, endLease } from './lease.ts';
import { stopWatching } from './offer.ts';
import { oneLine } from './one-line.ts';
import { enqueue, leaveQueue, pageIfUrgent } from './queue.ts';
import { dropReply } from './start-reply.ts';
import type { Step } from './step.ts';
import { leading } from './weigh.ts';

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
    skill: skillFor(step, step.state.tally.category?.name ?? null),
    picks: [],
    queuedAt: step.facts.now.toISOString(),
    wait: null,
    circle: 0,
    complexity: step.facts.read(askedLast(step), step.state.tally).complexity,
    priorContacts: step.state.episodes,
    approval,
    copilot: false,
    solution: null,
    outcome: null,
    reminders: 0,
  };
  step.set({ episodes: number });
  const said = queue(step, escalation);
  step.showTranscript(escalation.id);
  const { policy } = step.facts;
  const why = leading(decision.signals, policy.weights)?.name ?? 'explicit_request';
  const because = step.sayToCustomer(`handoff_reason.${reason === 'agent' ? 'agent' : why}`);
  step.tellCustomerText([because, step.sayToCustomer('customer.handoff_opened'), ...said].join(' '));
  stopWatching(step);
}

/** The escalation waits from now on; gives what the customer is to hear of the wait. */
function queue(step: Step, waiting: Escalation, options: Parameters<typeof enqueue>[2] = {}): string[] {
  const { escalation, said } = enqueue(step, waiting, options);
  step.set({ owner: 'queue', epoch: step.state.epoch + 1, episode: escalation });
  step.showCard(escalation);
  pageIfUrgent(step, escalation);
  return said;
}

function skillFor({ facts }: Step, category: string | null): string | null {
  const { skills } = facts.settings.desk;
  return category !== null && Object.hasOwn(skills, category) ? (skills[category] ?? null) : null;
}

function askedLast({ state }: Step): string {
  return state.recent.findLast(({ role }) => role === 'customer')?.text ?? '';
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
    // Who takes it over, or goes on with it, has not made the customer wait for a claim.
    claimedAt: episode.state === 'waiting' ? step.facts.now.toISOString() : episode.claimedAt,
    endedAt: null,
    outcome: null,
  };
  leaveQueue(step, episode);
  step.seat(holder, episode.id, true);
  const leased = beginLease(step, held);
  step.set({ owner: 'agent', epoch: step.state.epoch + 1, episode: leased });
  step.showCard(leased);
}

/** Puts a held escalation back into the queue, and gives what the customer is to hear of the wait; `asked`: who is to take it. */
export function releaseEpisode(
  step: Step,
  episode: Escalation,
  { skill = episode.skill, asked = [] }: { skill?: string | null; asked?: Asked[] } = {},
): string[] {
  dropReply(step);
  closeDraft(step, 'ignored');
  const waiting: Escalation = {
    ...endLease(step, episode),
    skill,
    state: 'waiting',
    holder: null,
    claimedAt: null,
    copilot: false,
    queuedAt: step.facts.now.toISOString(),
    reminders: 0,
  };
  return queue(step, waiting, { not: episode.holder ? [episode.holder.id] : [], asked });
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
  leaveQueue(step, episode);
  step.showCard(ended);
}

/** What the agent said last. */
function solutionOf({ state }: Step): string | null {
  const last = state.recent.findLast(({ role }) => role === 'agent');
  return last ? oneLine(last.text, SOLUTION_LIMIT) : null;
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
