import mongoose from 'mongoose';
import { collectionOf } from './connection.ts';

/** An imported article, as its importer gave it. */
export interface ArticleRecord<T> {
  _id: string;
  article: T;
  /** When it was imported or last replaced. */
  importedAt: Date;
}

const schema = new mongoose.Schema<ArticleRecord<unknown>>(
  { _id: String, article: mongoose.Schema.Types.Mixed, importedAt: Date },
  { collection: 'articles', versionKey: false, minimize: false },
);
schema.index({ importedAt: 1, _id: 1 });

/** Articles written at once. */
const BATCH = 500;

/** Articles that were imported by command, besides those in the knowledge folder. */
export function articleStore(connection: mongoose.Connection) {
  const model = connection.model<ArticleRecord<unknown>>('Article', schema);
  const collection = collectionOf(model);

  return {
    model,

    /** Adds articles, or replaces those with the same id. */
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

    /** Articles imported after a moment, or all, oldest first. */
    async since<T>(after: Date | null): Promise<ArticleRecord<T>[]> {
      const filter = after ? { importedAt: { $gt: after } } : {};
      return (await collection
        .find(filter, { sort: { importedAt: 1, _id: 1 } })
        .toArray()) as ArticleRecord<T>[];
    },
  };
}
