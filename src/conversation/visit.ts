import type { CustomerMessageEvent } from '../channels/events.ts';
import { BY_PEOPLE } from './by-people.ts';
import type { Conversation } from './conversation.ts';
import { smallTalk } from './small-talk.ts';
import type { Step } from './step.ts';

/**
 * One time that a customer came with something: from the message that opens a conversation, or opens it again, until it
 * is resolved, or the customer falls silent. What is measured is counted by it. Times are ISO 8601.
 */
export interface Visit {
  /** `<conversation id>@<number>` */
  id: string;
  conversationId: string;
  /** 1, 2, 3, … in the conversation. */
  number: number;
  platform: string;
  /** The channel's id; `dm` for every direct message, which each have a channel of their own. */
  channel: string;
  /** What it is about, as far as that is known; the latest counts. */
  category: string | null;
  /** When the customer said what began it, by the platform's clock, but never after it came to us. */
  openedAt: string;
  /** When the customer wrote last, or an agent handed back; in the store, as of the last time it was written there. */
  lastAt: string;
  /** When the first word of the assistant or an agent followed. */
  respondedAt: string | null;
  /** When a human was first brought in. */
  escalatedAt: string | null;
  /** People answer here, by configuration: the assistant had no say in it. */
  byPeople: boolean;
  /** Its escalations: the number of the first in the conversation, and how many. */
  firstEscalation: number | null;
  escalations: number;
  /** When the customer said that it was solved, and had not come back to it since. */
  solvedAt: string | null;
  /** When it was resolved, by the customer's word or an agent's. */
  resolvedAt: string | null;
  /** When the customer first came back after that, or after falling silent: going on with it, or with a new visit. */
  reopenedAt: string | null;
}

/** After so long a silence a visit is over; whoever writes then begins another, milliseconds. */
export const SILENCE_MS = 24 * 3_600_000;
/** The channel of all direct messages. */
const DIRECT = 'dm';

/** The customer says that it is solved. */
export function noteSolved(step: Step): void {
  const { visit } = step.state;
  if (visit) step.set({ visit: { ...visit, solvedAt: visit.solvedAt ?? nowOf(step) } });
}

/** Keeps the record of the customer's visit, from what the event has changed. `before`: the state before the event. */
export function noteVisit(step: Step, before: Conversation): void {
  const known = step.state.visit ?? null;
  const begins = beginsVisit(step, before);
  if (begins && known) {
    step.effects.push({ do: 'visit', visit: { ...known, reopenedAt: known.reopenedAt ?? nowOf(step) } });
  }
  const visit = begins ? newVisit(step, known) : known;
  if (!visit) return;
  const next = withWhatHappened(step, before, visit, begins);
  const changed = (Object.keys(next) as (keyof Visit)[]).filter((key) => next[key] !== before.visit?.[key]);
  if (begins || changed.length > 0) step.set({ visit: next });
  // The time of the last word alone is not worth a write: it goes with the next one.
  if (begins || changed.some((key) => key !== 'lastAt')) step.effects.push({ do: 'visit', visit: next });
}

/** Whether the customer has come anew. In the grace window it is still the same visit, as it is the same escalation. */
function beginsVisit({ state, event, facts }: Step, before: Conversation): boolean {
  const { visit } = before;
  if (state.status !== 'open') return false;
  const since = (at: string | null | undefined) =>
    at ? facts.now.getTime() - Date.parse(at) : Number.POSITIVE_INFINITY;
  if (before.status !== 'open') return since(visit?.resolvedAt) > facts.settings.graceWindowMs;
  if (event.kind !== 'customer.message' || before.owner !== 'assistant' || asksNothing(event)) return false;
  return since(visit?.lastAt) >= SILENCE_MS;
}

function asksNothing({ text, files }: CustomerMessageEvent): boolean {
  return files.length === 0 && smallTalk(text) !== undefined;
}

function newVisit(step: Step, before: Visit | null): Visit {
  const { state, event, facts } = step;
  const number = (before?.number ?? 0) + 1;
  const said = Date.parse(event.at);
  const openedAt = Number.isNaN(said) ? facts.now.getTime() : Math.min(said, facts.now.getTime());
  const direct = event.kind === 'customer.message' && event.via === 'dm';
  return {
    id: `${state.id}@${number}`,
    conversationId: state.id,
    number,
    platform: state.thread.platform,
    channel: direct ? DIRECT : (before?.channel ?? state.thread.channel),
    category: null,
    openedAt: new Date(openedAt).toISOString(),
    lastAt: nowOf(step),
    respondedAt: null,
    escalatedAt: null,
    byPeople: false,
    firstEscalation: null,
    escalations: 0,
    solvedAt: null,
    resolvedAt: null,
    reopenedAt: null,
  };
}

function withWhatHappened(step: Step, before: Conversation, visit: Visit, began: boolean): Visit {
  const { state, event } = step;
  const now = nowOf(step);
  const next = { ...visit, category: state.tally.category?.name ?? visit.category };
  const handedBack = before.owner !== 'assistant' && state.owner === 'assistant';
  if (event.kind === 'customer.message' || handedBack) next.lastAt = now;
  if (!began && before.status === 'resolved' && state.status === 'open') {
    Object.assign(next, { resolvedAt: null, solvedAt: null, reopenedAt: visit.reopenedAt ?? now });
  }
  if (state.episodes > before.episodes) {
    next.escalations += 1;
    next.firstEscalation ??= state.episodes;
    next.byPeople ||= visit.escalatedAt === null && visit.respondedAt === null && isByPeople(state);
    next.escalatedAt ??= now;
  }
  if (hasAnswered(step)) next.respondedAt ??= now;
  if (state.status === 'resolved') next.resolvedAt ??= now;
  return next;
}

function isByPeople({ episode }: Conversation): boolean {
  return episode?.signals.includes(BY_PEOPLE) ?? false;
}

function hasAnswered({ effects }: Step): boolean {
  return effects.some(
    (effect) =>
      // What was a note is sent to the customer later by a change of it.
      (effect.do === 'record' || effect.do === 'amend') &&
      !effect.message.internal &&
      !effect.message.deletedAt &&
      (effect.message.role === 'assistant' || effect.message.role === 'agent'),
  );
}

function nowOf({ facts }: Step): string {
  return facts.now.toISOString();
}
