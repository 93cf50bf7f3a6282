import { MongoError } from '../mongo-error.ts';
import { compileElement } from '../query/matcher.ts';
import { asRegExp } from '../query/regex.ts';
import { parseSort, sortBy } from '../query/sort.ts';
import { equalValues } from '../values/compare.ts';
import { type Doc, isDoc } from '../values/doc.ts';
import { asNumber } from '../values/key-string.ts';
import { type Change, type FieldOperator, KEEP } from './field-operators.ts';

/** A change of an array; a missing one counts as empty if `create`, else nothing happens. */
function onArray(
  name: string,
  path: string,
  create: boolean,
  change: (list: unknown[]) => unknown[],
): Change {
  return (old) => {
    if (old === undefined) return create ? change([]) : KEEP;
    if (!Array.isArray(old)) {
      throw new MongoError('BadValue', `The field '${path}' must be an array for ${name}, but is none`);
    }
    return change(old);
  };
}

/** Takes `{$each: […], …}` apart; anything else is one value. */
function eachOf(
  name: string,
  operand: unknown,
  allowed: readonly string[],
): { each: unknown[]; modifiers: Doc } {
  if (!isDoc(operand) || !Object.keys(operand)[0]?.startsWith('$')) return { each: [operand], modifiers: {} };
  const { $each: each, ...modifiers } = operand;
  const odd = Object.keys(modifiers).find((modifier) => !allowed.includes(modifier));
  if (odd) throw new MongoError('BadValue', `Unrecognized clause in ${name}: ${odd}`);
  if (!Array.isArray(each))
    throw new MongoError('BadValue', `The argument to $each in ${name} must be an array`);
  return { each, modifiers };
}

const push: FieldOperator = (operand, path) => {
  const { each, modifiers } = eachOf('$push', operand, ['$position', '$slice', '$sort']);
  const [position, slice] = [modifiers['$position'], modifiers['$slice']].map((value) => {
    const number = asNumber(value);
    if (value === undefined || Number.isInteger(number)) return number;
    throw new MongoError('BadValue', 'The values for $position and $slice must be whole numbers');
  });
  const sorted = sorter(modifiers['$sort']);
  return onArray('$push', path, true, (list) => {
    const all = sorted([...list].toSpliced(position ?? list.length, 0, ...each));
    if (slice === undefined) return all;
    return slice < 0 ? all.slice(slice) : all.slice(0, slice);
  });
};

function sorter(spec: unknown): (list: unknown[]) => unknown[] {
  if (spec === undefined) return (list) => list;
  if (isDoc(spec)) {
    const fields = parseSort(spec);
    return (list) => sortBy(list, fields, (item) => (isDoc(item) ? item : {}));
  }
  const fields = parseSort({ item: spec });
  return (list) => sortBy(list, fields, (item) => ({ item }));
}

const addToSet: FieldOperator = (operand, path) => {
  const { each } = eachOf('$addToSet', operand, []);
  return onArray('$addToSet', path, true, (list) => {
    const all = [...list];
    for (const value of each) if (!all.some((one) => equalValues(one, value))) all.push(value);
    return all;
  });
};

const pull: FieldOperator = (operand, path) => {
  const pattern = asRegExp(operand);
  const matches = pattern
    ? (value: unknown) => typeof value === 'string' && pattern.test(value)
    : isDoc(operand)
      ? compileElement(operand)
      : (value: unknown) => equalValues(value, operand);
  return onArray('$pull', path, false, (list) => list.filter((value) => !matches(value)));
};

const pullAll: FieldOperator = (operand, path) => {
  if (!Array.isArray(operand)) throw new MongoError('BadValue', '$pullAll requires an array argument');
  return onArray('$pullAll', path, false, (list) =>
    list.filter((value) => !operand.some((one) => equalValues(one, value))),
  );
};

const pop: FieldOperator = (operand, path) => {
  const end = asNumber(operand);
  if (end !== 1 && end !== -1) throw new MongoError('FailedToParse', '$pop expects 1 or -1');
  return onArray('$pop', path, false, (list) => (end === 1 ? list.slice(0, -1) : list.slice(1)));
};

/** Update operators on arrays. */
export const arrayOperators: Record<string, FieldOperator> = {
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
};
