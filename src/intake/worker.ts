import type { Lane } from '../conversation/effects.ts';
import type { ConversationEvent } from '../conversation/facts.ts';
import { transition } from '../conversation/transition.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { ConversationRecord } from '../store/conversations.ts';
import type { EventRecord } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import { type CarryOutDeps, carryOut } from './carry-out.ts';
import { type FactsDeps, factsOf } from './facts-of.ts';

export interface WorkerDeps extends FactsDeps, CarryOutDeps {
  store: Pick<Store, 'messages' | 'escalations' | 'outbox' | 'timers' | 'events' | 'conversations'>;
  logger: Logger;
  newId(): string;
  lease: { ms: number; maxAttempts: number };
  /** Told that a lane has something to deliver. */
  deliver(conversationId: string, lane: Lane): void;
  /** Told the state that is now stored, so that a reply is begun or dropped. */
  follow(record: ConversationRecord): void;
  /** Whether this process is making that reply. */
  replying(replyId: string): boolean;
}

export interface Worker {
  /** Works off what is pending in a conversation, soon; safe to call at any time and any number of times. */
  wake(conversationId: string): void;
  /** Applies an event that is not stored, under compare-and-set. */
  apply(conversationId: string, event: ConversationEvent): Promise<void>;
  /** Whether something is being worked on here. */
  busy(): boolean;
  /** Resolves when nothing is being worked on here. */
  idle(): Promise<void>;
}

/** Events taken at once; more are taken in the next round. */
const BATCH = 50;

/** Works off the inbox: one worker at a time holds a conversation, over all processes. */
export function createWorker(deps: WorkerDeps): Worker {
  const { store, clock, logger } = deps;
  /** Conversations being worked on here; true: look again when done. */
  const busy = new Map<string, boolean>();
  const runs = new Set<Promise<void>>();
  /** Which todo of a conversation being worked on here has been carried out by this process. */
  const finished = new Map<string, number>();

  function wake(id: string): void {
    if (busy.has(id)) {
      busy.set(id, true);
      return;
    }
    busy.set(id, false);
    const run = workOff(id)
      .catch((error) => logger.error({ error, conversation: id }, 'a conversation could not be worked on'))
      .finally(() => {
        runs.delete(run);
        const again = busy.get(id);
        busy.delete(id);
        finished.delete(id);
        if (again) wake(id);
      });
    runs.add(run);
  }

  async function workOff(id: string): Promise<void> {
    const now = clock.now();
    let record = await store.conversations.lease(
      id,
      deps.newId(),
      now,
      new Date(now.getTime() + deps.lease.ms),
    );
    const holder = record?.lease.holder;
    while (record && record.lease.holder === holder) {
      const after = await round(record);
      if (after && (await store.conversations.release(after))) return;
      // Something arrived or changed between the last look and the release: look again.
      record = await store.conversations.get(id);
    }
  }

  /** One round over what is pending; gives the record as it is now stored, or null if another changed it. */
  async function round(record: ConversationRecord): Promise<ConversationRecord | null> {
    const current = await takeOverReply(await finish(record));
    if (!current) return null;
    const pending = await store.events.next(record._id, BATCH);
    const known = new Set(record.handled);
    const left = pending.filter(({ _id }) => known.has(_id)).map(({ _id }) => _id);
    if (left.length > 0) await store.events.done(left, clock.now());
    const fresh = pending.filter(({ _id }) => !known.has(_id));
    if (fresh.length === 0) return current;

    const { state, effects, handled } = await fold(current, fresh);
    if (handled.length === 0) return current;
    const stored = await store.conversations.commit(current, { state, todo: effects, handled }, clock.now());
    if (!stored) return null;
    deps.follow(stored);
    await finish(stored);
    await store.events.done(handled, clock.now());
    // A full batch may have left more behind: the next round looks again.
    return fresh.length === BATCH ? null : stored;
  }

  /** Begins a reply again whose maker has not come back in time. */
  async function takeOverReply(record: ConversationRecord): Promise<ConversationRecord | null> {
    const { reply } = record.state;
    const now = clock.now();
    if (!reply || Date.parse(reply.until) > now.getTime() || deps.replying(reply.id)) return record;
    const until = new Date(now.getTime() + deps.settings.replyLeaseMs).toISOString();
    const state = { ...record.state, reply: { ...reply, until } };
    const stored = await store.conversations.commit(
      record,
      { state, todo: [], handled: record.handled },
      now,
    );
    if (stored) deps.follow(stored);
    return stored;
  }

  /** Carries out what was stored with the last commits. Safe to repeat, so it is, where a crash may have cut it off. */
  async function finish(record: ConversationRecord): Promise<ConversationRecord> {
    if (record.todo.length === 0 || finished.get(record._id) === record.todoOf)
      return { ...record, todo: [] };
    const lanes = await carryOut(deps, record.state, record.todo);
    for (const lane of lanes) deps.deliver(record._id, lane);
    if (busy.has(record._id)) finished.set(record._id, record.todoOf);
    return { ...record, todo: [] };
  }

  /** Applies events one after the other. Stops at one that must wait, so that the order holds. */
  async function fold(record: ConversationRecord, events: EventRecord[]) {
    let { state } = record;
    const effects = [];
    const handled: string[] = [];
    for (const stored of events) {
      try {
        const facts = await factsOf(deps, record, stored.event);
        const next = transition(state, stored.event, facts);
        if (next.deferred) break;
        state = next.state;
        effects.push(...next.effects);
        handled.push(stored._id);
      } catch (error) {
        const dead = stored.attempts + 1 >= deps.lease.maxAttempts;
        logger.error({ error, event: stored._id, dead }, 'an event could not be handled');
        await store.events.failed(stored._id, messageOf(error), dead);
        if (!dead) break;
      }
    }
    return { state, effects, handled };
  }

  return {
    wake,

    async apply(id, event) {
      for (;;) {
        const record = await store.conversations.get(id);
        if (!record) return;
        const { state, effects } = transition(record.state, event, await factsOf(deps, record, event));
        if (state === record.state && effects.length === 0) return;
        const next = { state, todo: [...record.todo, ...effects], handled: record.handled };
        const stored = await store.conversations.commit(record, next, clock.now());
        if (!stored) continue;
        deps.follow(stored);
        await finish(stored);
        await store.conversations.clearTodo(stored);
        return;
      }
    },

    busy: () => runs.size > 0,

    async idle() {
      while (runs.size > 0) await Promise.all(runs);
    },
  };
}
