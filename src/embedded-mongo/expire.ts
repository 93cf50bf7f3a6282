import type { Engine } from './engine.ts';
import { search } from './query/search.ts';
import { asNumber } from './values/key-string.ts';

/** Removes the documents whose time is over by an index with `expireAfterSeconds`. Gives how many. */
export async function expireDocuments({ catalog, clock, effort, journal, cursors }: Engine): Promise<number> {
  cursors.expire();
  let removed = 0;
  for (const collection of catalog.collections.values()) {
    for (const { spec, fields } of collection.indexes.values()) {
      const seconds = asNumber(spec.expireAfterSeconds);
      const [field] = fields;
      if (seconds === undefined || !field) continue;
      const due = new Date(clock.now().getTime() - seconds * 1000);
      const filter = { $and: [{ [field.path]: { $lte: due } }, spec.partialFilterExpression ?? {}] };
      for (const match of search(collection, { filter }, effort)) {
        catalog.remove(collection, match.stored);
        removed += 1;
      }
    }
  }
  const changes = catalog.takeChanges();
  if (changes.length > 0) await journal?.append(changes);
  return removed;
}
