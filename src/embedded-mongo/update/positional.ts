import { MongoError } from '../mongo-error.ts';
import { conjunctsOf } from '../query/conjuncts.ts';
import { compileFilter, type Predicate } from '../query/matcher.ts';
import { type Doc, isDoc } from '../values/doc.ts';
import { splitPath } from '../values/paths.ts';
import { getAt, setAt } from './concrete-path.ts';

/** What stands behind `$`, `$[]` and `$[name]` in the paths of an update. */
export interface Positions {
  /** Paths with every element named by its number. */
  expand(doc: Doc, parts: readonly string[]): string[][];
}

/** Reads array filters; `paths` are those of the update. Throws for a filter that is missing, unused or given twice. */
export function compilePositions(filter: Doc, arrayFilters: unknown, paths: readonly string[]): Positions {
  const filters = new Map<string, Predicate>();
  for (const one of Array.isArray(arrayFilters) ? arrayFilters : []) {
    const name = nameOf(one);
    if (filters.has(name)) {
      throw new MongoError(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${name}`,
      );
    }
    filters.set(name, compileFilter(one));
  }
  const asked = new Set(paths.flatMap((path) => path.split('.')).filter((part) => /^\$\[.+\]$/.test(part)));
  for (const name of filters.keys()) {
    if (asked.has(`$[${name}]`)) continue;
    throw new MongoError(
      'FailedToParse',
      `The array filter for identifier '${name}' was not used in the update`,
    );
  }
  for (const part of asked) {
    if (filters.has(part.slice(2, -1))) continue;
    throw new MongoError('BadValue', `No array filter found for identifier '${part.slice(2, -1)}'`);
  }
  return { expand: (doc, parts) => expand({ doc, filter, filters }, [], parts) };
}

/** The name that an array filter speaks of: what its paths begin with. */
function nameOf(filter: unknown): string {
  const [path = '', operand] = isDoc(filter) ? (Object.entries(filter)[0] ?? []) : [];
  if (['$and', '$or', '$nor'].includes(path) && Array.isArray(operand)) return nameOf(operand[0]);
  const name = path.split('.')[0] ?? '';
  if (!/^[a-z]\w*$/.test(name)) {
    throw new MongoError(
      'BadValue',
      `An array filter must begin with an identifier in lower case, not '${name}'`,
    );
  }
  return name;
}

interface Scene {
  doc: Doc;
  filter: Doc;
  filters: Map<string, Predicate>;
}

function expand(scene: Scene, done: readonly string[], rest: readonly string[]): string[][] {
  const at = rest.findIndex((part) => part.startsWith('$'));
  if (at < 0) return [[...done, ...rest]];
  const path = [...done, ...rest.slice(0, at)];
  const list = getAt(scene.doc, path);
  if (!Array.isArray(list)) {
    throw new MongoError('BadValue', `The path '${path.join('.')}' must be an array to apply array updates`);
  }
  const places = placesOf(scene, path, rest[at] ?? '', list);
  return places.flatMap((place) => expand(scene, [...path, String(place)], rest.slice(at + 1)));
}

function placesOf({ filter, filters }: Scene, path: string[], part: string, list: unknown[]): number[] {
  if (part === '$') return [matchedElement(filter, path, list)];
  if (part === '$[]') return [...list.keys()];
  const name = part.slice(2, -1);
  const predicate = filters.get(name);
  if (!predicate) throw new MongoError('BadValue', `The path part '${part}' is not understood`);
  return [...list.keys()].filter((place) => predicate({ [name]: list[place] }));
}

/** The first element by which the filter's conditions on this array are met. */
function matchedElement(filter: Doc, path: string[], list: unknown[]): number {
  const name = path.join('.');
  const own = conjunctsOf(filter).list.filter((one) => one.path === name || one.path.startsWith(`${name}.`));
  const predicates = own.map((one) => compileFilter({ [one.path]: { [one.operator]: one.operand } }));
  const found = list.findIndex((element) => {
    const alone: Doc = {};
    setAt(alone, splitPath(name), [element]);
    return predicates.every((predicate) => predicate(alone));
  });
  if (own.length > 0 && found >= 0) return found;
  throw new MongoError('BadValue', 'The positional operator did not find the match needed from the query.');
}
