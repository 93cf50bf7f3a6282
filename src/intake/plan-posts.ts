import type { AgentDesk, Surface } from '../channels/adapter.ts';
import type { Content } from '../channels/content.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Effect, Lane } from '../conversation/effects.ts';
import type { SimilarCase } from '../conversation/reply.ts';
import { cardOf } from '../handoff/card.ts';
import { transcriptPosts } from '../handoff/transcript.ts';
import type { Clock } from '../platform/clock.ts';
import type { Texts } from '../platform/texts.ts';
import type { Errand, PostRecord } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { mirrorErrands } from './mirror-errands.ts';

export interface PlanPostsDeps {
  store: Pick<Store, 'messages' | 'outbox'>;
  clock: Clock;
  texts: Texts;
  desk: AgentDesk;
  /** Cases like this one that were resolved, for the card. */
  similar(state: Conversation): Promise<SimilarCase[]>;
  /** The surface of a customer's platform. */
  channelOf(platform: string): Surface;
}

/** Posts of one order: a long text is cut into several. */
const PARTS_PER_ORDER = 1_000;
/** Messages read at once for a transcript. */
const TRANSCRIPT_PAGE = 500;

/** The posts that an effect leads to, as outbox records. The same effect always gives the same ids. */
export async function planPosts(
  deps: PlanPostsDeps,
  state: Conversation,
  effect: Effect,
): Promise<PostRecord[]> {
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
      const similar = escalation.state === 'ended' ? [] : await deps.similar(state);
      const content: Content = { kind: 'card', card: cardOf(escalation, deps.texts, similar) };
      const errand: Errand = { do: 'card', escalationId: escalation.id, content };
      return [postRecord(deps, state, { lane: 'desk', order, escalationId: escalation.id, errand })];
    }
    case 'erase':
      return planRemovals(deps, state, effect);
    case 'mirror':
      return planMirror(deps, state, effect);
    case 'whisper': {
      const { lane, order, thread, personId, content, escalationId } = effect;
      const errand: Errand = { do: 'whisper', thread, personId, content };
      return [postRecord(deps, state, { lane, order, escalationId, errand })];
    }
    default:
      return [];
  }
}

/** What has to be done to the posts of an earlier order, so that they say what the effect says. */
async function planMirror(
  deps: PlanPostsDeps,
  state: Conversation,
  { relay, order, content, guard }: Extract<Effect, { do: 'mirror' }>,
): Promise<PostRecord[]> {
  const { lane, escalationId } = relay;
  const before = await deps.store.outbox.ofOrder(idOf(state, relay.order), order * PARTS_PER_ORDER);
  const contents = content ? partsOf(deps, state, lane, [content]) : null;
  return mirrorErrands(before, contents).map(({ part, errand }, index) => ({
    ...postRecord(deps, state, { lane, order, index, escalationId, guard, errand }),
    _id: `${idOf(state, relay.order)}${part}.${order}`,
  }));
}

/** Words that are erased go from the card's thread too; in the customer's thread they can be deleted by whoever wrote them. */
async function planRemovals(
  deps: PlanPostsDeps,
  state: Conversation,
  { order, scope, personId, before }: Extract<Effect, { do: 'erase' }>,
): Promise<PostRecord[]> {
  const words = scope === 'words' ? await deps.store.messages.wordsOf(state.id, personId) : null;
  const posts = await deps.store.outbox.holding(state.id, (before + 1) * PARTS_PER_ORDER, words);
  return posts.map(({ _id, escalationId }, index) => ({
    ...postRecord(deps, state, {
      lane: 'desk',
      order,
      index,
      escalationId,
      errand: { do: 'remove', of: _id },
    }),
    _id: `${_id}.${order}`,
  }));
}

function partsOf(deps: PlanPostsDeps, state: Conversation, lane: Lane, contents: Content[]): Content[] {
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

function postRecord(deps: PlanPostsDeps, state: Conversation, plan: PostPlan): PostRecord {
  const now = deps.clock.now();
  const index = plan.index ?? 0;
  return {
    _id: `${idOf(state, plan.order)}${index}`,
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

/** What the ids of all posts of one order begin with. */
function idOf(state: Conversation, order: number): string {
  return `${state.id}.${order}.`;
}

async function wholeRecord({ store }: PlanPostsDeps, conversationId: string, upTo: number) {
  const messages = [];
  for (let after = 0; ; ) {
    const page = await store.messages.range(conversationId, after, upTo, TRANSCRIPT_PAGE);
    messages.push(...page);
    if (page.length < TRANSCRIPT_PAGE) return messages;
    after = page.at(-1)?.seq ?? upTo;
  }
}
