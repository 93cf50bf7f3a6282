import type { Effect } from '../conversation/effects.ts';
import type { ConversationEvent } from '../conversation/facts.ts';
import { transition } from '../conversation/transition.ts';
import { messageOf } from '../platform/errors.ts';
import type { Live } from '../platform/live.ts';
import type { Logger } from '../platform/logger.ts';
import type { ConversationRecord, Lease } from '../store/conversations.ts';
import type { EventRecord } from '../store/events.ts';
import type { OutboxLane, PostRecord } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { type CarryOutDeps, carryOut } from './carry-out.ts';
import { type FactsDeps, factsOf, type Rules } from './facts-of.ts';

export interface WorkerDeps extends Omit<FactsDeps & CarryOutDeps, 'store' | keyof Rules> {
  store: CarryOutDeps['store'] & Pick<Store, 'events' | 'conversations'>;
  logger: Logger;
  rules: Live<WorkerRules>;
  newLease(now: Date): Lease;
  /** Told that a lane has something to deliver, and what was added first. */
  deliver(conversationId: string, lane: OutboxLane, first: PostRecord): void;
  replies: {
    /** Begins the reply that the state wants, and drops any other. */
    follow(record: ConversationRecord): void;
    /** Drops a reply that the state no longer wants. */
    drop(record: ConversationRecord): void;
    /** Whether this process is making that reply. */
    working(replyId: string): boolean;
  };
}

export interface WorkerRules extends Rules {
  /** An event is given up after so many attempts, but not before it has been tried for so long, milliseconds. */
  maxAttempts: number;
  patienceMs: number;
}

/** A conversation that was leased when its event was accepted, and that event, where it may be the only one. */
export interface Handed {
  record: ConversationRecord;
  event: EventRecord | undefined;
}

export interface Worker {
  /** Works off what is pending in a conversation, soon; safe to call at any time and any number of times. */
  wake(conversationId: string, handed?: Handed): void;
  /** Applies an event that is not stored, under compare-and-set; `seen` is the conversation as it may still be. */
  apply(conversationId: string, event: ConversationEvent, seen?: ConversationRecord): Promise<void>;
  /** The number of the todo that this process has carried out last, where it still knows. */
  finishedTodo(conversationId: string): number | undefined;
  /** Whether something is being worked on here. */
  busy(): boolean;
  /** Resolves when nothing is being worked on here. */
  idle(): Promise<void>;
}

/** Events taken at once; more are taken in the next round. */
const BATCH = 50;
/** Conversations worked on at once; in a rush the rest waits, so that accepting, which people wait for, goes first. */
const AT_ONCE = 32;
/** Ids of events kept on the conversation, against taking one again. */
const REMEMBERED = 20;

/** Conversations whose carried-out todo is remembered at once. */
const FINISHED_LIMIT = 10_000;

/** What a round leads to: the record as it is now stored, and whether events were left over. */
type Round = { record: ConversationRecord; leftOver: boolean };

