import { BSONRegExp } from 'bson';
import { type Doc, isDoc, isExpression } from '../values/doc.ts';

/** One condition that a matching document must meet. */
export interface Conjunct {
  path: string;
  /** `$eq` for a plain value. */
  operator: string;
  operand: unknown;
}

/** What every match of a filter must meet. */
export interface Conjuncts {
  list: Conjunct[];
  /** Whether the list says all that the filter says. */
  complete: boolean;
  /** The branches of a `$or`, where there is exactly one and it holds for every match. */
  or: Doc[] | undefined;
}

/** Takes a filter apart for the planner, through `$and`. */
export function conjunctsOf(filter: Doc): Conjuncts {
  const found: Conjuncts = { list: [], complete: true, or: undefined };
  gather(filter, found);
  return found;
}

function gather(filter: Doc, found: Conjuncts): void {
  for (const [path, operand] of Object.entries(filter)) {
    if (path === '$and' && Array.isArray(operand)) {
      for (const branch of operand) if (isDoc(branch)) gather(branch, found);
    } else if (path.startsWith('$')) {
      if (path === '$or' && Array.isArray(operand)) found.or = found.complete ? operand : undefined;
      if (path !== '$comment') found.complete = false;
    } else if (!isExpression(operand)) {
      found.list.push({ path, operator: isRegExp(operand) ? '$regex' : '$eq', operand });
    } else {
      for (const [operator, value] of Object.entries(operand)) {
        found.list.push({ path, operator, operand: value });
      }
    }
  }
}

export function isRegExp(value: unknown): boolean {
  return value instanceof RegExp || value instanceof BSONRegExp;
}
