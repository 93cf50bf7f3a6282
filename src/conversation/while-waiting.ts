import type { CustomerMessageEvent } from '../channels/events.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { Reading } from '../escalation/reading.ts';
import { withMessage } from '../escalation/tally.ts';
import { firstMessage } from './first-message.ts';
import type { Message } from './message.ts';
import { soundsOf } from './mood.ts';
import { oneLine } from './one-line.ts';
import { isAsleep } from './queue.ts';
import { smallTalk } from './small-talk.ts';
import { startReply } from './start-reply.ts';
import type { Step } from './step.ts';

/** Characters of what is shown on the card of a newer message. */
const SINCE_LIMIT = 280;
/** So many messages are shown each as they come; then the 8th, 16th, 32nd, …, so that a flood of them floods no desk. */
const SHOWN_EACH = 4;
export const ASK_LIMIT = 140;

/**
 * Whoever asks again while they wait hears that they are waiting already. While nobody is at the desk, the assistant
 * answers what it can.
 */
export function whileWaiting(step: Step, event: CustomerMessageEvent): void {
  const reading = step.facts.read(event.text, step.state.tally);
  noteOnCard(step, event, reading);
  if (reading.request?.strength === 'clear') return step.tellCustomer('customer.handoff_already');
  const { episode } = step.state;
  const asks = event.files.length === 0 && !smallTalk(event.text);
  if (episode?.wait?.asleep && isAsleep(step, episode) && asks) startReply(step);
}

/** The card says what came since, and how the customer sounds by now; others in the thread change nothing of that. */
function noteOnCard(step: Step, { author, text, at }: CustomerMessageEvent, reading: Reading): void {
  const { episode, openedBy, seq } = step.state;
  if (!episode) return;
  if (author.id === openedBy?.id) {
    step.set({ tally: withMessage(step.state.tally, reading, step.facts.now.toISOString()) });
  }
  const { category, language, mood } = step.state.tally;
  const since = {
    count: (episode.since?.count ?? 0) + 1,
    seq,
    name: author.name,
    at,
    text: oneLine(text, SINCE_LIMIT),
  };
  const now: Escalation = {
    ...episode,
    since,
    category: category?.name ?? episode.category,
    language: language ?? episode.language,
    mood,
  };
  if (isDue(since.count) || looksOther(episode, now)) show(step, now);
  else step.set({ episode: now });
}

function isDue(count: number): boolean {
  return count <= SHOWN_EACH || Number.isInteger(Math.log2(count));
}

function looksOther(before: Escalation, now: Escalation): boolean {
  return (
    before.category !== now.category ||
    before.language !== now.language ||
    soundsOf(before.mood) !== soundsOf(now.mood)
  );
}

/** A customer has edited or deleted a message: the card no longer says what it said. */
export function noteEdit(step: Step, { seq, text, deletedAt }: Message): void {
  const { episode, lastEpisode } = step.state;
  for (const one of [episode, lastEpisode]) {
    if (!one || (one.askSeq !== seq && one.since?.seq !== seq)) continue;
    const changed: Escalation = {
      ...one,
      ...(one.askSeq === seq ? { ask: oneLine(text, ASK_LIMIT) } : {}),
      ...(one.since?.seq === seq ? { since: { ...one.since, text: oneLine(text, SINCE_LIMIT) } } : {}),
    };
    // What a model or the template told of it may repeat what was taken back.
    const anew = { ...changed, firstMessage: { text: firstMessage(step, changed), byModel: false } };
    const kept = deletedAt ? { ...anew, brief: { summary: null }, offered: null } : anew;
    if (one === episode) step.set({ episode: kept });
    else step.set({ lastEpisode: kept });
    step.showCard(kept);
  }
}

/** Brings the card up to date, with a first message in the customer's language as it is known by now. */
function show(step: Step, changed: Escalation): void {
  const { byModel } = changed.firstMessage;
  const shown = byModel
    ? changed
    : { ...changed, firstMessage: { text: firstMessage(step, changed), byModel } };
  step.set({ episode: shown });
  step.showCard(shown);
}
