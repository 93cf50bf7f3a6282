import mongoose from 'mongoose';
import type { Draft } from '../conversation/draft.ts';
import { collectionOf } from './connection.ts';

type Stored = Draft & { _id: string };

const schema = new mongoose.Schema<Stored>(
  {
    _id: String,
    conversationId: String,
    escalationId: String,
    holderId: String,
    at: String,
    outcome: String,
  },
  { collection: 'drafts', versionKey: false, strict: false },
);
schema.index({ at: 1, outcome: 1 });
schema.index({ escalationId: 1 });

/** The co-pilot's drafts, and what became of them. */
export function draftStore(connection: mongoose.Connection) {
  const model = connection.model<Stored>('Draft', schema);
  const collection = collectionOf(model);

  return {
    model,

    /** Stores a draft as it now is. */
    async save(draft: Draft): Promise<void> {
      await collection.updateOne({ _id: draft.id }, { $set: { ...draft } }, { upsert: true });
    },

    /** Those of an escalation, oldest first. */
    async of(escalationId: string): Promise<Draft[]> {
      return await collection.find({ escalationId }, { sort: { at: 1 }, projection: { _id: 0 } }).toArray();
    },
  };
}
