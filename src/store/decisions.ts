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

    /** Conversations that were decided about last, newest first. */
    async latestConversations(limit: number): Promise<string[]> {
      // Several decisions of one conversation stand together, so more of them are read than conversations are wanted.
      const options = {
        sort: { at: -1 as const },
        limit: limit * 5,
        projection: { conversationId: 1, at: 1 },
      };
      const pages = await Promise.all(
        (['none', 'offer', 'escalate'] as const).map((action) =>
          collection.find({ action }, options).toArray(),
        ),
      );
      const newest = pages.flat().sort((one, other) => (one.at < other.at ? 1 : -1));
      return [...new Set(newest.map(({ conversationId }) => conversationId))].slice(0, limit);
    },

    /** The latest decisions of a conversation, newest first: why a human was brought in, offered, or not. */
    async why(conversationId: string, limit: number): Promise<DecisionRecord[]> {
      return await collection
        .find({ conversationId }, { sort: { at: -1 }, limit, projection: { _id: 0 } })
        .toArray();
    },
  };
}
