import { MongoError } from '../mongo-error.ts';
import { compareValues, equalValues } from '../values/compare.ts';
import { asNumber, keyOf, rank, rankOf } from '../values/key-string.ts';
import { asRegExp } from './regex.ts';
import { typeTest } from './type-names.ts';

/** Tests one value. */
type Test = (value: unknown) => boolean;
/** Tests what `valuesAt` found at the path of a condition. */
export type Condition = (found: readonly unknown[]) => boolean;

/** True where a value, or an element of a value that is an array, passes. */
function some(test: Test): Condition {
  return (found) => {
    for (const value of found) {
      if (test(value)) return true;
      if (Array.isArray(value) && value.some(test)) return true;
    }
    return false;
  };
}

export function equals(operand: unknown): Condition {
  const pattern = asRegExp(operand);
  if (pattern) return some(matches(pattern));
  return some((value) => equalValues(value, operand));
}

function matches(pattern: RegExp): Test {
  return (value) =>
    typeof value === 'string' ? pattern.test(value) : keyOf(value) === keyOf(pattern) && value !== undefined;
}

/** Ranges hold within one type only: `{$gt: 5}` matches no text. */
function compares(accept: (order: number) => boolean): (operand: unknown) => Condition {
  return (operand) => {
    if (operand === undefined) throw new MongoError('BadValue', 'cannot compare to undefined');
    const acrossTypes = rankOf(operand) === rank.minKey || rankOf(operand) === rank.maxKey;
    return some((value) => {
      if (!acrossTypes && rankOf(value) !== rankOf(operand)) return false;
      const order = compareValues(value, operand);
      // Not-a-number is equal to itself, and neither above nor below anything.
      if (order !== 0 && (Number.isNaN(value) || Number.isNaN(operand))) return false;
      return accept(order);
    });
  };
}

function within(operand: unknown): Condition {
  const patterns: RegExp[] = [];
  const keys = new Set<string>();
  for (const one of listOperand('$in', operand)) {
    const pattern = asRegExp(one);
    if (pattern) patterns.push(pattern);
    else keys.add(keyOf(one));
  }
  return some((value) => keys.has(keyOf(value)) || patterns.some((pattern) => matches(pattern)(value)));
}

export function listOperand(name: string, operand: unknown): unknown[] {
  if (!Array.isArray(operand)) throw new MongoError('BadValue', `${name} needs an array`);
  return operand;
}

function modulo(operand: unknown): Condition {
  const [divisor, remainder] = listOperand('$mod', operand).map(asNumber);
  if (!divisor || remainder === undefined || (operand as unknown[]).length !== 2) {
    throw new MongoError('BadValue', 'malformed mod, needs a divisor other than 0 and a remainder');
  }
  return some((value) => {
    const number = asNumber(value);
    return number !== undefined && Math.trunc(number) % Math.trunc(divisor) === Math.trunc(remainder);
  });
}

function sized(operand: unknown): Condition {
  const size = asNumber(operand);
  if (size === undefined || !Number.isInteger(size) || size < 0) {
    throw new MongoError('BadValue', '$size must be a whole number, not negative');
  }
  return (found) => found.some((value) => Array.isArray(value) && value.length === size);
}

/** Operators on the values of a field that hold no conditions themselves. */
export const leafOperators: Record<string, (operand: unknown) => Condition> = {
  $eq: (operand) => some((value) => equalValues(value, operand)),
  $ne(operand) {
    const condition = some((value) => equalValues(value, operand));
    return (found) => !condition(found);
  },
  $gt: compares((order) => order > 0),
  $gte: compares((order) => order >= 0),
  $lt: compares((order) => order < 0),
  $lte: compares((order) => order <= 0),
  $in: within,
  $nin(operand) {
    const condition = within(operand);
    return (found) => !condition(found);
  },
  $exists(operand) {
    const wanted = operand !== false && operand !== null && asNumber(operand) !== 0;
    return (found) => found.some((value) => value !== undefined) === wanted;
  },
  $type: (operand) => some(typeTest(operand)),
  $size: sized,
  $mod: modulo,
};
