import { MongoError } from '../mongo-error.ts';
import { conjunctsOf } from '../query/conjuncts.ts';
import { parseSort } from '../query/sort.ts';
import { type Doc, isDoc } from '../values/doc.ts';
import { asNumber } from '../values/key-string.ts';

/** An index as a client defined it; also the answer of listIndexes. */
export interface IndexSpec extends Doc {
  v: 2;
  key: Doc;
  name: string;
  unique?: boolean;
  sparse?: boolean;
  partialFilterExpression?: Doc;
  expireAfterSeconds?: number;
}

export const idIndex: IndexSpec = { v: 2, key: { _id: 1 }, name: '_id_' };

const fields = [
  'v',
  'key',
  'name',
  'ns',
  'background',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
];

/** What MongoDB allows in a partial filter, without `$or`, which the planner could not use. */
const partialOperators = ['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in'];

/** Checks an index definition. Throws for anything that would not be kept. */
export function parseIndexSpec(given: unknown): IndexSpec {
  if (!isDoc(given) || !isDoc(given['key']) || Object.keys(given['key']).length === 0) {
    throw new MongoError('FailedToParse', 'Each index needs a key with at least one field');
  }
  const odd = Object.keys(given).find(
    (field) => !fields.includes(field) && !isSimpleCollation(field, given[field]),
  );
  if (odd) {
    throw new MongoError(
      'InvalidIndexSpecificationOption',
      `The field '${odd}' is not valid for an index specification in the embedded store`,
    );
  }
  const {
    key,
    name = defaultName(key),
    unique,
    sparse,
    partialFilterExpression: partial,
    expireAfterSeconds,
  } = given;
  checkKey(key);
  if (typeof name !== 'string' || name === '')
    throw new MongoError('TypeMismatch', 'The index name must be a string');
  const spec: IndexSpec = { v: 2, key, name };
  if (isSet(unique)) spec.unique = true;
  if (isSet(sparse)) spec.sparse = true;
  if (partial !== undefined) spec.partialFilterExpression = checkPartial(partial, spec);
  if (expireAfterSeconds !== undefined) spec.expireAfterSeconds = checkTtl(expireAfterSeconds, key);
  return spec;
}

function isSimpleCollation(field: string, value: unknown): boolean {
  return field === 'collation' && isDoc(value) && value['locale'] === 'simple';
}

function isSet(value: unknown): boolean {
  return value === true || (asNumber(value) ?? 0) !== 0;
}

function defaultName(key: Doc): string {
  return Object.entries(key).flat().join('_');
}

function checkKey(key: Doc): void {
  for (const [path, kind] of Object.entries(key)) {
    if (typeof kind === 'string') {
      throw new MongoError('CannotCreateIndex', `The embedded store has no '${kind}' indexes`);
    }
    if (path.startsWith('$') || path.includes('$**') || path === '') {
      throw new MongoError('CannotCreateIndex', `Index key '${path}' is not allowed`);
    }
  }
  parseSort(key);
}

function checkPartial(partial: unknown, spec: IndexSpec): Doc {
  if (!isDoc(partial)) throw new MongoError('TypeMismatch', 'partialFilterExpression must be an object');
  if (spec.sparse)
    throw new MongoError('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
  const { list, complete } = conjunctsOf(partial);
  const odd = list.find(
    ({ operator, operand }) =>
      !partialOperators.includes(operator) || (operator === '$exists' && !isSet(operand)),
  );
  if (odd || !complete) {
    throw new MongoError(
      'CannotCreateIndex',
      `unsupported expression in partial index: ${odd?.operator ?? 'only $and joins conditions here'}`,
    );
  }
  return partial;
}

function checkTtl(seconds: unknown, key: Doc): number {
  const number = asNumber(seconds);
  if (number === undefined || number < 0 || Object.keys(key).length !== 1 || '_id' in key) {
    throw new MongoError(
      'CannotCreateIndex',
      'expireAfterSeconds needs a number, not negative, and an index on one field other than _id',
    );
  }
  return number;
}
