import { MongoError } from '../mongo-error.ts';
import { isDoc } from './doc.ts';

/** The parts of a dotted path. Throws where a part could reach into JavaScript's own objects. */
export function splitPath(path: string): string[] {
  const parts = path.split('.');
  if (parts.includes('__proto__')) throw new MongoError('BadValue', `The path '${path}' is not allowed`);
  return parts;
}

/** Whether a part of a path can name an element of an array. */
export function isIndex(part: string): boolean {
  return /^\d{1,9}$/.test(part);
}

/**
 * The values at a path, arrays on the way taken apart as MongoDB does. Missing is undefined; an array on the way that has no
 * document in it gives nothing at all. An array at the end is one value.
 */
export function valuesAt(document: unknown, parts: readonly string[]): unknown[] {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined && isDoc(document)) {
    return [Object.hasOwn(document, first) ? document[first] : undefined];
  }
  const found: unknown[] = [];
  collect(document, parts, 0, found);
  return found;
}

function collect(value: unknown, parts: readonly string[], at: number, found: unknown[]): void {
  const part = parts[at];
  if (part === undefined) {
    found.push(value);
  } else if (Array.isArray(value)) {
    if (isIndex(part) && Number(part) < value.length) collect(value[Number(part)], parts, at + 1, found);
    for (const item of value) if (isDoc(item)) collect(item, parts, at, found);
  } else if (isDoc(value) && Object.hasOwn(value, part)) {
    collect(value[part], parts, at + 1, found);
  } else {
    found.push(undefined);
  }
}
