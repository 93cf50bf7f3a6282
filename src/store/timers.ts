import mongoose from 'mongoose';
import { allEnded } from '../platform/all-ended.ts';
import { collectionOf } from './connection.ts';

/** A wake-up call for a conversation. `about`: the escalation's id, or the conversation's. */
export interface TimerRecord {
  _id: string;
  conversationId: string;
  dueAt: Date;
  name: string;
  about: string;
}

const schema = new mongoose.Schema<TimerRecord>(
  { _id: String, conversationId: String, dueAt: Date, name: String, about: String },
  { collection: 'timers', versionKey: false },
);
schema.index({ dueAt: 1 });

/**
 * Durable timers. A due timer enters the inbox as an event with an id of its own, and is removed after that: a crash
 * between the two makes a second event with the same id, which the inbox refuses.
 */
export function timerStore(connection: mongoose.Connection) {
  const model = connection.model<TimerRecord>('Timer', schema);
  const collection = collectionOf(model);

  return {
    model,

    /** Removes a timer, if it was not moved from `dueAt` meanwhile. */
    async remove(id: string, dueAt: Date): Promise<void> {
      await collection.deleteOne({ _id: id, dueAt });
    },

    /** Removes timers, and sets others or moves them. */
    async change(removed: readonly string[], set: readonly TimerRecord[]): Promise<void> {
      await allEnded([
        removed.length > 0 ? collection.deleteMany({ _id: { $in: [...removed] } }) : null,
        set.length > 0
          ? collection.bulkWrite(
              set.map(({ _id, ...rest }) => ({
                updateOne: { filter: { _id }, update: { $set: rest }, upsert: true },
              })),
              { ordered: false },
            )
          : null,
      ]);
    },

    async due(now: Date, limit: number): Promise<TimerRecord[]> {
      return await collection.find({ dueAt: { $lte: now } }, { sort: { dueAt: 1 }, limit }).toArray();
    },
  };
}
