import mongoose from 'mongoose';
import { collectionOf, isDuplicate } from './connection.ts';

/** An article that was imported, as its importer gave it, or what was decided about one of the knowledge folder. */
export interface ArticleRecord<T> {
  _id: string;
  /** Null for one that only the folder has. */
  article: T | null;
  /** When it was imported, replaced, retired or restored last. */
  importedAt: Date;
  /** Since when customers are not shown it any more, and by whose will; null where they are. */
  retired?: { at: Date; by: string } | null;
}

const schema = new mongoose.Schema<ArticleRecord<unknown>>(
  {
    _id: String,
    article: mongoose.Schema.Types.Mixed,
    importedAt: Date,
    retired: mongoose.Schema.Types.Mixed,
  },
  { collection: 'articles', versionKey: false, minimize: false },
);
schema.index({ importedAt: 1, _id: 1 });

/** Articles written at once. */
const BATCH = 500;

/** Articles that were imported by command, besides those in the knowledge folder; and which of both are retired. */
export function articleStore(connection: mongoose.Connection) {
  const model = connection.model<ArticleRecord<unknown>>('Article', schema);
  const collection = collectionOf(model);

  return {
    model,

    /** Adds an article whose id is new; false, and nothing changed, where there is one. */
    async add<T extends { id: string }>(article: T, now: Date): Promise<boolean> {
      try {
        await collection.insertOne({ _id: article.id, article, importedAt: now, retired: null });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    /** Takes an article away from customers, whether it was imported or is in the folder; false where that was so already. */
    async retire(id: string, by: string, now: Date): Promise<boolean> {
      const insert = { $setOnInsert: { article: null, importedAt: now, retired: null } };
      await collection.updateOne({ _id: id }, insert, { upsert: true });
      const change = { retired: { at: now, by }, importedAt: now };
      const result = await collection.updateOne({ _id: id, retired: null }, { $set: change });
      return result.matchedCount === 1;
    },

    /** Shows customers a retired article again; false where none is retired under this id. */
    async restore(id: string, now: Date): Promise<boolean> {
      const retired = { _id: id, retired: { $type: 'object' as const } };
      const result = await collection.updateOne(retired, { $set: { retired: null, importedAt: now } });
      return result.matchedCount === 1;
    },

    /** Adds articles, or replaces those with the same id; what is retired stays so. */
    async put<T extends { id: string }>(articles: readonly T[], now: Date): Promise<void> {
      for (let from = 0; from < articles.length; from += BATCH) {
        const operations = articles.slice(from, from + BATCH).map((article) => ({
          updateOne: {
            filter: { _id: article.id },
            update: { $set: { article, importedAt: now } },
            upsert: true,
          },
        }));
        await collection.bulkWrite(operations, { ordered: false });
      }
    },

    /** Articles that were imported, retired or restored after a moment, or all, oldest first. */
    async since<T>(after: Date | null): Promise<ArticleRecord<T>[]> {
      const filter = after ? { importedAt: { $gt: after } } : {};
      return (await collection
        .find(filter, { sort: { importedAt: 1, _id: 1 } })
        .toArray()) as ArticleRecord<T>[];
    },
  };
}
