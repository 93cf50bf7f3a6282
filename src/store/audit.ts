import mongoose from 'mongoose';
import { collectionOf, insertMissing } from './connection.ts';
import type { Who } from './settings.ts';

/** Something that somebody did with the rights of an admin. Never changed. */
export interface AuditRecord {
  /** The same act has the same id, so that noting it again changes nothing. */
  _id: string;
  at: Date;
  by: Who;
  /** What was done, such as `settings.set`. */
  what: string;
  /** In words or values; never a secret, never a customer's words. */
  detail: Record<string, string | number | boolean | null>;
}

const schema = new mongoose.Schema<AuditRecord>(
  {
    _id: String,
    at: Date,
    by: mongoose.Schema.Types.Mixed,
    what: String,
    detail: mongoose.Schema.Types.Mixed,
  },
  { collection: 'audit', versionKey: false, minimize: false },
);
schema.index({ at: -1 });
schema.index({ 'by.id': 1, at: -1 });
schema.index({ what: 1, at: -1 });

/** Who did what with the rights of an admin. */
export function auditStore(connection: mongoose.Connection) {
  const model = connection.model<AuditRecord>('Audit', schema);
  const collection = collectionOf(model);

  return {
    model,

    /** Notes an act, where it is not noted already. */
    async add(record: AuditRecord): Promise<void> {
      await insertMissing(collection, [record]);
    },

    /** The latest acts, newest first; of one person or of one kind, where that is asked for. */
    async latest(limit: number, { by, what }: { by?: string; what?: string } = {}): Promise<AuditRecord[]> {
      const filter = { ...(by ? { 'by.id': by } : {}), ...(what ? { what } : {}) };
      return await collection.find(filter, { sort: { at: -1 }, limit }).toArray();
    },
  };
}
