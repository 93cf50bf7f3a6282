import mongoose from 'mongoose';
import type { Visit } from '../conversation/visit.ts';
import { collectionOf } from './connection.ts';

type Stored = Visit & { _id: string };

const schema = new mongoose.Schema<Stored>(
  { _id: String, conversationId: String, openedAt: String },
  { collection: 'visits', versionKey: false, minimize: false, strict: false },
);
schema.index({ openedAt: 1 });

/** Customers' visits: what is measured. */
export function visitStore(connection: mongoose.Connection) {
  const model = connection.model<Stored>('Visit', schema);
  const collection = collectionOf(model);

  return {
    model,

    /** Stores visits as they now are; of the same one, the last counts. */
    async save(visits: readonly Visit[]): Promise<void> {
      const latest = new Map(visits.map((visit) => [visit.id, visit]));
      for (const visit of latest.values()) {
        await collection.updateOne({ _id: visit.id }, { $set: { ...visit } }, { upsert: true });
      }
    },

    /** Those that began `from <= openedAt < until`, ISO 8601, oldest first. */
    async *between(from: string, until: string): AsyncGenerator<Visit> {
      yield* collection.find({ openedAt: { $gte: from, $lt: until } }, { sort: { openedAt: 1 } });
    },
  };
}
