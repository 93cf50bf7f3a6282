import mongoose from 'mongoose';
import type { ThreadRef } from '../channels/refs.ts';
import { type Conversation, newConversation } from '../conversation/conversation.ts';
import type { Effect, Lane } from '../conversation/effects.ts';
import { collectionOf, isDuplicate } from './connection.ts';

/** A post on its way to the platform. While it is there, nobody else posts in this lane. */
export interface Slot {
  /** Id of the post. */
  postId: string;
  /** Whether it carries words of the assistant, which a claim must let arrive first. */
  guarded: boolean;
  /** After it, whoever held the slot is taken for dead. */
  until: Date;
}

/** A conversation as stored: its state, and what the workers need to share it. */
export interface ConversationRecord {
  _id: string;
  /** Grows with every write to state, todo or slots; writes compare and set it. */
  version: number;
  /** Grows with every event that is accepted; a worker lets go only if it has not grown meanwhile. */
  arrivals: number;
  lease: { holder: string; until: Date };
  slots: { customer: Slot | null; desk: Slot | null };
  /** Effects of the last commits that may not have been carried out yet. */
  todo: Effect[];
  /** The version that `todo` came with: tells one todo from another. */
  todoOf: number;
  /** When `todo` was stored; null once it has been carried out. What stays is taken up after a crash. */
  todoAt: Date | null;
  /** Events of the last commits; they are not taken again, should their own record still say pending. */
  handled: string[];
  state: Conversation;
}

const FREE = { holder: '', until: new Date(0) };

const schema = new mongoose.Schema<ConversationRecord>(
  {
    _id: String,
    version: Number,
    arrivals: Number,
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

    /** Notes that an event arrived; creates the conversation with its first. */
    async ring(id: string, thread: ThreadRef): Promise<void> {
      const insert = {
        version: 0,
        lease: FREE,
        slots: { customer: null, desk: null },
        todo: [],
        todoOf: 0,
        todoAt: null,
        handled: [],
        state: newConversation(thread),
      };
      const update = { $inc: { arrivals: 1 }, $setOnInsert: insert };
      try {
        await collection.updateOne({ _id: id }, update, { upsert: true });
      } catch (error) {
        // Two first events at once: one inserted, so now there is something to update.
        if (!isDuplicate(error)) throw error;
        await collection.updateOne({ _id: id }, update, { upsert: true });
      }
    },

    /** Takes the conversation for one worker; null where another has it. */
    async lease(id: string, holder: string, now: Date, until: Date): Promise<ConversationRecord | null> {
      return await collection.findOneAndUpdate(
        { _id: id, 'lease.until': { $lte: now } },
        { $set: { lease: { holder, until } } },
        { returnDocument: 'after' },
      );
    },

    /** Lets go, unless an event arrived or something changed since `seen`: then false, and the lease is still held. */
    async release(seen: ConversationRecord): Promise<boolean> {
      const result = await collection.updateOne(
        { _id: seen._id, 'lease.holder': seen.lease.holder, arrivals: seen.arrivals, version: seen.version },
        { $set: { lease: FREE, todo: [], todoAt: null } },
      );
      return result.matchedCount === 1;
    },

    /** Stores a new state with its effects, if nothing changed since `seen`; gives what is now stored, or null. */
    async commit(
      seen: ConversationRecord,
      next: { state: Conversation; todo: Effect[]; handled: string[] },
      now: Date,
    ): Promise<ConversationRecord | null> {
      const version = seen.version + 1;
      const change = { ...next, todoOf: version, todoAt: next.todo.length > 0 ? now : null, version };
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
     * where the lane is taken, or the ownership epoch is no longer `epoch`.
     */
    async takeSlot(
      id: string,
      lane: Lane,
      slot: Slot,
      now: Date,
      epoch: number | null,
    ): Promise<{ before: Slot | null } | null> {
      const free = [{ [`slots.${lane}`]: null }, { [`slots.${lane}.until`]: { $lte: now } }];
      const guard = epoch === null ? {} : { 'state.epoch': epoch };
      const before = await collection.findOneAndUpdate(
        { _id: id, $or: free, ...guard },
        { $set: { [`slots.${lane}`]: slot }, $inc: { version: 1 } },
        { returnDocument: 'before', projection: { slots: 1 } },
      );
      return before ? { before: before.slots[lane] } : null;
    },

    /** Gives the lane free again after the post. */
    async freeSlot(id: string, lane: Lane, postId: string): Promise<void> {
      await collection.updateOne(
        { _id: id, [`slots.${lane}.postId`]: postId },
        { $set: { [`slots.${lane}`]: null }, $inc: { version: 1 } },
      );
    },

    /** The conversation a person has open in a channel, newest first. */
    async openOf(personId: string, channel: string): Promise<string | undefined> {
      const found = await collection.findOne(
        { 'state.openedBy.id': personId, 'state.thread.channel': channel, 'state.status': 'open' },
        { sort: { 'state.openedAt': -1 }, projection: { _id: 1 } },
      );
      return found?._id;
    },

    /** Takes over everything that a process which is known to be dead held. Only for a store that no other process uses. */
    async takeOver(now: Date): Promise<void> {
      await collection.updateMany({ 'lease.until': { $gt: now } }, { $set: { lease: FREE } });
      for (const lane of ['customer', 'desk']) {
        await collection.updateMany(
          { [`slots.${lane}.until`]: { $gt: now } },
          { $set: { [`slots.${lane}.until`]: now } },
        );
      }
      const until = now.toISOString();
      await collection.updateMany(
        { 'state.reply.until': { $gt: until } },
        { $set: { 'state.reply.until': until } },
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