/** Works off the inbox: one worker at a time holds a conversation, over all processes. */
export function createWorker(deps: WorkerDeps): Worker {
  const { store, clock, logger } = deps;
  /** Conversations being worked on here, and what came in meanwhile. */
  const busy = new Map<string, { again: boolean; handed: Handed | undefined }>();
  const runs = new Set<Promise<void>>();
  /** Conversations that wait for room. */
  const queue: string[] = [];
  /** Which todo of a conversation has been carried out by this process. */
  const finished = new Map<string, number>();
  /** Conversations whose reply is to be begun here though it is not new. */
  const takenOver = new Set<string>();

  function wake(id: string, handed?: Handed): void {
    const current = busy.get(id);
    if (current) {
      current.again = true;
      // The lease is ours already: whoever is at work here has just let go, or has not come to its own lease yet.
      current.handed = handed ?? current.handed;
      return;
    }
    busy.set(id, { again: false, handed });
    queue.push(id);
    next();
  }

  /** Begins the work that waits, as far as there is room for it. */
  function next(): void {
    const id = runs.size < AT_ONCE ? queue.shift() : undefined;
    const entry = id === undefined ? undefined : busy.get(id);
    if (id === undefined || !entry) return;
    const { handed } = entry;
    entry.handed = undefined;
    const run = workOff(id, handed)
      .catch((error) => logger.error({ error, conversation: id }, 'a conversation could not be worked on'))
      .finally(() => {
        runs.delete(run);
        busy.delete(id);
        if (entry.again) wake(id, entry.handed);
        next();
      });
    runs.add(run);
  }

  async function workOff(id: string, handed?: Handed): Promise<void> {
    const now = clock.now();
    let record = handed?.record ?? (await store.conversations.lease(id, deps.newLease(now), now));
    let only = handed && onlyEvent(handed);
    const holder = record?.lease.holder;
    const replyBefore = record?.state.reply?.id;
    while (record && record.lease.holder === holder) {
      const after = await round(record, only);
      only = undefined;
      if (after && (await store.conversations.release(after.record, after.leftOver))) {
        // Begun only now: an answer that is there at once would find the conversation still held.
        const wanted = after.record.state.reply?.id;
        if (wanted && (wanted !== replyBefore || takenOver.delete(id))) {
          deps.replies.follow({ ...after.record, todo: [] });
        }
        finished.delete(id);
        return;
      }
      // Something arrived or changed between the last look and the release: look again.
      record = await store.conversations.get(id);
    }
  }

  /**
   * The event that was just accepted, where nothing else can be pending: then nobody needs to look for more. When the last
   * worker let go, everything counted was worked off; since then only this event arrived; and it was not worked off before
   * it was counted, else as many were worked off as were counted.
   */
  function onlyEvent({ record, event }: Handed): EventRecord | undefined {
    const alone = record.arrivals === record.settled + 1 && record.counted === record.worked + 1;
    return alone && record.state.status !== 'new' ? event : undefined;
  }

  /** One round over what is pending; null if another changed the conversation meanwhile. */
  async function round(record: ConversationRecord, only?: EventRecord): Promise<Round | null> {
    const ruled = { ...deps, ...deps.rules() };
    const current = await takeOverReply(await finish(record, ruled), ruled);
    if (!current) return null;
    const pending = only ? [only] : await store.events.next(record._id, BATCH);
    const known = new Set(record.handled);
    const left = pending.filter(({ _id }) => known.has(_id)).map(({ _id }) => _id);
    if (left.length > 0) await store.events.done({ ids: left, now: clock.now() });
    const fresh = pending.filter(({ _id }) => !known.has(_id));
    if (fresh.length === 0) return { record: current, leftOver: false };

    const { state, effects, handled } = await fold(current, fresh, ruled);
    const leftOver = handled.length < fresh.length;
    if (handled.length === 0) return { record: current, leftOver };
    const remembered = [...record.handled, ...handled].slice(-Math.max(REMEMBERED, handled.length));
    const worked = current.worked + fresh.filter(({ _id, counts }) => counts && handled.includes(_id)).length;
    const next = { state, todo: effects, handled: remembered, worked };
    const stored = await store.conversations.commit(current, next, clock.now());
    if (!stored) return null;
    deps.replies.drop(stored);
    await Promise.all([finish(stored, ruled), store.events.done({ ids: handled, now: clock.now() })]);
    // A full batch may have left more behind: the next round looks again.
    return fresh.length === BATCH ? null : { record: stored, leftOver };
  }

  /** Begins a reply again whose maker has not come back in time. */
  async function takeOverReply(
    record: ConversationRecord,
    { settings }: Rules,
  ): Promise<ConversationRecord | null> {
    const { reply } = record.state;
    const now = clock.now();
    if (!reply || Date.parse(reply.until) > now.getTime() || deps.replies.working(reply.id)) return record;
    const until = new Date(now.getTime() + settings.replyLeaseMs).toISOString();
    const state = { ...record.state, reply: { ...reply, until } };
    const next = { ...record, state, todo: [] };
    const stored = await store.conversations.commit(record, next, now);
    if (stored) takenOver.add(record._id);
    return stored;
  }

  /** Carries out what was stored with the last commits. Safe to repeat, so it is, where a crash may have cut it off. */
  async function finish(record: ConversationRecord, ruled: CarryOutDeps): Promise<ConversationRecord> {
    if (record.todo.length === 0 || finished.get(record._id) === record.todoOf) return record;
    const lanes = await carryOut(ruled, record.state, record.todo);
    // What is not remembered is carried out once more at most; so the memory may be small.
    if (finished.size >= FINISHED_LIMIT) finished.clear();
    finished.set(record._id, record.todoOf);
    for (const [lane, first] of lanes) deps.deliver(record._id, lane, first);
    return record;
  }

  /** Tried often enough, and for long enough: a busy conversation tries many times a second. */
  function isLastTry(
    { attempts, acceptedAt }: EventRecord,
    { maxAttempts, patienceMs }: WorkerRules,
  ): boolean {
    const age = clock.now().getTime() - acceptedAt.getTime();
    return attempts + 1 >= maxAttempts && age >= patienceMs;
  }

  /** Applies events one after the other. Stops at one that must wait, so that the order holds. */
  async function fold(record: ConversationRecord, events: EventRecord[], ruled: FactsDeps & WorkerRules) {
    let { state } = record;
    const effects = [];
    const handled: string[] = [];
    for (const stored of events) {
      try {
        const before = effects;
        const now = { ...record, state };
        const lastTry = isLastTry(stored, ruled);
        const facts = await factsOf(ruled, now, stored.event, { before, lastTry });
        const next = transition(state, stored.event, facts);
        if (next.deferred) break;
        state = next.state;
        effects.push(...next.effects);
        handled.push(stored._id);
      } catch (error) {
        const dead = isLastTry(stored, ruled);
        logger.error({ error, event: stored._id, dead }, 'an event could not be handled');
        await store.events.failed(stored._id, messageOf(error), dead);
        if (!dead) break;
      }
    }
    return { state, effects, handled };
  }

  return {
    wake,

    async apply(id, event, seen) {
      for (let record = seen ?? (await store.conversations.get(id)); record; ) {
        const ruled = { ...deps, ...deps.rules() };
        const { state, effects } = transition(record.state, event, await factsOf(ruled, record, event));
        if (state === record.state && effects.length === 0) return;
        const todo = finished.get(id) === record.todoOf ? effects : [...record.todo, ...effects];
        const next = { ...record, state, todo };
        const stored = await store.conversations.commit(record, next, clock.now());
        if (stored) {
          deps.replies.drop(stored);
          await finish(stored, ruled);
          // With posts the delivery forgets the todo, in a write that it makes anyway.
          if (!stored.todo.some(isPost)) await store.conversations.clearTodo(stored);
          return;
        }
        record = await store.conversations.get(id);
      }
    },

    finishedTodo: (id) => finished.get(id),

    busy: () => busy.size > 0,

    async idle() {
      while (runs.size > 0) await Promise.all(runs);
    },
  };
}

function isPost(effect: Effect): boolean {
  return (
    effect.do === 'post' ||
    effect.do === 'mirror' ||
    effect.do === 'mark' ||
    effect.do === 'retry' ||
    effect.do === 'whisper' ||
    effect.do === 'card' ||
    effect.do === 'erase' ||
    effect.do === 'transcript'
  );
}
