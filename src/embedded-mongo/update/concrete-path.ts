import { MongoError } from '../mongo-error.ts';
import { type Doc, isDoc } from '../values/doc.ts';
import { isIndex } from '../values/paths.ts';

/** Elements that a single update may add as padding before the one it sets; MongoDB has a limit of its own. */
const MOST_PADDING = 10_000;

/** The value at a path that names each element of an array by its number; undefined where there is none. */
export function getAt(doc: Doc, parts: readonly string[]): unknown {
  return parts.reduce<unknown>(childOf, doc);
}

function childOf(holder: unknown, part: string): unknown {
  if (Array.isArray(holder)) return isIndex(part) ? holder[Number(part)] : undefined;
  return isDoc(holder) && Object.hasOwn(holder, part) ? holder[part] : undefined;
}

/** Sets a value, making documents on the way. Throws PathNotViable where something else stands in the way. */
export function setAt(doc: Doc, parts: readonly string[], value: unknown): void {
  let holder: unknown = doc;
  for (const part of parts.slice(0, -1)) {
    let next = childOf(holder, part);
    if (next === undefined) {
      next = {};
      put(holder, part, next, parts);
    }
    holder = next;
  }
  put(holder, parts.at(-1) ?? '', value, parts);
}

function put(holder: unknown, part: string, value: unknown, parts: readonly string[]): void {
  if (isDoc(holder)) {
    holder[part] = value;
  } else if (Array.isArray(holder) && isIndex(part) && Number(part) <= holder.length + MOST_PADDING) {
    while (holder.length < Number(part)) holder.push(null);
    holder[Number(part)] = value;
  } else {
    throw new MongoError('PathNotViable', `Cannot create field '${part}' in the path '${parts.join('.')}'`);
  }
}

/** Removes a field; an element of an array becomes null, as the others keep their places. */
export function unsetAt(doc: Doc, parts: readonly string[]): void {
  const holder = getAt(doc, parts.slice(0, -1));
  const part = parts.at(-1) ?? '';
  if (isDoc(holder)) delete holder[part];
  else if (Array.isArray(holder) && isIndex(part) && Number(part) < holder.length)
    holder[Number(part)] = null;
}
