import { Query } from 'mingo/query';
import type { Options } from 'mingo/types';
import { checkOperators, mingoOptions } from '../aggregate/mingo-options.ts';
import { MongoError } from '../mongo-error.ts';
import { type Doc, isDoc, isExpression } from '../values/doc.ts';
import { splitPath, valuesAt } from '../values/paths.ts';
import { type Condition, equals, leafOperators, listOperand } from './leaf-operators.ts';
import { asRegExp } from './regex.ts';

/** Whether a document matches a filter. */
export type Predicate = (doc: Doc) => boolean;

/**
 * Compiles a filter. Written here and not left to mingo, which orders values of different types otherwise than MongoDB,
 * and takes some unknown operands for no match instead of an error; expressions (`$expr`) are mingo's, and `options` for them.
 */
export function compileFilter(filter: unknown, options: Options = mingoOptions()): Predicate {
  if (!isDoc(filter)) throw new MongoError('BadValue', 'a filter must be an object');
  const predicates = Object.entries(filter)
    .filter(([field]) => field !== '$comment')
    .map(([field, operand]) =>
      field.startsWith('$') ? compileLogical(field, operand, options) : atPath(field, operand),
    );
  const [first, second] = predicates;
  if (!first) return () => true;
  return second ? (doc) => predicates.every((predicate) => predicate(doc)) : first;
}

function compileLogical(name: string, operand: unknown, options: Options): Predicate {
  if (name === '$expr') {
    checkOperators(operand);
    const query = new Query({ $expr: operand }, options);
    return (doc) => query.test(doc);
  }
  if (!['$and', '$or', '$nor'].includes(name)) {
    throw new MongoError('BadValue', `unknown top level operator: ${name}`);
  }
  if (!Array.isArray(operand) || operand.length === 0) {
    throw new MongoError('BadValue', `${name} must be a nonempty array`);
  }
  const branches = operand.map((branch) => compileFilter(branch, options));
  if (name === '$and') return (doc) => branches.every((branch) => branch(doc));
  const any: Predicate = (doc) => branches.some((branch) => branch(doc));
  return name === '$or' ? any : (doc) => !any(doc);
}

function atPath(path: string, operand: unknown): Predicate {
  const parts = splitPath(path);
  const condition = compileCondition(operand);
  return (doc) => condition(valuesAt(doc, parts));
}

/** Compiles what stands after a field's name: a value to be equal to, or operators. */
export function compileCondition(operand: unknown): Condition {
  if (!isExpression(operand)) return equals(operand);
  const conditions = Object.entries(operand)
    .filter(([name]) => name !== '$options')
    .map(([name, value]) => compileOperator(name, value, operand));
  const [first] = conditions;
  if (first && conditions.length === 1) return first;
  return (found) => conditions.every((condition) => condition(found));
}

function compileOperator(name: string, operand: unknown, whole: Doc): Condition {
  switch (name) {
    case '$not': {
      const pattern = asRegExp(operand);
      if (!pattern && !isExpression(operand)) {
        throw new MongoError('BadValue', '$not needs a regex or a document of operators');
      }
      const condition = compileCondition(pattern ?? operand);
      return (found) => !condition(found);
    }
    case '$regex':
      return equals(asRegExp(whole));
    case '$elemMatch': {
      const element = compileElement(operand);
      return (found) => found.some((value) => Array.isArray(value) && value.some(element));
    }
    case '$all': {
      const wanted = listOperand(name, operand).map(compileAllOf);
      return (found) => wanted.length > 0 && wanted.every((condition) => condition(found));
    }
  }
  const operator = Object.hasOwn(leafOperators, name) ? leafOperators[name] : undefined;
  if (!operator) throw new MongoError('BadValue', `unknown operator: ${name}`);
  return operator(operand);
}

function compileAllOf(operand: unknown): Condition {
  return isExpression(operand) && '$elemMatch' in operand ? compileCondition(operand) : equals(operand);
}

/** The test of `$elemMatch` and `$pull` on one element: operators apply to the element itself, fields to a document. */
export function compileElement(operand: unknown): (value: unknown) => boolean {
  if (!isDoc(operand)) throw new MongoError('BadValue', '$elemMatch needs an object');
  const first = Object.keys(operand)[0] ?? '';
  if (first.startsWith('$') && !['$and', '$or', '$nor', '$expr'].includes(first)) {
    const condition = compileCondition(operand);
    return (value) => condition([value]);
  }
  const predicate = compileFilter(operand);
  return (value) => isDoc(value) && predicate(value);
}
