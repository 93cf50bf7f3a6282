import { createHash } from 'node:crypto';
import mongoose from 'mongoose';
import { collectionOf } from './connection.ts';

/** Somebody on a platform. */
export interface PersonKey {
  platform: string;
  workspace: string;
  id: string;
}

/** That somebody has asked to be forgotten; kept until it is done, and without a trace of who it was after that. */
export interface ForgetRecord {
  /** A digest of the person. */
  _id: string;
  state: 'pending' | 'done';
  /** Null once it is done. */
  person: PersonKey | null;
  /** When they asked for it last, ISO 8601. */
  at: string;
  /** The conversations that they had opened. */
  opened: string[];
  /** All that is left is what the adapter of their platform keeps. */
  leftToAdapter: boolean;
  /** How often it has been handed in; ids of events follow from it. */
  rounds: number;
  doneAt: Date | null;
}

const schema = new mongoose.Schema<ForgetRecord>(
  {
    _id: String,
    state: String,
    person: mongoose.Schema.Types.Mixed,
    at: String,
    opened: [String],
    leftToAdapter: Boolean,
    rounds: Number,
    doneAt: Date,
  },
  { collection: 'forgets', versionKey: false, minimize: false },
);
schema.index({ at: 1 }, { partialFilterExpression: { state: 'pending' } });

/** Who is to be forgotten. */
export function forgetStore(connection: mongoose.Connection) {
  const model = connection.model<ForgetRecord>('Forget', schema);
  const collection = collectionOf(model);
  const idOf = ({ platform, workspace, id }: PersonKey) =>
    createHash('sha256')
      .update(JSON.stringify([platform, workspace, id]))
      .digest('base64url');

  return {
    model,

    /** Notes that somebody wants it; again before it is done moves the moment up to which it goes. */
    async ask(person: PersonKey, at: string, opened: readonly string[]): Promise<ForgetRecord> {
      const change = {
        $set: { state: 'pending' as const, person, leftToAdapter: false, doneAt: null },
        $max: { at },
        $addToSet: { opened: { $each: [...opened] } },
        $inc: { rounds: 1 },
      };
      const options = { upsert: true, returnDocument: 'after' as const };
      const stored = await collection.findOneAndUpdate({ _id: idOf(person) }, change, options);
      return (
        stored ?? {
          _id: idOf(person),
          state: 'pending',
          person,
          at,
          opened: [...opened],
          leftToAdapter: false,
          rounds: 1,
          doneAt: null,
        }
      );
    },

    /** Those that are not done yet, but for what only an adapter of another platform than these can do. */
    async pending(limit: number, platforms: readonly string[]): Promise<ForgetRecord[]> {
      const here = [{ leftToAdapter: { $ne: true } }, { 'person.platform': { $in: [...platforms] } }];
      return await collection.find({ state: 'pending', $or: here }, { sort: { at: 1 }, limit }).toArray();
    },

    /** Only the adapter of their platform has something left to erase, and none runs in this process. */
    async leaveToAdapter({ _id, at }: ForgetRecord): Promise<void> {
      await collection.updateOne({ _id, at }, { $set: { leftToAdapter: true } });
    },

    /** Counts another round, over these conversations too, and gives its number. */
    async again({ _id }: ForgetRecord, opened: readonly string[]): Promise<number> {
      const change = { $inc: { rounds: 1 }, $addToSet: { opened: { $each: [...opened] } } };
      const after = await collection.findOneAndUpdate({ _id }, change, { returnDocument: 'after' });
      return after?.rounds ?? 0;
    },

    /** Nothing is left, unless they have asked again meanwhile. */
    async done({ _id, at }: ForgetRecord, now: Date): Promise<void> {
      const change = { state: 'done' as const, person: null, opened: [], doneAt: now };
      await collection.updateOne({ _id, at }, { $set: change });
    },
  };
}
