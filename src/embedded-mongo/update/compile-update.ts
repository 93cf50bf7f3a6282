import type { Clock } from '../../platform/clock.ts';
import { compileStages } from '../aggregate/update-stages.ts';
import { MongoError } from '../mongo-error.ts';
import { equalValues } from '../values/compare.ts';
import { type Doc, isDoc, isExpression, withIdFirst } from '../values/doc.ts';
import { splitPath } from '../values/paths.ts';
import { arrayOperators } from './array-operators.ts';
import { getAt, setAt, unsetAt } from './concrete-path.ts';
import { type Change, fieldOperators, KEEP } from './field-operators.ts';
import { compilePositions } from './positional.ts';

/** Makes the next version of a document. May change the given one, and throws without a document having been stored. */
export type Update = (doc: Doc, inserting: boolean) => Doc;

/** What an update may depend on besides the document. */
interface Surroundings {
  filter: Doc;
  arrayFilters?: unknown;
  multi?: boolean;
  clock: Clock;
}

/** Compiles operators, a replacement or a pipeline. Throws for anything that is not understood. */
export function compileUpdate(update: unknown, around: Surroundings): Update {
  const change = compileAny(update, around);
  return (doc, inserting) => {
    const id = doc['_id'];
    const next = change(doc, inserting);
    if (id !== undefined && !('_id' in next)) return { _id: id, ...next };
    if (id !== undefined && !equalValues(id, next['_id'])) {
      throw new MongoError(
        'ImmutableField',
        "Performing an update on the path '_id' would modify the immutable field '_id'",
      );
    }
    return next;
  };
}

function compileAny(update: unknown, around: Surroundings): Update {
  if (Array.isArray(update)) return compileStages(update);
  if (!isDoc(update)) throw new MongoError('FailedToParse', 'Update argument must be an object or an array');
  const replacement = update;
  if (isExpression(update)) return compileOperators(update, around);
  const odd = Object.keys(replacement).find((field) => field.startsWith('$'));
  if (odd)
    throw new MongoError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${odd}' is not valid here`,
    );
  if (around.multi)
    throw new MongoError('FailedToParse', 'multi update is not supported for replacement-style update');
  return ({ _id }) => withIdFirst({ _id, ...replacement });
}

type Step = (doc: Doc, inserting: boolean) => void;

function compileOperators(update: Doc, { filter, arrayFilters, clock }: Surroundings): Update {
  const paths: string[] = [];
  const planned: { name: string; path: string; operand: unknown }[] = [];
  for (const [name, fields] of Object.entries(update)) {
    if (!isDoc(fields))
      throw new MongoError('FailedToParse', `Modifiers operate on fields: ${name} needs an object`);
    for (const [path, operand] of Object.entries(fields)) {
      planned.push({ name, path, operand });
      paths.push(path, ...(name === '$rename' ? [String(operand)] : []));
    }
    if (!isKnown(name)) {
      throw new MongoError(
        'FailedToParse',
        `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
  }
  checkConflicts(paths);
  const positions = compilePositions(filter, arrayFilters, paths);
  const steps = planned.map(({ name, path, operand }): Step => {
    const parts = splitPath(path);
    if (name === '$rename') return rename(parts, operand);
    const change = changeOf(name, path, operand, clock);
    return (doc, inserting) => {
      if (name === '$setOnInsert' && !inserting) return;
      for (const place of positions.expand(doc, parts)) apply(doc, place, change);
    };
  });
  return (doc, inserting) => {
    for (const step of steps) step(doc, inserting);
    return doc;
  };
}

const UNSET = Symbol('unset');

function isKnown(name: string): boolean {
  return (
    name === '$rename' ||
    name === '$unset' ||
    Object.hasOwn(fieldOperators, name) ||
    Object.hasOwn(arrayOperators, name)
  );
}

function changeOf(name: string, path: string, operand: unknown, clock: Clock): Change {
  if (name === '$unset') return () => UNSET;
  const operator = fieldOperators[name] ?? arrayOperators[name];
  return operator ? operator(operand, path, clock) : () => KEEP;
}

function apply(doc: Doc, place: string[], change: Change): void {
  const next = change(getAt(doc, place));
  if (next === UNSET) unsetAt(doc, place);
  else if (next !== KEEP) setAt(doc, place, next);
}

function rename(from: string[], target: unknown): Step {
  if (typeof target !== 'string')
    throw new MongoError('BadValue', 'The to field for $rename must be a string');
  const to = splitPath(target);
  if ([...from, ...to].some((part) => part.startsWith('$'))) {
    throw new MongoError('BadValue', 'The fields of $rename may not be dynamic');
  }
  return (doc) => {
    const value = getAt(doc, from);
    if (value === undefined) return;
    unsetAt(doc, from);
    setAt(doc, to, value);
  };
}

/** No path may be changed twice, nor a part of something that is changed as a whole. */
function checkConflicts(paths: readonly string[]): void {
  const sorted = [...paths].sort();
  for (const [at, path] of sorted.entries()) {
    if (path === '' || path.split('.').includes('')) {
      throw new MongoError(
        'BadValue',
        `The update path '${path}' contains an empty field name, which is not allowed`,
      );
    }
    if (sorted[at + 1] === path || sorted.some((other) => other.startsWith(`${path}.`))) {
      throw new MongoError(
        'ConflictingUpdateOperators',
        `Updating the path '${path}' would create a conflict at '${path}'`,
      );
    }
  }
}
