import type { Collection } from '../storage/collection.ts';
import type { Stored } from '../storage/ordered-index.ts';
import { type Doc, decode } from '../values/doc.ts';
import { decodeFields, fieldsOf } from '../values/fields.ts';
import { fieldsOfFilter } from './fields-of-filter.ts';
import { compileFilter } from './matcher.ts';
import { type Plan, planFor } from './plan.ts';
import { parseSort, sortBy } from './sort.ts';

/** What to look for. */
export interface Search {
  filter: Doc;
  sort?: unknown;
  skip?: number;
  /** 0 or absent: no limit. */
  limit?: number;
}

/** A match. */
export interface Match {
  stored: Stored;
}

/** Counts the work of searches, for tests and figures. */
export interface Effort {
  documentsExamined: number;
  indexedSearches: number;
  fullScans: number;
}

/** The documents that match, in the order asked for. Throws for a filter or sort that is not understood. */
export function search(collection: Collection | undefined, wanted: Search, effort: Effort): Match[] {
  const predicate = compileFilter(wanted.filter);
  const sort = parseSort(wanted.sort);
  if (!collection) return [];
  const plans = planFor(collection, wanted.filter, sort);
  if (plans) effort.indexedSearches += 1;
  else effort.fullScans += 1;
  const exact = plans ? plans.every((plan) => plan.exact) : Object.keys(wanted.filter).length === 0;
  const inOrder = sort.length === 0 || plans?.every((plan) => plan.sorted) === true;
  const { skip = 0, limit = 0 } = wanted;
  const enough = inOrder && limit > 0 ? skip + limit : Number.POSITIVE_INFINITY;

  const asked = exact ? undefined : fieldsOfFilter(wanted.filter);
  let matches: Match[] = [];
  for (const stored of plans ? candidates(plans) : collection.documents.values()) {
    effort.documentsExamined += 1;
    if (!exact && !predicate(asked ? decodeFields(stored.raw, asked) : decode(stored.raw))) continue;
    matches.push({ stored });
    if (matches.length >= enough) break;
  }
  if (!inOrder) {
    const sorted = fieldsOf(sort.map(({ path }) => path));
    matches = sortBy(matches, sort, ({ stored }) => decodeFields(stored.raw, sorted));
  }
  return skip > 0 || limit > 0 ? matches.slice(skip, limit > 0 ? skip + limit : undefined) : matches;
}

function* candidates(plans: readonly Plan[]): Generator<Stored> {
  const several = plans.length > 1 || plans.some(({ index }) => index.multikey);
  const seen = new Set<Stored>();
  for (const { index, ranges, backwards } of plans) {
    for (const range of backwards ? ranges.toReversed() : ranges) {
      for (const stored of index.scan(range, backwards)) {
        if (several) {
          if (seen.has(stored)) continue;
          seen.add(stored);
        }
        yield stored;
      }
    }
  }
}
