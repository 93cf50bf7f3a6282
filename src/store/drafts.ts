import mongoose from 'mongoose';
import type { Draft } from '../conversation/draft.ts';
import { collectionOf } from './connection.ts';

/** What is measured of a draft. */
export type DraftRow = Pick<Draft, 'escalationId' | 'outcome'>;

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

    /** What became of those that were made `from <= at < until`, ISO 8601, oldest first. */
    async *between(from: string, until: string): AsyncGenerator<DraftRow> {
      const made = { at: { $gte: from, $lt: until } };
      yield* collection.find<DraftRow>(made, {
        sort: { at: 1 },
        projection: { _id: 0, escalationId: 1, outcome: 1 },
      });
    },

    /** Those of an escalation, oldest first. */
    async of(escalationId: string): Promise<Draft[]> {
      return await collection.find({ escalationId }, { sort: { at: 1 }, projection: { _id: 0 } }).toArray();
    },
  };
}
