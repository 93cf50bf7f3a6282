import mongoose from 'mongoose';
import { collectionOf } from './connection.ts';

interface VectorRecord {
  _id: string;
  /** 32-bit floats, little-endian. */
  vector: mongoose.mongo.Binary;
}

const schema = new mongoose.Schema<VectorRecord>(
  { _id: String, vector: mongoose.Schema.Types.Mixed },
  { collection: 'vectors', versionKey: false },
);

/** Embeddings of passages, by a hash of model and text. */
export function vectorStore(connection: mongoose.Connection) {
  const model = connection.model<VectorRecord>('Vector', schema);
  const collection = collectionOf(model);

  return {
    model,

    async get(ids: readonly string[]): Promise<Map<string, Float32Array>> {
      const found = await collection.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(found.map(({ _id, vector }) => [_id, floatsOf(vector.buffer)]));
    },

    async set(vectors: ReadonlyMap<string, Float32Array>): Promise<void> {
      for (const [_id, floats] of vectors) {
        const bytes = Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength);
        const vector = new mongoose.mongo.Binary(bytes);
        await collection.updateOne({ _id }, { $set: { vector } }, { upsert: true });
      }
    },
  };
}

function floatsOf(bytes: Uint8Array): Float32Array {
  // A copy, as floats must begin at a multiple of four.
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
