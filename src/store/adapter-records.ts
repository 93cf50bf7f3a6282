import mongoose from 'mongoose';
import type { AdapterStorage, StoredRecord } from '../channels/adapter.ts';
import { collectionOf, isDuplicate } from './connection.ts';

interface AdapterRecord extends StoredRecord {
  _id: string;
  kind: string;
}

const schema = new mongoose.Schema<AdapterRecord>(
  { _id: String, kind: String, id: String, group: String, order: Number, value: mongoose.Schema.Types.Mixed },
  { collection: 'adapter_records', versionKey: false, minimize: false },
);
schema.index({ kind: 1, group: 1, order: 1 });

/** Records listed at once where no limit is given. */
const LIST_LIMIT = 1_000;

/** The record store that adapters may use, on MongoDB. `owner` keeps adapters apart. */
export function adapterStorage(connection: mongoose.Connection, owner: string): AdapterStorage {
  const model = connection.model<AdapterRecord>('AdapterRecord', schema);
  const collection = collectionOf(model);
  const keyOf = (kind: string, id: string) => `${owner}/${kind}/${id}`;
  const plain = ({ id, group, order, value }: StoredRecord): StoredRecord => ({ id, group, order, value });

  return {
    async insert(kind, record) {
      try {
        await collection.insertOne({ _id: keyOf(kind, record.id), ...record, kind: `${owner}/${kind}` });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    async replace(kind, id, value) {
      const result = await collection.updateOne({ _id: keyOf(kind, id) }, { $set: { value } });
      return result.matchedCount === 1;
    },
    async get(kind, id) {
      const found = await collection.findOne({ _id: keyOf(kind, id) });
      return found ? plain(found) : undefined;
    },
    async remove(kind, id) {
      await collection.deleteOne({ _id: keyOf(kind, id) });
    },
    async list(kind, group, { after, limit = LIST_LIMIT } = {}) {
      const beyond = after === undefined ? {} : { order: { $gt: after } };
      const found = await collection
        .find({ kind: `${owner}/${kind}`, group, ...beyond }, { sort: { order: 1 }, limit })
        .toArray();
      return found.map(plain);
    },
  };
}
