import mongoose from 'mongoose';
import { collectionOf, isDuplicate } from './connection.ts';

interface LeaseRecord {
  /** What is held. */
  _id: string;
  holder: string;
  /** After it, whoever held it is taken for dead. */
  until: Date;
}

const schema = new mongoose.Schema<LeaseRecord>(
  { _id: String, holder: String, until: Date },
  { collection: 'leases', versionKey: false },
);

/** Who holds what only one process may hold. */
export function leaseStore(connection: mongoose.Connection) {
  const model = connection.model<LeaseRecord>('Lease', schema);
  const collection = collectionOf(model);

  return {
    model,

    /** Takes a lease, or keeps it; false where another holds it. */
    async take(name: string, holder: string, until: Date, now: Date): Promise<boolean> {
      try {
        const result = await collection.updateOne(
          { _id: name, $or: [{ holder }, { until: { $lte: now } }] },
          { $set: { holder, until } },
          { upsert: true },
        );
        return result.matchedCount + result.upsertedCount === 1;
      } catch (error) {
        // It is there, and neither ours nor over: the upsert then tried to add a second one.
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    /** Leaves it to the next. */
    async leave(name: string, holder: string): Promise<void> {
      await collection.updateOne({ _id: name, holder }, { $set: { until: new Date(0) } });
    },
  };
}
