import type { Person } from '../channels/refs.ts';
import { customerKey } from '../escalation/contacts.ts';
import type { Decision } from '../escalation/decide.ts';
import type { Pick as Asked, Escalation, Outcome, Reason } from '../escalation/escalation.ts';
import { proposeGap } from '../escalation/propose-outcome.ts';
import { newTally } from '../escalation/tally.ts';
import { othersOf } from './bystanders.ts';
import { closeDraft } from './copilot.ts';
import { firstMessage } from './first-message.ts';
import { SOLUTION_LIMIT } from './form-limits.ts';
import { beginLease, endLease } from './lease.ts';
import { stopWatching } from './offer.ts';
import { oneLine } from './one-line.ts';
import { enqueue, leaveQueue, pageIfUrgent } from './queue.ts';
import { dropReply } from './start-reply.ts';
import type { Step } from './step.ts';
import { leading } from './weigh.ts';
import { ASK_LIMIT } from './while-waiting.ts';

/** Answers of the assistant shown on the card, and characters of each. */
const TRIED_ANSWERS = 3;
const TRIED_TEXT_LIMIT = 280;
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
  const opener = step.state.openedBy ?? customer;
  const { account } = step.facts;
  const known = { ...askOf(step), tried: triedOf(step), mood: step.state.tally.mood, customer: opener };
  const escalation: Escalation = {
    ...known,
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
    language: step.state.tally.language ?? account?.language ?? null,
    since: null,
    brief: null,
    firstMessage: { text: firstMessage(step, known), byModel: false },
    offered: null,
    customerKey: customerKey(step.state.thread, opener),
    account,
    contacts: step.state.contacts,
    channel: step.state.thread.channel,
    permalink: step.state.permalink,
    area: step.state.area,
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
    toldAgain: null,
    circle: 0,
    complexity: step.facts.read(askedLast(step), step.state.tally).complexity,
    priorContacts: step.state.episodes,
    approval,
    copilot: false,
    solution: null,
    outcome: null,
    resolution: null,
    gap: null,
    others: othersOf(step.state),
    reminders: 0,
  };
  step.set({ episodes: number });
  const said = queue(step, escalation);
  step.showTranscript(escalation.id);
  tellWhoIsAskedAlone(step);
  step.effects.push({ do: 'brief', escalationId: escalation.id });
  const { policy } = step.facts;
  const why = leading(decision.signals, policy.weights)?.name ?? 'explicit_request';
  const because = step.sayToCustomer(`handoff_reason.${why}`);
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
    resolution: null,
    gap: null,
    alone: false,
    letGo: [],
  };
  leaveQueue(step, episode);
  step.seat(holder, episode.id, true);
  const leased = beginLease(step, held);
  step.set({ owner: 'agent', epoch: step.state.epoch + 1, episode: leased });
  step.showCard(leased);
}

/**
 * Puts a held escalation back into the queue, and gives what the customer is to hear of the wait; `asked`: who is to take
 * it; `note`: for whoever does.
 */
export function releaseEpisode(
  step: Step,
  episode: Escalation,
  {
    skill = episode.skill,
    asked = [],
    note = episode.note,
  }: { skill?: string | null; asked?: Asked[]; note?: Escalation['note'] } = {},
): string[] {
  dropReply(step);
  closeDraft(step, 'ignored');
  const waiting: Escalation = {
    ...endLease(step, episode),
    ...(note ? { note } : {}),
    skill,
    letGo: episode.holder ? [episode.holder.id] : [],
    state: 'waiting',
    holder: null,
    claimedAt: null,
    copilot: false,
    queuedAt: step.facts.now.toISOString(),
    reminders: 0,
  };
  return queue(step, waiting, { asked });
}

/** Where the best alone is asked, they are told so, and by when they must have accepted. */
function tellWhoIsAskedAlone(step: Step): void {
  const { episode } = step.state;
  if (!episode?.alone) return;
  const [one] = episode.picks;
  const minutes = String(Math.max(1, Math.round(step.facts.settings.desk.widenAfterMs / 60_000)));
  if (one) step.tellDesk('desk.assigned', { agent: one.name, minutes }, [one]);
}

/** Ends the episode. What was asked for in it is a fact of the past, and triggers nothing again. */
export function endEpisode(
  step: Step,
  episode: Escalation,
  outcome: Outcome,
  how: Partial<Pick<Escalation, 'resolution' | 'gap' | 'solution'>> = {},
): void {
  closeDraft(step, 'ignored');
  const endedAt = step.facts.now.toISOString();
  const gap = proposeGap(episode, step.state.tally, outcome);
  const unknown = { resolution: null, gap, solution: null };
  const ended: Escalation = {
    ...endLease(step, episode),
    ...unknown,
    ...how,
    state: 'ended',
    outcome,
    endedAt,
  };
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

/** What the agent said last, which most often is what solved it. */
export function solutionOf({ state }: Pick<Step, 'state'>): string | null {
  const last = state.recent.findLast(({ role }) => role === 'agent');
  return last ? oneLine(last.text, SOLUTION_LIMIT) : null;
}

/** The issue in one line: a bare "I want a human" says nothing about it, so then the message before it is taken. */
function askOf(step: Step): Pick<Escalation, 'ask' | 'askSeq'> {
  const asked = step.state.recent.filter(({ role }) => role === 'customer');
  const latest = asked.at(-1);
  const before = asked.at(-2);
  const words = latest?.text.split(/\s+/).length ?? 0;
  const bare = step.event.kind === 'customer.message' && words <= BARE_REQUEST_WORDS;
  const taken = bare && before?.text ? before : latest;
  return { ask: oneLine(taken?.text ?? '', ASK_LIMIT), askSeq: taken?.seq ?? null };
}

function triedOf(step: Step): Escalation['tried'] {
  return step.state.recent
    .filter((message) => message.role === 'assistant')
    .slice(-TRIED_ANSWERS)
    .map((message) => ({ text: oneLine(message.text, TRIED_TEXT_LIMIT), sources: message.sources }));
}
