import type { AgentDesk, Surface } from '../channels/adapter.ts';
import type { Content } from '../channels/content.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Effect, Lane } from '../conversation/effects.ts';
import { cardOf } from '../handoff/card.ts';
import { transcriptPosts } from '../handoff/transcript.ts';
import type { Clock } from '../platform/clock.ts';
import type { Texts } from '../platform/texts.ts';
import type { Errand, PostRecord } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';

export interface CarryOutDeps {
  store: Pick<Store, 'messages' | 'escalations' | 'outbox' | 'timers'>;
  clock: Clock;
  texts: Texts;
  desk: AgentDesk;
  /** The surface of a customer's platform. */
  channelOf(platform: string): Surface;
}

/** Posts of one order: a long text is cut into several. */
const PARTS_PER_ORDER = 1_000;
/** Messages read at once for a transcript. */
const TRANSCRIPT_PAGE = 500;

/**
 * Carries out effects that were stored with a state: messages into the record, posts into the outbox, timers. Safe to
 * do again, in part or as a whole. Gives the lanes that now have something to deliver.
 */
export async function carryOut(
  deps: CarryOutDeps,
  state: Conversation,
  effects: readonly Effect[],
): Promise<Set<Lane>> {
  const { store } = deps;
  await store.messages.insert(effects.flatMap((effect) => (effect.do === 'record' ? [effect.message] : [])));
  for (const effect of effects) {
    if (effect.do === 'escalation') await store.escalations.save(effect.escalation);
    if (effect.do === 'cancel_timer') await store.timers.remove(effect.id);
    if (effect.do === 'timer') {
      const { id: _id, at, name, escalationId } = effect;
      await store.timers.set({ _id, conversationId: state.id, dueAt: new Date(at), name, escalationId });
    }
  }
  const posts: PostRecord[] = [];
  for (const effect of effects) posts.push(...(await postsOf(deps, state, effect)));
  await store.outbox.insert(posts);
  return new Set(posts.map(({ lane }) => lane));
}

async function postsOf(deps: CarryOutDeps, state: Conversation, effect: Effect): Promise<PostRecord[]> {
  switch (effect.do) {
    case 'post': {
      const { lane, order, content, guard, escalationId } = effect;
      return partsOf(deps, state, lane, [content]).map((part, index) =>
        postRecord(deps, state, {
          lane,
          order,
          index,
          guard,
          escalationId,
          errand: { do: 'post', content: part },
        }),
      );
    }
    case 'transcript': {
      const { order, escalationId, upTo } = effect;
      const contents = transcriptPosts(await wholeRecord(deps, state.id, upTo), deps.texts);
      return partsOf(deps, state, 'desk', contents).map((content, index) =>
        postRecord(deps, state, {
          lane: 'desk',
          order,
          index,
          escalationId,
          errand: { do: 'post', content },
        }),
      );
    }
    case 'card': {
      const { order, escalation } = effect;
      const content: Content = { kind: 'card', card: cardOf(escalation, deps.texts) };
      const errand: Errand = { do: 'card', escalationId: escalation.id, content };
      return [postRecord(deps, state, { lane: 'desk', order, escalationId: escalation.id, errand })];
    }
    case 'whisper': {
      const { lane, order, thread, personId, content } = effect;
      return [postRecord(deps, state, { lane, order, errand: { do: 'whisper', thread, personId, content } })];
    }
    default:
      return [];
  }
}

function partsOf(deps: CarryOutDeps, state: Conversation, lane: Lane, contents: Content[]): Content[] {
  const surface = lane === 'desk' ? deps.desk : deps.channelOf(state.thread.platform);
  return contents.flatMap((content) => surface.split(content));
}

interface PostPlan {
  lane: Lane;
  order: number;
  index?: number;
  guard?: number | null;
  escalationId?: string | null;
  errand: Errand;
}

function postRecord(deps: CarryOutDeps, state: Conversation, plan: PostPlan): PostRecord {
  const now = deps.clock.now();
  const index = plan.index ?? 0;
  return {
    _id: `${state.id}.${plan.order}.${index}`,
    conversationId: state.id,
    thread: state.thread,
    lane: plan.lane,
    order: plan.order * PARTS_PER_ORDER + index,
    errand: plan.errand,
    escalationId: plan.escalationId ?? null,
    guard: plan.guard ?? null,
    state: 'queued',
    attempts: 0,
    dueAt: now,
    inDoubt: false,
    createdAt: now,
    error: null,
    ref: null,
    expireAt: null,
  };
}

async function wholeRecord({ store }: CarryOutDeps, conversationId: string, upTo: number) {
  const messages = [];
  for (let after = 0; ; ) {
    const page = await store.messages.range(conversationId, after, upTo, TRANSCRIPT_PAGE);
    messages.push(...page);
    if (page.length < TRANSCRIPT_PAGE) return messages;
    after = page.at(-1)?.seq ?? upTo;
  }
}
