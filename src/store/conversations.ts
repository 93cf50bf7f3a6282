import mongoose from 'mongoose';
import type { ThreadRef } from '../channels/refs.ts';
import { type Conversation, newConversation } from '../conversation/conversation.ts';
import type { Effect } from '../conversation/effects.ts';
import { collectionOf, isDuplicate } from './connection.ts';
import type { OutboxLane } from './outbox.ts';
import { FREE, takeOver } from './take-over.ts';

/** A post on its way to the platform. While it is there, nobody else posts in this lane. */
export interface Slot {
  /** Id of the post. */
  postId: string;
  /** Whether it carries words of the assistant, which a claim must let arrive first. */
  guarded: boolean;
  /** After it, whoever held the slot is taken for dead. */
  until: Date;
}

/** Who works on a conversation, and until when that may be relied on. */
export interface Lease {
  holder: string;
  until: Date;
}

/** A conversation as stored: its state, and what the workers need to share it. */
export interface ConversationRecord {
  _id: string;
  /** Grows with every write to state, todo or slots; writes compare and set it. */
  version: number;
  /** Grows with every event that is accepted; a worker lets go only if it has not grown meanwhile. */
  arrivals: number;
  /** What `arrivals` was when a worker last let go; `LEFT_OVER` where it left events that must wait. */
  settled: number;
  /** Events that were accepted and counted, and those of them that were worked off. */
  counted: number;
  worked: number;
  lease: Lease;
  slots: { customer: Slot | null; desk: Slot | null; marks?: Slot | null };
  /** Effects of the last commits that may not have been carried out yet. */
  todo: Effect[];
  /** The version that `todo` came with: tells one todo from another. */
  todoOf: number;
  /** When `todo` was stored; null once it has been carried out. What stays is taken up after a crash. */
  todoAt: Date | null;
  /** The latest events that were committed; they are not taken again, should their own record still say pending. */
  handled: string[];
  state: Conversation;
}

const LEFT_OVER = -1;

const schema = new mongoose.Schema<ConversationRecord>(
  {
    _id: String,
    version: Number,
    arrivals: Number,
    settled: Number,
    counted: Number,
    worked: Number,
    lease: { holder: String, until: Date },
    slots: { type: mongoose.Schema.Types.Mixed },
    todo: { type: mongoose.Schema.Types.Mixed },
    todoOf: Number,
    todoAt: Date,
    handled: [String],
    state: { type: mongoose.Schema.Types.Mixed },
  },
  { collection: 'conversations', versionKey: false, minimize: false },
);
schema.index({ 'state.openedBy.id': 1, 'state.thread.channel': 1, 'state.openedAt': -1 });
schema.index({ todoAt: 1 }, { partialFilterExpression: { todoAt: { $type: 'date' } } });
schema.index(
  { 'state.reply.until': 1 },
  { partialFilterExpression: { 'state.reply.until': { $exists: true } } },
);

