import { FORGOTTEN, forgottenEscalation, withOnly } from '../escalation/forgotten.ts';
import { newTally } from '../escalation/tally.ts';
import type { Conversation } from './conversation.ts';
import type { CustomerForgottenEvent } from './facts.ts';
import { stopWatching } from './offer.ts';
import type { Step } from './step.ts';
import { ERASED, withoutWords } from './without-words.ts';

/** What stays of a conversation whose customer is forgotten: where it is, how it stands, and counts. */
const KEPT: ReadonlySet<string> = new Set([
  ...[
    'id',
    'thread',
    'status',
    'owner',
    'epoch',
    'seq',
    'posts',
    'lastCustomerSeq',
    'openedAt',
    'resolvedAt',
  ],
  ...['area', 'drafts', 'episodes', 'rated', 'commented', 'visit'],
]);

/** Somebody has asked to be forgotten: their conversation is emptied, or their words are taken out of another's. */
export function onForgotten(step: Step, event: CustomerForgottenEvent): void {
  const { state } = step;
  if (state.status === 'new') return;
  const before = state.posts;
  const own = state.openedBy?.id === event.personId;
  if (own) forgetAll(step);
  else forgetWords(step, event);
  step.set({ forgotten: event.at });
  step.erase({ personId: event.personId, scope: own ? 'all' : 'words', before, at: event.at });
}

function forgetAll(step: Step): void {
  const { state } = step;
  const { reply, episode, lastEpisode } = state;
  if (reply?.shown) step.mirror(reply.shown.relay, null);
  const rest = withOnly(state, KEPT);
  const emptied: Partial<Conversation> = {
    openedBy: null,
    speaker: null,
    participants: state.participants.filter(({ role }) => role === 'agent'),
    draft: null,
    reply: null,
    permalink: null,
    tally: newTally(null, state.tally),
    episode: episode && forgottenEscalation(episode),
    lastEpisode: lastEpisode && forgottenEscalation(lastEpisode),
  };
  step.set({ ...rest, ...emptied, posts: step.state.posts });
  for (const escalation of [step.state.lastEpisode, step.state.episode])
    if (escalation) step.showCard(escalation);
  if (step.state.episode) return step.tellDesk('desk.forgotten');
  stopWatching(step);
  if (state.status === 'open') step.set({ status: 'resolved', resolvedAt: step.facts.now.toISOString() });
}

/** Where they only spoke, what others said stays. */
function forgetWords(step: Step, { personId }: CustomerForgottenEvent): void {
  const { state, facts } = step;
  const words = facts.words ?? { texts: [], names: [] };
  const { id, thread, tally, participants } = state;
  const clean = withoutWords(state, words);
  step.set({
    ...clean,
    id,
    thread,
    speaker: state.speaker === personId ? null : state.speaker,
    openedBy: state.openedBy,
    participants: participants.filter((one) => one.id !== personId || one.role === 'agent'),
    recent: clean.recent.filter(({ text }) => text !== ERASED),
    early: [],
    // What its terms are of cannot be told any more.
    tally: { ...tally, asked: [], answered: [], numbers: [], noticed: [], lastAnswer: null },
  });
  const { episode, lastEpisode } = step.state;
  for (const escalation of [lastEpisode, episode])
    if (escalation) step.showCard(withName(escalation, personId));
}

function withName<T extends { customer: { id: string } }>(escalation: T, personId: string): T {
  return escalation.customer.id === personId ? { ...escalation, customer: FORGOTTEN } : escalation;
}
