import type { Engine } from '../engine.ts';
import { MongoError } from '../mongo-error.ts';
import { type Doc, isDoc, type Raw } from '../values/doc.ts';
import { asNumber } from '../values/key-string.ts';
import { readBody } from '../wire/read-message.ts';

/** One command being carried out. */
export interface Call {
  engine: Engine;
  database: string;
  /** The command with its options. */
  body: Doc;
  /** Documents that stand beside the body, by field. */
  documents: Map<string, Raw[]>;
}

/** A command of the server. */
export interface Command {
  /** The options that it knows, besides those of every command. Any other is an error. */
  fields: readonly string[];
  /** Carries it out and gives the answer. Whatever changes is in memory when it returns or throws. */
  run(call: Call): Doc;
}

/** `database.collection` of the collection that a command names in its first field. */
export function namespaceOf({ body, database }: Call): string {
  const [command = '', name] = Object.entries(body)[0] ?? [];
  if (typeof name === 'string' && name !== '') return `${database}.${name}`;
  throw new MongoError('InvalidNamespace', `The command ${command} needs the name of a collection`);
}

/** A whole number that is not negative; undefined where it is absent. */
export function countOption(doc: Doc, field: string): number | undefined {
  const value = doc[field];
  if (value === undefined || value === null) return undefined;
  const number = asNumber(value);
  if (number !== undefined && Number.isInteger(number) && number >= 0) return number;
  throw new MongoError('BadValue', `'${field}' must be a whole number, not negative`);
}

/** A document; empty where it is absent. */
export function docOption(doc: Doc, field: string): Doc {
  const value = doc[field] ?? {};
  if (isDoc(value)) return value;
  throw new MongoError('TypeMismatch', `Field '${field}' must be an object`);
}

/** The statements of a write, from beside the body or from inside it; `known` are the options of one. */
export function statementsOf({ body, documents }: Call, field: string, known: readonly string[]): Doc[] {
  const beside = documents.get(field)?.map(readBody);
  const all = beside ?? body[field];
  if (!Array.isArray(all) || !all.every(isDoc)) {
    throw new MongoError('TypeMismatch', `Field '${field}' must be an array of objects`);
  }
  for (const statement of all) checkFields(statement, known, field);
  return checkBatch(all);
}

/** Statements that one command may hold, as `hello` announces. */
export const MOST_STATEMENTS = 100_000;

export function checkBatch<T>(statements: T[]): T[] {
  if (statements.length > 0 && statements.length <= MOST_STATEMENTS) return statements;
  throw new MongoError(
    'InvalidLength',
    `Write batch sizes must be between 1 and ${MOST_STATEMENTS}. Got ${statements.length} operations.`,
  );
}

/** Throws for options that are not known, and for orders of text other than the plain one. */
export function checkFields(doc: Doc, known: readonly string[], name: string): void {
  for (const [field, value] of Object.entries(doc)) {
    if (field === 'collation') checkCollation(value);
    else if (!known.includes(field)) {
      throw new MongoError('UnknownField', `BSON field '${name}.${field}' is an unknown field.`);
    }
  }
}

function checkCollation(collation: unknown): void {
  if (isDoc(collation) && (collation['locale'] === 'simple' || Object.keys(collation).length === 0)) return;
  throw new MongoError('BadValue', 'The embedded store has no collations: text is compared as it is');
}