/** The conversations. Every write is one atomic update. */
export function conversationStore(connection: mongoose.Connection) {
  const model = connection.model<ConversationRecord>('Conversation', schema);
  const collection = collectionOf(model);

  return {
    model,

    async get(id: string): Promise<ConversationRecord | null> {
      return await collection.findOne({ _id: id });
    },

    /** Whether there is a conversation, opened or not. */
    async exists(id: string): Promise<boolean> {
      return (await collection.findOne({ _id: id }, { projection: { _id: 1 } })) !== null;
    },

    /**
     * Notes that an event arrived, and takes the conversation where it is free: then gives it, leased. Creates the
     * conversation with its first event. `counts`: it is a new event, not one that was accepted before.
     */
    async ring(
      id: string,
      thread: ThreadRef,
      { counts, lease, now }: { counts: boolean; lease: Lease; now: Date },
    ): Promise<ConversationRecord | null> {
      const $inc = { arrivals: 1, counted: counts ? 1 : 0 };
      const free = { _id: id, 'lease.until': { $lte: now } };
      const taken = await collection.findOneAndUpdate(
        free,
        { $inc, $set: { lease } },
        { returnDocument: 'after' },
      );
      if (taken) return taken;
      const insert = {
        version: 0,
        settled: 0,
        worked: 0,
        lease: FREE,
        slots: { customer: null, desk: null },
        todo: [],
        todoOf: 0,
        todoAt: null,
        handled: [],
        state: newConversation(thread),
      };
      const update = { $inc, $setOnInsert: insert };
      try {
        await collection.updateOne({ _id: id }, update, { upsert: true });
      } catch (error) {
        // Two first events at once: one inserted, so now there is something to update.
        if (!isDuplicate(error)) throw error;
        await collection.updateOne({ _id: id }, update, { upsert: true });
      }
      return null;
    },

    /** Takes the conversation for one worker; null where another has it. */
    async lease(id: string, lease: Lease, now: Date): Promise<ConversationRecord | null> {
      return await collection.findOneAndUpdate(
        { _id: id, 'lease.until': { $lte: now } },
        { $set: { lease } },
        { returnDocument: 'after' },
      );
    },

    /**
     * Lets go, unless an event arrived or something changed since `seen`: then false, and the lease is still held.
     * `leftOver`: some events must wait, so the next worker has to look for them.
     */
    async release(seen: ConversationRecord, leftOver: boolean): Promise<boolean> {
      // What was left over waits for the post in flight: should that have arrived meanwhile, nobody else would look.
      const waitsFor = leftOver ? { 'slots.customer.postId': seen.slots.customer?.postId ?? null } : {};
      const { _id, arrivals, version } = seen;
      const result = await collection.updateOne(
        { _id, 'lease.holder': seen.lease.holder, arrivals, version, ...waitsFor },
        { $set: { lease: FREE, todo: [], todoAt: null, settled: leftOver ? LEFT_OVER : seen.arrivals } },
      );
      return result.matchedCount === 1;
    },

    /** Stores a new state with its effects, if nothing changed since `seen`; gives what is now stored, or null. */
    async commit(
      seen: ConversationRecord,
      next: Pick<ConversationRecord, 'state' | 'todo' | 'handled' | 'worked'>,
      now: Date,
    ): Promise<ConversationRecord | null> {
      const version = seen.version + 1;
      const { state, todo, handled, worked } = next;
      const change = {
        state,
        todo,
        handled,
        worked,
        todoOf: version,
        todoAt: todo.length > 0 ? now : null,
        version,
      };
      const result = await collection.updateOne({ _id: seen._id, version: seen.version }, { $set: change });
      return result.matchedCount === 1 ? { ...seen, ...change } : null;
    },

    /** Forgets effects that have been carried out, if nothing was added meanwhile. */
    async clearTodo(seen: ConversationRecord): Promise<void> {
      await collection.updateOne(
        { _id: seen._id, version: seen.version },
        { $set: { todo: [], todoAt: null } },
      );
    },

    /**
     * Takes the lane for one post. Gives the slot as it was before (so that a post in doubt is recognised), or null
     * where the lane is taken, the ownership epoch is no longer `epoch`, or a sender died over another post, see `clearSlot`.
     */
    async takeSlot(
      id: string,
      lane: OutboxLane,
      slot: Slot,
      now: Date,
      epoch: number | null,
    ): Promise<{ before: Slot | null } | null> {
      const late = { [`slots.${lane}.until`]: { $lte: now }, [`slots.${lane}.postId`]: slot.postId };
      const free = [{ [`slots.${lane}`]: null }, late];
      const guard = epoch === null ? {} : { 'state.epoch': epoch };
      const before = await collection.findOneAndUpdate(
        { _id: id, $or: free, ...guard },
        // The version moves with a guarded post: a claim that did not see it must be computed again.
        { $set: { [`slots.${lane}`]: slot }, $inc: { version: slot.guarded ? 1 : 0 } },
        { returnDocument: 'before', projection: { slots: 1 } },
      );
      return before ? { before: before.slots[lane] ?? null } : null;
    },

    /**
     * Gives the lane free again after the post, and tells whether events were left over that may have waited for it.
     * `finishedTodo`: the todo with this number has been carried out, and is forgotten in the same write.
     */
    async freeSlot(id: string, lane: OutboxLane, postId: string, finishedTodo?: number): Promise<boolean> {
      const held = { _id: id, [`slots.${lane}.postId`]: postId };
      const free = { [`slots.${lane}`]: null };
      const projection = { settled: 1 };
      const forgetting =
        finishedTodo === undefined
          ? null
          : await collection.findOneAndUpdate(
              { ...held, todoOf: finishedTodo },
              { $set: { ...free, todo: [], todoAt: null } },
              { projection },
            );
      const found = forgetting ?? (await collection.findOneAndUpdate(held, { $set: free }, { projection }));
      return found?.settled === LEFT_OVER;
    },

    /** Empties a slot that was left behind, unless it was taken again since; tells as `freeSlot` does. */
    async clearSlot(id: string, lane: OutboxLane, { postId, until }: Slot): Promise<boolean> {
      const left = { _id: id, [`slots.${lane}.postId`]: postId, [`slots.${lane}.until`]: until };
      const change = { $set: { [`slots.${lane}`]: null } };
      const found = await collection.findOneAndUpdate(left, change, { projection: { settled: 1 } });
      return found?.settled === LEFT_OVER;
    },

    /** The conversation a person has open in a channel, newest first. */
    async openOf(personId: string, channel: string): Promise<string | undefined> {
      const found = await collection.findOne(
        { 'state.openedBy.id': personId, 'state.thread.channel': channel, 'state.status': 'open' },
        { sort: { 'state.openedAt': -1 }, projection: { _id: 1 } },
      );
      return found?._id;
    },

    /** Ids of conversations that a person has opened in a workspace. */
    async openedBy(personId: string, { platform, workspace }: ThreadRef, limit: number): Promise<string[]> {
      const wanted = {
        'state.openedBy.id': personId,
        'state.thread.platform': platform,
        'state.thread.workspace': workspace,
      };
      const found = await collection.find(wanted, { projection: { _id: 1 }, limit }).toArray();
      return found.map(({ _id }) => _id);
    },

    /** Takes over everything that a process which is known to be dead held. Only for a store that no other process uses. */
    takeOver: (now: Date): Promise<void> => takeOver(collection, now),

    /** Nobody works any more on this reply, if it is still the one that is wanted. */
    async endReply(id: string, replyId: string, now: Date): Promise<void> {
      await collection.updateOne(
        { _id: id, 'state.reply.id': replyId },
        { $set: { 'state.reply.until': now.toISOString() } },
      );
    },

    /** Conversations with effects stored since before `storedBefore` that nobody has carried out. */
    async unfinished(storedBefore: Date, limit: number): Promise<string[]> {
      const found = await collection
        .find(
          { todoAt: { $type: 'date', $lte: storedBefore } },
          { sort: { todoAt: 1 }, projection: { _id: 1 }, limit },
        )
        .toArray();
      return found.map(({ _id }) => _id);
    },

    /** Conversations whose reply nobody works on any more. */
    async overdueReplies(now: Date, limit: number): Promise<string[]> {
      const found = await collection
        .find({ 'state.reply.until': { $lte: now.toISOString() } }, { projection: { _id: 1 }, limit })
        .toArray();
      return found.map(({ _id }) => String(_id));
    },
  };
}
