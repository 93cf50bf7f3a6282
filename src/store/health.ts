import mongoose from 'mongoose';
import { collectionOf } from './connection.ts';

/** How a service that Baton needs was found to be. */
export interface HealthRecord {
  _id: string;
  /** `closed`: it works; `open`: it is left alone; `half_open`: it is being tried. */
  state: string;
  /** What went wrong last; empty where nothing did. */
  reason: string;
  since: Date;
}

const schema = new mongoose.Schema<HealthRecord>(
  { _id: String, state: String, reason: String, since: Date },
  { collection: 'health', versionKey: false },
);

/** What the processes have noted of the services that they call. */
export function healthStore(connection: mongoose.Connection) {
  const model = connection.model<HealthRecord>('Health', schema);
  const collection = collectionOf(model);

  return {
    model,

    /** Notes a state, and gives the one before it; null where nothing was ever noted. */
    async set(name: string, state: string, reason: string, since: Date): Promise<string | null> {
      const change = { $set: { state, reason, since } };
      const options = { upsert: true, returnDocument: 'before' } as const;
      return (await collection.findOneAndUpdate({ _id: name }, change, options))?.state ?? null;
    },

    /** Null where nothing was ever noted: then all went well. */
    async get(name: string): Promise<HealthRecord | null> {
      return await collection.findOne({ _id: name });
    },
  };
}
