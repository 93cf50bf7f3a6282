import { MongoError } from '../mongo-error.ts';
import { type Doc, isDoc } from '../values/doc.ts';
import { asNumber, EMPTY, inverted, keyOf } from '../values/key-string.ts';
import { splitPath, valuesAt } from '../values/paths.ts';

/** One field of a sort or of an index key. */
export interface SortField {
  path: string;
  parts: string[];
  descending: boolean;
}

/** Reads `{a: 1, b: -1}`. */
export function parseSort(spec: unknown): SortField[] {
  if (spec === undefined || spec === null) return [];
  if (!isDoc(spec)) throw new MongoError('TypeMismatch', 'Expected field sort to be of type object');
  return Object.entries(spec).map(([path, direction]) => {
    const number = asNumber(direction);
    if (number !== 1 && number !== -1) {
      throw new MongoError(
        'BadValue',
        `$sort key ordering must be 1 (for ascending) or -1 (for descending): ${path}`,
      );
    }
    return { path, parts: splitPath(path), descending: number === -1 };
  });
}

/** A string by which documents sort as asked. Of an array the least element counts, descending the greatest. */
export function sortKey(doc: Doc, fields: readonly SortField[]): string {
  let key = '';
  for (const { parts, descending } of fields) {
    const keys = valuesAt(doc, parts).flatMap((value) => {
      if (!Array.isArray(value)) return keyOf(value);
      return value.length === 0 ? EMPTY : value.map(keyOf);
    });
    const one = keys.reduce(
      (best, next) => (next < best !== descending ? next : best),
      keys[0] ?? keyOf(null),
    );
    key += descending ? inverted(one) : one;
  }
  return key;
}

/** Sorts items by their documents; those that compare equal keep their order. */
export function sortBy<T>(items: readonly T[], fields: readonly SortField[], docOf: (item: T) => Doc): T[] {
  return items
    .map((item) => ({ item, key: sortKey(docOf(item), fields) }))
    .sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
}
