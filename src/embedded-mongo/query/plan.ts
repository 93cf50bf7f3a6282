import type { Collection } from '../storage/collection.ts';
import type { OrderedIndex, Range } from '../storage/ordered-index.ts';
import type { Doc } from '../values/doc.ts';
import { beyond, inverted, keyOf, rank, rankOf } from '../values/key-string.ts';
import { type Conjunct, type Conjuncts, conjunctsOf, isRegExp } from './conjuncts.ts';
import { implies, rangeOperators } from './implies.ts';
import type { SortField } from './sort.ts';

/** How to find the candidates for a filter: every match is among them. */
export interface Plan {
  index: OrderedIndex;
  ranges: Range[];
  /** Read the ranges from their end. */
  backwards: boolean;
  /** Whether the candidates come in the order asked for. */
  sorted: boolean;
  /** Whether every candidate matches, so that it need not be looked at. */
  exact: boolean;
  score: number;
}

/** Points that a plan may have, before it rather reads a range. */
const MOST_POINTS = 2_000;

/** The plans whose candidates together hold every match; undefined where all documents must be read. */
export function planFor(collection: Collection, filter: Doc, sort: readonly SortField[]): Plan[] | undefined {
  const conjuncts = conjunctsOf(filter);
  let best: Plan | undefined;
  for (const index of collection.indexes.values()) {
    const plan = planOn(index, conjuncts, sort);
    if (plan && plan.score > (best?.score ?? 0)) best = plan;
  }
  if (best?.ranges.every(({ from }) => from !== '')) return [best];
  return planUnion(collection, conjuncts) ?? (best && [best]);
}

function planUnion(collection: Collection, { or }: Conjuncts): Plan[] | undefined {
  const branches = (or ?? []).map((branch) => planFor(collection, branch, []));
  if (branches.length === 0 || branches.some((plans) => plans === undefined)) return undefined;
  return branches.flatMap((plans) => plans ?? []).map((plan) => ({ ...plan, sorted: false, exact: false }));
}

function planOn(index: OrderedIndex, conjuncts: Conjuncts, sort: readonly SortField[]): Plan | undefined {
  if (!implies(conjuncts.list, index.spec)) return undefined;
  let prefixes = [''];
  let score = index.spec.partialFilterExpression ? 0.5 : 0;
  let used = 0;
  let fixed = 0;
  let ranges: Range[] | undefined;
  for (const field of index.fields) {
    const own = conjuncts.list.filter(({ path }) => path === field.path);
    const points = pointsOf(own);
    if (points && prefixes.length * points.length <= MOST_POINTS) {
      const keys = field.descending ? points.map(inverted) : points;
      prefixes = prefixes.flatMap((prefix) => keys.map((key) => prefix + key));
      score += points.length === 1 ? 4 : 3;
      used += 1;
      if (points.length === 1 && prefixes.length === 1) fixed += 1;
      continue;
    }
    const bounds = boundsOf(own, index.multikey);
    if (bounds) {
      const { low, high } = field.descending
        ? { low: turned(bounds.high), high: turned(bounds.low) }
        : bounds;
      ranges = prefixes.map((prefix) => ({ from: prefix + placeOf(low), to: prefix + placeOf(high) }));
      score += 2;
      used += bounds.used;
    }
    break;
  }
  ranges ??= prefixes.map((prefix) => ({ from: prefix, to: beyond(prefix) }));
  const order =
    sort.length > 0 && ranges.length === 1 && !index.multikey ? orderOf(index, fixed, sort) : undefined;
  if (order) score += 1;
  if (used === 0 && !order) return undefined;
  const exact = conjuncts.complete && used === conjuncts.list.length && !index.multikey;
  ranges.sort((a, b) => (a.from < b.from ? -1 : 1));
  return { index, ranges, backwards: order === 'backwards', sorted: order !== undefined, exact, score };
}

/** The keys of the values that a field may have, where the conditions name them. */
function pointsOf(own: readonly Conjunct[]): string[] | undefined {
  const equal = own.find(({ operator, operand }) => operator === '$eq' && !Array.isArray(operand));
  if (equal) return [keyOf(equal.operand)];
  const within = own.find(({ operator }) => operator === '$in');
  if (!Array.isArray(within?.operand)) return undefined;
  if (within.operand.some((value) => Array.isArray(value) || isRegExp(value))) return undefined;
  return [...new Set(within.operand.map(keyOf))];
}

/** A place in the order of keys: just before a value, or after everything that begins with it. */
interface Bound {
  key: string;
  after: boolean;
}

interface Bounds {
  low: Bound;
  high: Bound;
  /** How many conditions they stand for. */
  used: number;
}

const placeOf = ({ key, after }: Bound) => (after ? beyond(key) : key);
const turned = ({ key, after }: Bound): Bound => ({ key: inverted(key), after: !after });

/** The bounds of one field. Over arrays only one holds, as different elements may meet different conditions. */
function boundsOf(own: readonly Conjunct[], multikey: boolean): Bounds | undefined {
  const usable = own.filter(({ operator, operand }) => rangeOperators.includes(operator) && isBound(operand));
  const kind = rankOf(usable[0]?.operand);
  const same = usable.filter(({ operand }) => rankOf(operand) === kind).slice(0, multikey ? 1 : undefined);
  if (same.length === 0) return undefined;
  const type = String.fromCharCode(kind);
  // Not-a-number sorts below all numbers, and is in no range.
  let low: Bound = { key: kind === rank.number ? keyOf(Number.NEGATIVE_INFINITY) : type, after: false };
  let high: Bound = { key: type, after: true };
  for (const { operator, operand } of same) {
    const bound = { key: keyOf(operand), after: operator === '$gt' || operator === '$lte' };
    if (operator.startsWith('$g')) low = placeOf(bound) > placeOf(low) ? bound : low;
    else high = placeOf(bound) < placeOf(high) ? bound : high;
  }
  return { low, high, used: same.length };
}

function isBound(value: unknown): boolean {
  const kind = rankOf(value);
  return !Number.isNaN(value) && kind !== rank.array && kind !== rank.minKey && kind !== rank.maxKey;
}

/** In which direction the index gives the order asked for, after its first `fixed` fields, which have one value. */
function orderOf(
  index: OrderedIndex,
  fixed: number,
  sort: readonly SortField[],
): 'forwards' | 'backwards' | undefined {
  const constant = index.fields.slice(0, fixed).map(({ path }) => path);
  const wanted = sort.filter(({ path }) => !constant.includes(path));
  const given = index.fields.slice(fixed, fixed + wanted.length);
  if (given.length < wanted.length) return undefined;
  const [first] = wanted;
  const backwards = first !== undefined && first.descending !== given[0]?.descending;
  const fits = wanted.every(
    ({ path, descending }, at) =>
      given[at]?.path === path && (given[at]?.descending !== descending) === backwards,
  );
  if (!fits) return undefined;
  return backwards ? 'backwards' : 'forwards';
}
