import mongoose from 'mongoose';
import { collectionOf, insertMissing, isDuplicate } from './connection.ts';

/** Who did something by command. */
export interface Who {
  platform: string;
  workspace: string;
  id: string;
  name: string;
}

/** What a command has said at a place of the settings. */
export interface SettingEntry {
  /** The setting, or a row of a table, or a value of a row: `desk.agents.U123.skills`. */
  path: string;
  /** As it is written, in JSON: keys of tables may hold what the database has a meaning for. */
  json: string;
  by: Who;
  at: Date;
  /** The number of the change that set it. */
  change: number;
}

/** What stood at a place before a change, and after it; null where nothing did. */
export interface SettingWrite {
  path: string;
  from: SettingEntry | null;
  to: SettingEntry | null;
}

/** One change, numbered from 1. Never changed itself. */
export interface SettingsChange {
  _id: number;
  /** What was asked to be changed. */
  path: string;
  /** All that this changed: more than one place where what was set below a table or row went with it. */
  writes: SettingWrite[];
  paths: string[];
  /** What was written there before and after, all layers together, in JSON; null where nothing was. */
  from: string | null;
  to: string | null;
  by: Who;
  at: Date;
  reason: string;
  /** The number of the change that this one takes back. */
  undoes: number | null;
}

/** Everything that commands have set. */
export interface SettingsRecord {
  _id: string;
  /** The shape of the record: one that is higher than `SETTINGS_FORMAT` was written by a newer Baton. */
  format: number;
  /** Grows with each change; it is the number of the last one. */
  version: number;
  /** By path. */
  entries: SettingEntry[];
  /** The last change, kept here until it is certain to stand among the changes. */
  last: SettingsChange | null;
}

export const SETTINGS_FORMAT = 1;

const ID = 'settings';
const { Mixed } = mongoose.Schema.Types;

const recordSchema = new mongoose.Schema<SettingsRecord>(
  { _id: String, format: Number, version: Number, entries: [Mixed], last: Mixed },
  { collection: 'settings', versionKey: false },
);

const changeSchema = new mongoose.Schema<SettingsChange>(
  {
    _id: Number,
    path: String,
    writes: [Mixed],
    paths: [String],
    from: String,
    to: String,
    by: Mixed,
    at: Date,
    reason: String,
    undoes: Number,
  },
  { collection: 'settings_changes', versionKey: false },
);
changeSchema.index({ paths: 1, _id: -1 });
changeSchema.index({ undoes: 1 });

/** What commands have set, and every change of it. */
export function settingsStore(connection: mongoose.Connection) {
  const records = collectionOf(connection.model<SettingsRecord>('Settings', recordSchema));
  const changes = collectionOf(connection.model<SettingsChange>('SettingsChange', changeSchema));

  return {
    /** The number of the last change; 0 where there was none. One read of one small record. */
    async version(): Promise<number> {
      const found = await records.findOne({ _id: ID }, { projection: { version: 1 } });
      return found?.version ?? 0;
    },

    async get(): Promise<SettingsRecord> {
      const found = await records.findOne({ _id: ID });
      return found ?? { _id: ID, format: SETTINGS_FORMAT, version: 0, entries: [], last: null };
    },

    /** Takes the place of the record of the version before; false, and nothing is changed, where that is not the last. */
    async replace({ _id, ...next }: SettingsRecord): Promise<boolean> {
      try {
        const before = { _id, version: next.version - 1 };
        const result = await records.updateOne(before, { $set: next }, { upsert: next.version === 1 });
        return result.modifiedCount + result.upsertedCount === 1;
      } catch (error) {
        // The first change of all, made by two at once.
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    /** Adds a change to the others, where it is not there already. */
    async append(change: SettingsChange): Promise<void> {
      await insertMissing(changes, [change]);
    },

    async change(id: number): Promise<SettingsChange | null> {
      return await changes.findOne({ _id: id });
    },

    /** The latest changes, newest first, of those that touch a path or what is below it. */
    async latest({ limit, path = '', after = 0, before }: LatestChanges): Promise<SettingsChange[]> {
      const below = [{ paths: path }, { paths: { $regex: `^${escaped(path)}\\.` } }];
      const numbers = { $gt: after, ...(before === undefined ? {} : { $lt: before }) };
      const filter = { _id: numbers, ...(path ? { $or: below } : {}) };
      return await changes.find(filter, { sort: { _id: -1 }, limit }).toArray();
    },

    /** Which of these changes were taken back, and by which change. */
    async undone(ids: readonly number[]): Promise<Map<number, number>> {
      const found = await changes.find({ undoes: { $in: [...ids] } }).toArray();
      return new Map(found.flatMap(({ _id, undoes }) => (undoes === null ? [] : [[undoes, _id]])));
    },
  };
}

interface LatestChanges {
  limit: number;
  path?: string;
  /** Only changes with a higher number. */
  after?: number;
  /** Only changes with a lower number. */
  before?: number;
}

function escaped(path: string): string {
  return path.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
