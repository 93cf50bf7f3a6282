import type { AgentDesk, Surface } from '../channels/adapter.ts';
import { threadKey } from '../channels/refs.ts';
import type { Lane } from '../conversation/effects.ts';
import type { DeliveryFailedEvent, InternalEvent } from '../conversation/facts.ts';
import type { Clock } from '../platform/clock.ts';
import { BatonError, messageOf, RateLimited } from '../platform/errors.ts';
import type { Live } from '../platform/live.ts';
import type { Logger } from '../platform/logger.ts';
import type { OutboxLane, PostRecord } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import type { Limits } from './limits.ts';
import { createLoadFiles } from './load-files.ts';
import { markOnArrival } from './mark-on-arrival.ts';
import { sendPost, type Target, targetOf } from './send-post.ts';
import { type Turn, turnOf } from './turn-of.ts';

export interface DeliverySettings {
  /** How long one post may take before its sender is taken for dead, milliseconds. */
  leaseMs: number;
  maxAttempts: number;
  /** The largest file that is passed on, bytes. */
  maxFileBytes: number;
  /** First and longest pause between attempts, milliseconds; doubles in between. */
  backoff: { firstMs: number; maxMs: number };
}

export interface DeliveryDeps {
  store: Pick<Store, 'conversations' | 'outbox' | 'escalations' | 'events'>;
  clock: Clock;
  logger: Logger;
  limits: Limits;
  desk: AgentDesk;
  settings: Live<DeliverySettings>;
  channelOf(platform: string): Surface;
  /** Hands in that a post was given up. */
  failed(conversationId: string, event: InternalEvent): Promise<void>;
  /** Told how an attempt to post ended. */
  counted?(lane: OutboxLane, result: 'sent' | 'dropped' | 'failed' | 'rate_limited' | 'dead'): void;
  /** The number of the todo that is known to have been carried out, if any: it can be forgotten. */
  finishedTodo(conversationId: string): number | undefined;
  /** Told that a word of the assistant has arrived: what waited for it may go on. */
  settled(conversationId: string): void;
  /** Told that events which had waited now belong to the conversation. */
  adopted(conversationId: string, thread: PostRecord['thread']): Promise<void>;
  /** Where messages wait in a card's thread until it is known whose card it is. */
  strayOf(cardThread: PostRecord['thread']): string;
}

export interface Delivery {
  /** Sends what is due in a lane, soon; safe to call at any time. `first`: what was just added, and may be the next. */
  kick(conversationId: string, lane: OutboxLane, first?: PostRecord): void;
  /** Resolves when nothing is being sent here; posts that wait for their time do not count. */
  idle(): Promise<void>;
  /** Takes no new post up, and resolves when none is being sent here. */
  stop(): Promise<void>;
}

/** How long to wait where another process holds the lane, milliseconds. */
const BUSY_MS = 250;
/** The request is cut off while its lease still holds, so that it cannot arrive after another took over. */
const REQUEST_SHARE = 0.8;

/** `last`: nothing stood behind it when it was taken up; `next`: what did. */
type Next = 'again' | 'last' | { next: PostRecord } | { waitMs: number };

/** A lane that is being sent here. */
interface Running {
  again: boolean;
  first: PostRecord | undefined;
  run: Promise<void>;
}

/** What is held when a platform asks to wait: marks have a limit of their own on every platform, and hold up nothing else. */
function heldWith({ lane }: PostRecord, { thread }: Target): Target['thread'] {
  return lane === 'marks' ? { ...thread, channel: `${thread.channel} marks` } : thread;
}

