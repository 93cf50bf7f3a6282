import mongoose from 'mongoose';
import { collectionOf } from './connection.ts';

/** A bug that was reported in a conversation. */
export interface BugReport {
  /** By which the same report is known. */
  _id: string;
  number: number;
  conversationId: string;
  customer: { id: string; name: string };
  title: string;
  steps: string;
  expected: string;
}

const schema = new mongoose.Schema<BugReport>(
  {
    _id: String,
    number: Number,
    conversationId: String,
    customer: mongoose.Schema.Types.Mixed,
    title: String,
    steps: String,
    expected: String,
  },
  { collection: 'reports', versionKey: false },
);
schema.index({ number: 1 }, { unique: true });
schema.index({ conversationId: 1 });

/** Tries to find a free number when several reports come at once. */
const TRIES = 20;
const DUPLICATE_KEY = 11_000;

/** Bugs, numbered. */
export function reportStore(connection: mongoose.Connection) {
  const model = connection.model<BugReport>('Report', schema);
  const collection = collectionOf(model);

  return {
    model,

    /** Adds a report and gives its number; one with the same key is there already, and gives its own. */
    async add({ key, ...report }: Omit<BugReport, '_id' | 'number'> & { key: string }): Promise<number> {
      for (let tries = 0; ; tries++) {
        const known = await collection.findOne({ _id: key });
        if (known) return known.number;
        const [last] = await collection.find({}, { sort: { number: -1 }, limit: 1 }).toArray();
        const number = (last?.number ?? 0) + 1;
        try {
          await collection.insertOne({ _id: key, number, ...report });
          return number;
        } catch (error) {
          if ((error as { code?: number }).code !== DUPLICATE_KEY || tries >= TRIES) throw error;
        }
      }
    },
  };
}
