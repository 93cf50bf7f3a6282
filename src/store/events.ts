import mongoose from 'mongoose';
import type { InboundEvent } from '../channels/events.ts';
import type { InternalEvent } from '../conversation/facts.ts';
import { collectionOf, insertMissing } from './connection.ts';
import { inBatches } from './in-batches.ts';

/**
 * `pending`: to be worked on; `stray`: for a thread that has no conversation (yet); `done`; `dead`: given up after too
 * many failures.
 */
export type EventState = 'pending' | 'stray' | 'done' | 'dead';

/** An accepted event. */
export interface EventRecord {
  /** `platform|workspace|event id` */
  _id: string;
  conversationId: string;
  state: EventState;
  /** Orders the events of one conversation. */
  at: string;
  acceptedAt: Date;
  /** Whether the conversation counted it when it was accepted; a stray is not. */
  counts: boolean;
  attempts: number;
  error: string | null;
  /** When the record may be forgotten; null while it is needed. */
  expireAt: Date | null;
  event: InboundEvent | InternalEvent;
}

/** How long what was handled is remembered, so that a late second delivery is recognised. */
const REMEMBER_MS = 7 * 24 * 3_600_000;

const schema = new mongoose.Schema<EventRecord>(
  {
    _id: String,
    conversationId: String,
    state: String,
    at: String,
    acceptedAt: Date,
    counts: Boolean,
    attempts: Number,
    error: String,
    expireAt: Date,
    event: { type: mongoose.Schema.Types.Mixed },
  },
  { collection: 'events', versionKey: false, minimize: false },
);
const unfinished = { state: { $in: ['pending', 'stray'] } };
schema.index({ conversationId: 1, at: 1, _id: 1 }, { partialFilterExpression: unfinished });
schema.index({ acceptedAt: 1 }, { partialFilterExpression: { state: 'pending' } });
schema.index({ acceptedAt: 1, _id: 1 }, { partialFilterExpression: { state: 'dead' }, name: 'dead_events' });
schema.index({ expireAt: 1 }, { expireAfterSeconds: 0 });

/** The durable inbox. */
export function eventStore(connection: mongoose.Connection) {
  const model = connection.model<EventRecord>('Event', schema);
  const collection = collectionOf(model);

  return {
    model,

    /** Stores an event; false where it is there already. */
    insert: inBatches<EventRecord, boolean>((records) => insertMissing(collection, records)),

    /** The next events of a conversation, in the order in which they happened. */
    async next(conversationId: string, limit: number): Promise<EventRecord[]> {
      return await collection
        .find({ conversationId, state: { $in: ['pending', 'stray'] } }, { sort: { at: 1, _id: 1 }, limit })
        .toArray();
    },

    done: inBatches<{ ids: string[]; now: Date }, void>(async (all) => {
      const [latest] = all.map(({ now }) => now).sort((a, b) => b.getTime() - a.getTime());
      const expireAt = new Date((latest?.getTime() ?? 0) + REMEMBER_MS);
      const ids = all.flatMap((one) => one.ids);
      await collection.updateMany({ _id: { $in: ids } }, { $set: { state: 'done', expireAt } });
      return all.map(() => undefined);
    }),

    /** Counts a failure; with `dead` the event is given up, and kept for a person to look at. */
    async failed(id: string, error: string, dead: boolean): Promise<void> {
      const change: Partial<EventRecord> = dead ? { error, state: 'dead' } : { error };
      await collection.updateOne({ _id: id }, { $set: change, $inc: { attempts: 1 } });
    },

    /** Gives events that waited for a thread to the conversation that turned out to own it. */
    async adopt(strayId: string, conversationId: string): Promise<number> {
      const result = await collection.updateMany(
        { conversationId: strayId, state: 'stray' },
        { $set: { conversationId, state: 'pending', expireAt: null } },
      );
      return result.modifiedCount;
    },

    /** Conversations with events that have been pending since before `acceptedBefore`. */
    async stuck(acceptedBefore: Date, limit: number): Promise<string[]> {
      const found = await collection
        .find(
          { state: 'pending', acceptedAt: { $lte: acceptedBefore } },
          { sort: { acceptedAt: 1 }, projection: { conversationId: 1 }, limit },
        )
        .toArray();
      return [...new Set(found.map(({ conversationId }) => String(conversationId)))];
    },

    /** What was given up, the latest first. */
    async dead(limit: number): Promise<EventRecord[]> {
      const given = { state: 'dead' as const, acceptedAt: { $gte: new Date(0) } };
      return await collection.find(given, { sort: { acceptedAt: -1, _id: -1 }, limit }).toArray();
    },

    /** What was given up of what a person had done, up to a moment (ISO 8601): until it is erased, it holds their words. */
    async deadOf(personId: string, at: string): Promise<EventRecord[]> {
      const given = { state: 'dead' as const, acceptedAt: { $gte: new Date(0) } };
      return await collection.find({ ...given, 'event.author.id': personId, at: { $lte: at } }).toArray();
    },

    /** What was given up is to be handled after all; the next sweep finds it. Gives how many. */
    async again(ids: readonly string[]): Promise<number> {
      const result = await collection.updateMany(
        { _id: { $in: [...ids] }, state: 'dead' },
        { $set: { state: 'pending', attempts: 0, error: null } },
      );
      return result.modifiedCount;
    },

    /** What was given up is not wanted any more. Gives how many. */
    async bury(ids: readonly string[], now: Date): Promise<number> {
      const result = await collection.updateMany(
        { _id: { $in: [...ids] }, state: 'dead' },
        { $set: { state: 'done', expireAt: new Date(now.getTime() + REMEMBER_MS) } },
      );
      return result.modifiedCount;
    },

    async countDead(): Promise<number> {
      return collection.countDocuments({ state: 'dead', acceptedAt: { $gte: new Date(0) } });
    },
  };
}
