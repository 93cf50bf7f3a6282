import mongoose from 'mongoose';
import { collectionOf } from './connection.ts';

/** What the team notes of a customer. */
export interface CustomerNote {
  /** The customer's id. */
  _id: string;
  notes: { key: string; text: string }[];
}

const schema = new mongoose.Schema<CustomerNote>(
  { _id: String, notes: [{ _id: false, key: String, text: String }] },
  { collection: 'customer_notes', versionKey: false },
);
/** Notes kept of one customer, the latest. */
const KEPT = 50;

/** Notes of customers. */
export function customerNoteStore(connection: mongoose.Connection) {
  const model = connection.model<CustomerNote>('CustomerNote', schema);
  const collection = collectionOf(model);

  return {
    model,

    /** Adds a note; again with the same key changes nothing. */
    async set(customerId: string, text: string, key: string): Promise<void> {
      await collection.updateOne({ _id: customerId }, { $setOnInsert: { notes: [] } }, { upsert: true });
      const push = { $push: { notes: { $each: [{ key, text }], $slice: -KEPT } } };
      await collection.updateOne({ _id: customerId, 'notes.key': { $ne: key } }, push);
    },

    async of(customerId: string): Promise<string[]> {
      const found = await collection.findOne({ _id: customerId });
      return found?.notes.map(({ text }) => text) ?? [];
    },
  };
}
