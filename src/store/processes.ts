import mongoose from 'mongoose';
import { collectionOf } from './connection.ts';

/** A Baton that runs, or that ran and did not stop in good order. */
export interface ProcessRecord {
  _id: string;
  /** The name of its machine. */
  host: string;
  version: string;
  /** The platforms that it serves. */
  platforms: string[];
  /** The platform of the desk. */
  desk: string;
  startedAt: Date;
  /** When it last gave a sign of life. */
  seenAt: Date;
}

/** Whoever gave no sign for so long is forgotten, seconds. */
const FORGET_SECONDS = 86_400;

const schema = new mongoose.Schema<ProcessRecord>(
  {
    ...{ _id: String, host: String, version: String, platforms: [String], desk: String },
    ...{ startedAt: Date, seenAt: Date },
  },
  { collection: 'processes', versionKey: false },
);
schema.index({ seenAt: 1 }, { expireAfterSeconds: FORGET_SECONDS });

/** The signs of life of the Baton processes that share the database. */
export function processStore(connection: mongoose.Connection) {
  const model = connection.model<ProcessRecord>('Process', schema);
  const collection = collectionOf(model);

  return {
    model,

    async seen({ _id, ...record }: ProcessRecord): Promise<void> {
      await collection.updateOne({ _id }, { $set: record }, { upsert: true });
    },

    /** It has stopped in good order. */
    async gone(id: string): Promise<void> {
      await collection.deleteOne({ _id: id });
    },

    /** Those that gave a sign of life since then, the latest first. */
    async since(at: Date, limit: number): Promise<ProcessRecord[]> {
      return collection
        .find({ seenAt: { $gte: at } })
        .sort({ seenAt: -1 })
        .limit(limit)
        .toArray();
    },
  };
}
