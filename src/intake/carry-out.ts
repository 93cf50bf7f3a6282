import type { Conversation } from '../conversation/conversation.ts';
import type { Effect } from '../conversation/effects.ts';
import { allEnded } from '../platform/all-ended.ts';
import type { OutboxLane, PostRecord } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import type { TimerRecord } from '../store/timers.ts';
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
    | 'erasing'
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
  // Each of these keeps records of its own, so none waits for another; those of one kind go in their order.
  await allEnded([
    keepMessages(store, effects),
    keepEscalations(store, effects),
    keepTimers(store, state.id, effects),
    store.visits.save(of('visit', effects).map(({ visit }) => visit)),
    inOrder(of('decision', effects), ({ decision }) => store.decisions.add(decision)),
    inOrder(of('draft', effects), ({ draft }) => store.drafts.save(draft)),
    inOrder(of('act', effects), (effect) => act(deps, effect)),
    inOrder(of('seat', effects), (effect) => seat(deps, effect)),
  ]);
  for (const { escalationId } of of('brief', effects)) deps.brief(state, escalationId);
  const posts: PostRecord[] = [];
  for (const effect of effects) {
    // What is mirrored may have been posted in the same breath, and is looked up in the outbox.
    if (effect.do === 'mirror') await store.outbox.insert(posts);
    posts.push(...(await planPosts(deps, state, effect)));
  }
  await store.outbox.insert(posts);
  // What was said is erased when everything else is stored that came before it.
  for (const effect of effects) if (effect.do === 'erase') await store.erasing.conversation(state.id, effect);
  // The last one set is the first in its lane.
  return new Map(posts.toReversed().map((post) => [post.lane, post]));
}

type EffectOf<D extends Effect['do']> = Extract<Effect, { do: D }>;

function of<D extends Effect['do']>(kind: D, effects: readonly Effect[]): EffectOf<D>[] {
  return effects.filter((effect): effect is EffectOf<D> => effect.do === kind);
}

async function inOrder<T>(effects: readonly T[], run: (effect: T) => Promise<void>): Promise<void> {
  for (const effect of effects) await run(effect);
}

async function keepMessages({ messages }: CarryOutDeps['store'], effects: readonly Effect[]): Promise<void> {
  await messages.insert(of('record', effects).map(({ message }) => message));
  await inOrder(of('amend', effects), ({ message }) => messages.replace(message));
}

/** Of several states of one escalation, the last counts. */
async function keepEscalations(
  { escalations }: CarryOutDeps['store'],
  effects: readonly Effect[],
): Promise<void> {
  const latest = new Map(of('escalation', effects).map(({ escalation }) => [escalation.id, escalation]));
  await inOrder([...latest.values()], (escalation) => escalations.save(escalation));
  for (const { escalationId, score, at } of of('rating', effects))
    await escalations.rate(escalationId, score, at);
  for (const { escalationId, comment } of of('rating_comment', effects))
    await escalations.commentRating(escalationId, comment);
}

/** What was ordered last of a timer counts. */
async function keepTimers(
  { timers }: CarryOutDeps['store'],
  conversationId: string,
  effects: readonly Effect[],
): Promise<void> {
  const latest = new Map<string, TimerRecord | null>();
  for (const effect of effects) {
    if (effect.do === 'cancel_timer') latest.set(effect.id, null);
    if (effect.do !== 'timer') continue;
    const { id: _id, at, name, about } = effect;
    latest.set(_id, { _id, conversationId, dueAt: new Date(at), name, about });
  }
  const set = [...latest.values()].filter((timer) => timer !== null);
  const removed = [...latest].flatMap(([id, timer]) => (timer ? [] : [id]));
  await timers.change(removed, set);
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
