import { ObjectId } from 'bson';
import { keyOf, rankOf } from './key-string.ts';

/** Compares two values in MongoDB's order: below, equal to or above zero. */
export function compareValues(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') {
    if (left === right) return 0;
    if (left < right) return -1;
    if (left > right) return 1;
  } else if (typeof left === 'string' && typeof right === 'string') {
    return left === right ? 0 : left < right ? -1 : 1;
  } else if (left instanceof Date && right instanceof Date) {
    return left.getTime() - right.getTime();
  }
  const difference = rankOf(left) - rankOf(right);
  if (difference !== 0) return difference;
  const [a, b] = [keyOf(left), keyOf(right)];
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Whether two values are equal; null and missing are. Documents are equal with the same fields in the same order. */
export function equalValues(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left === 'string' || typeof right === 'string') return false;
  if (left instanceof ObjectId && right instanceof ObjectId) return left.equals(right);
  return compareValues(left, right) === 0;
}
