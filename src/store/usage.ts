import mongoose from 'mongoose';
import { collectionOf } from './connection.ts';

/** What one call of a model took. */
export interface UsageRecord {
  _id: string;
  at: Date;
  conversationId: string;
  purpose: string;
  model: string;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  /** In the money of the configured prices. */
  cost: number;
}

/** Tokens and cost of a time. */
export interface UsageTotals {
  calls: number;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  cost: number;
}

const schema = new mongoose.Schema<UsageRecord>(
  {
    _id: String,
    at: Date,
    conversationId: String,
    purpose: String,
    model: String,
    inputTokens: Number,
    cachedTokens: Number,
    outputTokens: Number,
    cost: Number,
  },
  { collection: 'usage', versionKey: false },
);
schema.index({ at: 1 });
schema.index({ conversationId: 1, at: 1 });

/** What models have cost. */
export function usageStore(connection: mongoose.Connection) {
  const model = connection.model<UsageRecord>('Usage', schema);
  const collection = collectionOf(model);

  return {
    model,

    /** Notes a call; again with the same id changes nothing. */
    async add({ _id, ...record }: UsageRecord): Promise<void> {
      await collection.updateOne({ _id }, { $setOnInsert: record }, { upsert: true });
    },

    /** What was taken since then. */
    async totals(since: Date): Promise<UsageTotals> {
      const sum = (field: keyof UsageRecord) => ({ $sum: `$${field}` });
      const [total] = await collection
        .aggregate<UsageTotals & { _id: null }>([
          { $match: { at: { $gte: since } } },
          {
            $group: {
              _id: null,
              calls: { $sum: 1 },
              inputTokens: sum('inputTokens'),
              cachedTokens: sum('cachedTokens'),
              outputTokens: sum('outputTokens'),
              cost: sum('cost'),
            },
          },
        ])
        .toArray();
      const { _id, ...totals } = total ?? {
        _id: null,
        calls: 0,
        inputTokens: 0,
        cachedTokens: 0,
        outputTokens: 0,
        cost: 0,
      };
      return totals;
    },
  };
}
