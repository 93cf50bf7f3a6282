import mongoose from 'mongoose';
import type { DecisionRecord } from '../escalation/decision-record.ts';
import { collectionOf } from './connection.ts';

type Stored = DecisionRecord & { _id: string };

const schema = new mongoose.Schema<Stored>(
  { _id: String, conversationId: String, at: String, action: String },
  { collection: 'decisions', versionKey: false, minimize: false, strict: false },
);
schema.index({ conversationId: 1, at: 1 });
schema.index({ action: 1, at: 1 });

/** Every decision about bringing in a human, with its signals. */
export function decisionStore(connection: mongoose.Connection) {
  const model = connection.model<Stored>('Decision', schema);
  const collection = collectionOf(model);

  return {
    model,

    /** Stores a decision; again with the same id changes nothing. */
    async add(decision: DecisionRecord): Promise<void> {
      await collection.updateOne({ _id: decision.id }, { $setOnInsert: { ...decision } }, { upsert: true });
    },

    /** The latest decisions of a conversation, newest first: why a human was brought in, offered, or not. */
    async why(conversationId: string, limit: number): Promise<DecisionRecord[]> {
      return await collection
        .find({ conversationId }, { sort: { at: -1 }, limit, projection: { _id: 0 } })
        .toArray();
    },
  };
}
