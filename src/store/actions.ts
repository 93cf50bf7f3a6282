import mongoose from 'mongoose';
import { collectionOf } from './connection.ts';

/**
 * `waiting`: for an approval; `approved`: to be done; `running`; `done`; `failed`: could not be done; `denied`.
 */
export type ActionState = 'waiting' | 'approved' | 'running' | 'done' | 'failed' | 'denied';

/** A call of an action: what is done, for whom, and who said so. All of them are the audit log. */
export interface ActionRecord {
  /** The idempotency key. */
  _id: string;
  name: string;
  params: Record<string, unknown>;
  summary: string;
  conversationId: string;
  customer: { id: string; name: string };
  state: ActionState;
  /** What came of it, or why it failed, in words. */
  result: string;
  /** Who approved or denied it; null where nobody had to. */
  decidedBy: string | null;
  createdAt: Date;
  changedAt: Date;
  /** When another process may take up one that is running. */
  leaseUntil: Date | null;
}

const schema = new mongoose.Schema<ActionRecord>(
  {
    _id: String,
    name: String,
    params: mongoose.Schema.Types.Mixed,
    summary: String,
    conversationId: String,
    customer: mongoose.Schema.Types.Mixed,
    state: String,
    result: String,
    decidedBy: String,
    createdAt: Date,
    changedAt: Date,
    leaseUntil: Date,
  },
  { collection: 'actions', versionKey: false, minimize: false },
);
schema.index({ conversationId: 1, name: 1 });
schema.index({ state: 1, changedAt: 1 });

/** What the assistant was asked to do, and what came of it. */
export function actionStore(connection: mongoose.Connection) {
  const model = connection.model<ActionRecord>('Action', schema);
  const collection = collectionOf(model);

  return {
    model,

    /** Adds a call, where it is not known already, and gives it as it now is. */
    async begin({ _id, ...record }: ActionRecord): Promise<ActionRecord> {
      const options = { upsert: true, returnDocument: 'after' as const };
      const found = await collection.findOneAndUpdate({ _id }, { $setOnInsert: record }, options);
      return found ?? { _id, ...record };
    },

    async get(id: string): Promise<ActionRecord | null> {
      return await collection.findOne({ _id: id });
    },

    /** How often an action was had done in a conversation, or waits for it. */
    async countOf(conversationId: string, name: string): Promise<number> {
      return collection.countDocuments({ conversationId, name, state: { $nin: ['failed', 'denied'] } });
    },

    /** Notes that somebody approved or denied it; the first word counts. */
    async decide(id: string, state: 'approved' | 'denied', by: string, now: Date): Promise<void> {
      const change = { state, decidedBy: by, changedAt: now };
      await collection.updateOne({ _id: id, state: 'waiting' }, { $set: change });
    },

    /**
     * Takes it up, for one process: null where it is not to be done, or another is at it. `again`: also where it failed.
     */
    async take(id: string, now: Date, leaseUntil: Date, again: boolean): Promise<ActionRecord | null> {
      const free = [
        { state: { $in: ['approved' as const, ...(again ? ['failed' as const] : [])] } },
        { state: 'running' as const, leaseUntil: { $lte: now } },
      ];
      const change = { $set: { state: 'running' as const, changedAt: now, leaseUntil } };
      return await collection.findOneAndUpdate({ _id: id, $or: free }, change, { returnDocument: 'after' });
    },

    async finish(id: string, state: 'done' | 'failed', result: string, now: Date): Promise<void> {
      const change = { state, result, changedAt: now, leaseUntil: null };
      await collection.updateOne({ _id: id, state: 'running' }, { $set: change });
    },

    /** Those that are to be done and were left lying. */
    async stuck(now: Date, before: Date, limit: number): Promise<string[]> {
      const left = [
        { state: 'approved' as const, changedAt: { $lte: before } },
        { state: 'running' as const, leaseUntil: { $lte: now } },
      ];
      const found = await collection.find({ $or: left }, { projection: { _id: 1 }, limit }).toArray();
      return found.map(({ _id }) => _id);
    },
  };
}
