import type { AgentDesk, Surface } from '../channels/adapter.ts';
import type { Content } from '../channels/content.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Effect, Lane } from '../conversation/effects.ts';
import type { DeskSettings } from '../conversation/facts.ts';
import type { SimilarCase } from '../conversation/reply.ts';
import { cardOf } from '../handoff/card.ts';
import { transcriptPosts } from '../handoff/transcript.ts';
import type { Clock } from '../platform/clock.ts';
import type { Texts } from '../platform/texts.ts';
import type { CarriedPart, Errand, OutboxLane, PostRecord } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { mirrorErrands } from './mirror-errands.ts';
import { toRetry } from './to-retry.ts';

export interface PlanPostsDeps {
  store: Pick<Store, 'messages' | 'outbox'>;
  clock: Clock;
  texts: Texts;
  desk: AgentDesk;
  settings: { desk: Pick<DeskSettings, 'timeZone'> };
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
      const { lane, order, content, guard, escalationId, carries, notBefore } = effect;
      const parts = partsOf(deps, state, lane, [content]);
      return parts.map((part, index) => ({
        ...postRecord(deps, state, {
          lane,
          order,
          index,
          guard,
          escalationId,
          errand: { do: 'post', content: part },
          carries: carries && { ...carries, last: index === parts.length - 1 },
        }),
        ...(notBefore ? { dueAt: new Date(notBefore) } : {}),
      }));
    }
    case 'transcript': {
      const { order, escalationId, upTo } = effect;
      const contents = transcriptPosts(await wholeRecord(deps, state.id, upTo), deps.texts, {
        openedBy: state.openedBy?.id ?? null,
        timeZone: deps.settings.desk.timeZone,
      });
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
      const options = { similar, timeZone: deps.settings.desk.timeZone };
      const content: Content = { kind: 'card', card: cardOf(escalation, deps.texts, options) };
      const errand: Errand = { do: 'card', escalationId: escalation.id, content };
      return [postRecord(deps, state, { lane: 'desk', order, escalationId: escalation.id, errand })];
    }
    case 'mirror':
      return planMirror(deps, state, effect);
    case 'mark':
      return markPosts(deps, state, effect);
    case 'retry':
      return retryPosts(deps, state, effect);
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
  { relay, order, content, guard, carries }: Extract<Effect, { do: 'mirror' }>,
): Promise<PostRecord[]> {
  const { lane, escalationId } = relay;
  const before = await deps.store.outbox.ofOrder(idOf(state, relay.order), order * PARTS_PER_ORDER);
  const contents = content ? partsOf(deps, state, lane, [content]) : null;
  return mirrorErrands(before, contents).map(({ part, errand }, index, { length }) => ({
    ...postRecord(deps, state, {
      ...{ lane, order, index, escalationId, guard, errand },
      carries: carries && { ...carries, last: index === length - 1 },
    }),
    _id: `${idOf(state, relay.order)}${part}.${order}`,
  }));
}

/** The mark; where marks are but signs, its author is told what can be done, and that it waits needs no sign. */
function markPosts(
  deps: PlanPostsDeps,
  state: Conversation,
  { order, post, marking, aside }: Extract<Effect, { do: 'mark' }>,
): PostRecord[] {
  const { spellsMarks } = deps.desk;
  const errand: Errand = { do: 'mark', post, marking };
  const shown = spellsMarks || marking.mark !== 'waiting' || marking.before !== null;
  const told = spellsMarks ? null : aside;
  const { platform, workspace, channel, thread } = post;
  return [
    ...(shown ? [postRecord(deps, state, { lane: 'marks', order, errand })] : []),
    ...(told
      ? [
          postRecord(deps, state, {
            lane: 'desk',
            order,
            index: 1,
            errand: { do: 'whisper', thread: { platform, workspace, channel, thread }, ...told },
          }),
        ]
      : []),
  ];
}

/** Queues again what of an order could not be delivered; what was queued again before is left alone. */
async function retryPosts(
  { store, clock }: PlanPostsDeps,
  state: Conversation,
  { of, order, press }: Extract<Effect, { do: 'retry' }>,
): Promise<PostRecord[]> {
  const records = await store.outbox.ofOrder(idOf(state, of));
  return store.outbox.revive(toRetry(records, order * PARTS_PER_ORDER), press, clock.now());
}

function partsOf(deps: PlanPostsDeps, state: Conversation, lane: Lane, contents: Content[]): Content[] {
  const surface = lane === 'desk' ? deps.desk : deps.channelOf(state.thread.platform);
  return contents.flatMap((content) => surface.split(content));
}

interface PostPlan {
  lane: OutboxLane;
  order: number;
  index?: number;
  guard?: number | null;
  escalationId?: string | null;
  errand: Errand;
  carries?: CarriedPart | undefined;
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
    ...(plan.carries ? { carries: plan.carries } : {}),
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