/** Sends the outbox: in order per lane, under the epoch guard, each post once. */
export function createDelivery(deps: DeliveryDeps): Delivery {
  const { store, clock, logger } = deps;
  const maxFileBytes = () => deps.settings().maxFileBytes;
  const load = createLoadFiles({ logger, maxFileBytes, channelOf: deps.channelOf });
  const lanes = new Map<string, Running>();
  let stopping = false;

  function kick(conversationId: string, lane: OutboxLane, first?: PostRecord): void {
    const key = `${lane}:${conversationId}`;
    const current = lanes.get(key);
    if (current) current.again = true;
    if (current || stopping) return;
    const entry: Running = { again: false, first, run: Promise.resolve() };
    lanes.set(key, entry);
    entry.run = drain(conversationId, lane, entry)
      .catch((error) =>
        logger.error({ error, conversation: conversationId, lane }, 'a lane could not be delivered'),
      )
      .finally(() => {
        lanes.delete(key);
        if (entry.again) kick(conversationId, lane);
      });
  }

  async function drain(conversationId: string, lane: OutboxLane, entry: Running): Promise<void> {
    for (let known = entry.first; !stopping; ) {
      entry.again = false;
      const post: PostRecord | undefined = known ?? (await store.outbox.next(conversationId, lane))?.post;
      if (!post) return;
      const next: Next = await deliver(post);
      known = typeof next === 'object' && 'next' in next ? next.next : undefined;
      if (typeof next === 'object' && 'waitMs' in next) {
        clock.after(next.waitMs, () => kick(conversationId, lane));
        return;
      }
      // Whoever adds a post kicks, so what was the last is the last unless somebody did.
      if (next === 'last' && !entry.again) return;
    }
  }

  async function deliver(post: PostRecord): Promise<Next> {
    const early = post.dueAt.getTime() - clock.now().getTime();
    if (early > 0) return { waitMs: early };
    const target = await targetOf(deps, post);
    if (!target) {
      await giveUp(post, 'the card that it belongs to was never posted');
      return 'again';
    }
    const held = deps.limits.heldFor(heldWith(post, target));
    if (held > 0) return { waitMs: held };
    return deps.limits.schedule(target.thread, () => underSlot(post, target));
  }

  /** Holds the lane for this one post. The epoch is compared in the same write, so a word that is too late never starts. */
  async function underSlot({ _id, conversationId, lane, guard }: PostRecord, target: Target): Promise<Next> {
    const now = clock.now();
    const settings = deps.settings();
    const slot = { postId: _id, guarded: guard !== null, until: new Date(now.getTime() + settings.leaseMs) };
    const taken = await store.conversations.takeSlot(conversationId, lane, slot, now, guard);
    if (!taken) return refused({ _id, conversationId, guard, lane });
    try {
      // While this process waited for its turn, another may have sent it: only under the slot is that certain.
      const found = await store.outbox.next(conversationId, lane);
      if (found?.post._id !== _id) return 'again';
      // What another process has tried meanwhile has its time to wait.
      const early = found.post.dueAt.getTime() - now.getTime();
      if (early > 0) return { waitMs: early };
      const inDoubt = found.post.inDoubt || taken.before?.postId === _id;
      const turn = await turnOf(store.outbox, found.post, {
        more: found.behind !== undefined,
        inDoubt,
        now,
      });
      const next =
        turn.do === 'send'
          ? await attempt(turn, target, { inDoubt, settings })
          : await leave(found.post, turn);
      if (next !== 'again') return next;
      return found.behind ? { next: found.behind } : 'last';
    } finally {
      const todo = deps.finishedTodo(conversationId);
      const waiting = await store.conversations.freeSlot(conversationId, lane, _id, todo);
      if (waiting) deps.settled(conversationId);
    }
  }

  async function leave({ _id, lane }: PostRecord, { do: what }: Turn): Promise<Next> {
    if (what === 'bury')
      await store.outbox.dead(_id, 'an earlier part of the message could not be delivered');
    else await store.outbox.dropped(_id, clock.now());
    deps.counted?.(lane, what === 'bury' ? 'dead' : 'dropped');
    return 'again';
  }

  async function refused(post: Pick<PostRecord, '_id' | 'conversationId' | 'guard' | 'lane'>): Promise<Next> {
    const record = await store.conversations.get(post.conversationId);
    const slot = record?.slots[post.lane];
    if (slot && slot.postId !== post._id && slot.until <= clock.now()) {
      // Its sender died: that is noted before the slot is given away, or else the other would be sent as if for the first time.
      await store.outbox.doubt(slot.postId);
      const waiting = await store.conversations.clearSlot(post.conversationId, post.lane, slot);
      if (waiting) deps.settled(post.conversationId);
      return 'again';
    }
    if (post.guard === null || record?.state.epoch === post.guard) return { waitMs: BUSY_MS };
    logger.info({ post: post._id }, 'dropped a word of the assistant that came too late');
    await store.outbox.dropped(post._id, clock.now());
    deps.counted?.(post.lane, 'dropped');
    return 'again';
  }

  /** Under the settings with which the slot was taken, so that the request ends while it is held. */
  async function attempt(
    { post, unwanted }: Extract<Turn, { do: 'send' }>,
    target: Target,
    { inDoubt, settings }: { inDoubt: boolean; settings: DeliverySettings },
  ): Promise<Next> {
    const abort = new AbortController();
    const cancel = clock.after(settings.leaseMs * REQUEST_SHARE, () =>
      abort.abort(new Error('the platform did not answer in time')),
    );
    try {
      const { signal } = abort;
      const ref = await sendPost(target, post, { desk: deps.desk, inDoubt, unwanted, signal, load });
      if (unwanted && !ref) return leave(post, { do: 'drop' });
      const mark = markOnArrival(post, { lost: target.lost === true, now: clock.now() });
      if (mark) await store.outbox.insert([mark]);
      await store.outbox.sent({ id: post._id, ref, now: clock.now() });
      deps.counted?.(post.lane, 'sent');
      if (mark) kick(post.conversationId, mark.lane, mark);
      if (post.errand.do !== 'card' || target.card || !ref) return 'again';
      const thread = { ...ref, thread: ref.id };
      await store.escalations.setCard(post.errand.escalationId, ref, threadKey(thread));
      const adopted = await store.events.adopt(deps.strayOf(thread), post.conversationId);
      if (adopted > 0) await deps.adopted(post.conversationId, post.thread);
      return 'again';
    } catch (error) {
      return afterFailure(post, target, error, settings);
    } finally {
      cancel();
    }
  }

  async function afterFailure(
    post: PostRecord,
    target: Target,
    error: unknown,
    settings: DeliverySettings,
  ): Promise<Next> {
    const now = clock.now().getTime();
    if (error instanceof RateLimited) {
      deps.counted?.(post.lane, 'rate_limited');
      deps.limits.hold(heldWith(post, target), error.retryAfterMs);
      const dueAt = new Date(now + error.retryAfterMs);
      const { attempts, inDoubt } = post;
      await store.outbox.postponed(post._id, { attempts, dueAt, inDoubt, error: error.message });
      return { waitMs: error.retryAfterMs };
    }
    deps.counted?.(post.lane, 'failed');
    const attempts = post.attempts + 1;
    const permanent = error instanceof BatonError && error.code === 'delivery.permanent';
    if (permanent || attempts >= settings.maxAttempts) {
      await giveUp(post, messageOf(error));
      return 'again';
    }
    const pause = Math.min(settings.backoff.firstMs * 2 ** post.attempts, settings.backoff.maxMs);
    logger.warn({ error, post: post._id, attempts, pause }, 'a post failed and will be tried again');
    const dueAt = new Date(now + pause);
    await store.outbox.postponed(post._id, { attempts, dueAt, inDoubt: true, error: messageOf(error) });
    return { waitMs: pause };
  }

  async function giveUp(post: PostRecord, reason: string): Promise<void> {
    logger.error(
      { post: post._id, lane: post.lane, reason },
      'a post could not be delivered and was given up',
    );
    const { lane, conversationId } = post;
    deps.counted?.(lane, 'dead');
    // A mark is a hint.
    if (lane === 'marks') return store.outbox.dropped(post._id, clock.now());
    await deps.failed(conversationId, failureOf(post, lane, reason));
    await store.outbox.dead(post._id, reason);
  }

  function failureOf(post: PostRecord, lane: Lane, reason: string): DeliveryFailedEvent {
    const { _id, retry, errand, carries } = post;
    const order = errand.do === 'whisper' ? null : Number(_id.split('.')[1]);
    const carried = carries ? { post: carries.post, marking: carries.marking } : null;
    const id = `failed:${_id}${retry ? `:${retry}` : ''}`;
    return { kind: 'delivery.failed', id, at: clock.now().toISOString(), lane, reason, order, carried };
  }

  async function idle(): Promise<void> {
    while (lanes.size > 0) await Promise.all([...lanes.values()].map(({ run }) => run));
  }

  return {
    kick,
    idle,
    async stop() {
      stopping = true;
      await idle();
    },
  };
}
