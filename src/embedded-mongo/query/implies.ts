import type { IndexSpec } from '../storage/index-spec.ts';
import { equalValues } from '../values/compare.ts';
import { type Conjunct, conjunctsOf, isRegExp } from './conjuncts.ts';
import { compileCondition } from './matcher.ts';

export const rangeOperators = ['$gt', '$gte', '$lt', '$lte'];

/** Whether every match of the conditions stands in a sparse or partial index; else the index must not be used. */
export function implies(given: readonly Conjunct[], spec: IndexSpec): boolean {
  if (spec.sparse) {
    return Object.keys(spec.key).some((path) => given.some((one) => one.path === path && impliesExists(one)));
  }
  if (!spec.partialFilterExpression) return true;
  return conjunctsOf(spec.partialFilterExpression).list.every((wanted) =>
    given.some((one) => one.path === wanted.path && impliesOne(one, wanted)),
  );
}

function impliesExists({ operator, operand }: Conjunct): boolean {
  if (operator === '$exists') return operand === true;
  const named = operator === '$in' && Array.isArray(operand) ? operand : [operand];
  return (
    ['$eq', '$in', ...rangeOperators].includes(operator) &&
    !named.some((value) => value == null || Array.isArray(value))
  );
}

function impliesOne(given: Conjunct, wanted: Conjunct): boolean {
  if (given.operator === wanted.operator && equalValues(given.operand, wanted.operand)) return true;
  if (wanted.operator === '$exists') return impliesExists(given);
  const ofOneType = wanted.operator === '$type' && wholeTypes.includes(wanted.operand);
  // A range over arrays says nothing about the type: an array has the types of its elements, too.
  if (ofOneType && rangeOperators.includes(given.operator))
    return !Array.isArray(given.operand) && isMet(wanted, given.operand);
  const named = namedValues(given);
  if (!named) return false;
  return named.every((value) => isMet(wanted, value));
}

/** Types that a range stays within: what is compared with a date is a date. */
const wholeTypes: unknown[] = ['number', 'string', 'date', 'objectId', 'bool'];

function isMet({ operator, operand }: Conjunct, value: unknown): boolean {
  return compileCondition({ [operator]: operand })([value]);
}

/** The values that a field can have under a condition, where it names them. */
function namedValues({ operator, operand }: Conjunct): unknown[] | undefined {
  const named =
    operator === '$in' && Array.isArray(operand) ? operand : operator === '$eq' ? [operand] : undefined;
  return named?.some((value) => Array.isArray(value) || isRegExp(value)) ? undefined : named;
}
