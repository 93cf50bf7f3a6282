import type { Conversation } from '../conversation/conversation.ts';
import type { Effect } from '../conversation/effects.ts';
import type { OutboxLane, PostRecord } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { type PlanPostsDeps, planPosts } from './plan-posts.ts';

export interface CarryOutDeps extends PlanPostsDeps {
  /** Has an approved action done, soon. */
  act(actionId: string): void;
  /** Has an escalation told in short, soon; nothing where no model is configured. */
  brief(state: Conversation, escalationId: string): void;
  store: Pick<
    Store,
    | 'messages'
    | 'escalations'
    | 'outbox'
    | 'timers'
    | 'decisions'
    | 'drafts'
    | 'actions'
    | 'agents'
    | 'visits'
  >;
}

/**
 * Carries out effects that were stored with a state: messages into the record, posts into the outbox, timers. Safe to
 * do again, in part or as a whole. Gives the lanes that now have something to deliver, each with the first of it.
 */
export async function carryOut(
  deps: CarryOutDeps,
  state: Conversation,
  effects: readonly Effect[],
): Promise<Map<OutboxLane, PostRecord>> {
  const { store } = deps;
  await Promise.all([
    store.messages.insert(effects.flatMap((effect) => (effect.do === 'record' ? [effect.message] : []))),
    store.visits.save(effects.flatMap((effect) => (effect.do === 'visit' ? [effect.visit] : []))),
  ]);
  for (const effect of effects) {
    if (effect.do === 'decision') await store.decisions.add(effect.decision);
    if (effect.do === 'act') await act(deps, effect);
    if (effect.do === 'brief') deps.brief(state, effect.escalationId);
    if (effect.do === 'seat') await seat(deps, effect);
    if (effect.do === 'draft') await store.drafts.save(effect.draft);
    if (effect.do === 'amend') await store.messages.replace(effect.message);
    if (effect.do === 'rating') await store.escalations.rate(effect.escalationId, effect.score, effect.at);
    if (effect.do === 'rating_comment')
      await store.escalations.commentRating(effect.escalationId, effect.comment);
    if (effect.do === 'escalation') await store.escalations.save(effect.escalation);
    if (effect.do === 'cancel_timer') await store.timers.remove(effect.id);
    if (effect.do === 'timer') {
      const { id: _id, at, name, about } = effect;
      await store.timers.set({ _id, conversationId: state.id, dueAt: new Date(at), name, about });
    }
  }
  const posts: PostRecord[] = [];
  for (const effect of effects) {
    // What is mirrored may have been posted in the same breath, and is looked up in the outbox.
    if (effect.do === 'mirror') await store.outbox.insert(posts);
    posts.push(...(await planPosts(deps, state, effect)));
  }
  await store.outbox.insert(posts);
  // The last one set is the first in its lane.
  return new Map(posts.toReversed().map((post) => [post.lane, post]));
}

async function seat(
  { store, desk }: CarryOutDeps,
  { agent, escalationId, taken, at }: Extract<Effect, { do: 'seat' }>,
): Promise<void> {
  const key = { platform: desk.platform, workspace: desk.channel.workspace, personId: agent.id };
  if (taken) await store.agents.seated(key, agent.name, escalationId, new Date(at));
  else await store.agents.freeSeat(key, escalationId);
}

async function act(
  { store, clock, act: begin }: CarryOutDeps,
  effect: Extract<Effect, { do: 'act' }>,
): Promise<void> {
  const { actionId, decided, by } = effect;
  await store.actions.decide(actionId, decided, by, clock.now());
  if (decided === 'approved') begin(actionId);
}
