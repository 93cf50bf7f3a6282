import { Query } from 'mingo/query';
import { checkOperators, mingoOptions } from '../aggregate/mingo-options.ts';
import { MongoError, toMongoError } from '../mongo-error.ts';
import { type Doc, decode, encode, isDoc, type Raw } from '../values/doc.ts';
import { decodeFields, type Fields, pickFields } from '../values/fields.ts';
import { asNumber } from '../values/key-string.ts';
import { splitPath, valuesAt } from '../values/paths.ts';

/** What a find or a findAndModify answers of a document. */
export type Projection = (raw: Raw) => Raw;
/** The same for a document that is decoded as a whole. */
type Shape = (doc: Doc) => Doc;
/** `fields`: all that it looks at; absent where it must have the whole document. */
interface Shown {
  shape: Shape;
  fields?: Fields;
}

/** Compiles a projection; undefined where the whole document is wanted. `filter` is for the positional operator. */
export function compileProjection(spec: unknown, filter: Doc): Projection | undefined {
  if (spec === undefined || spec === null) return undefined;
  if (!isDoc(spec)) throw new MongoError('TypeMismatch', 'Expected field projection to be of type object');
  const slices = Object.entries(spec).filter(([, value]) => isDoc(value) && '$slice' in value);
  const rest = Object.entries(spec).filter((entry) => !slices.some(([path]) => path === entry[0]));
  const shown = projectRest(rest, slices, filter);
  if (slices.length === 0 && shown) return ofFields(shown);
  const cuts = slices.map(([path, value]) => compileSlice(path, (value as Doc)['$slice']));
  return (raw) => {
    const doc = decode(raw);
    for (const cut of cuts) cut(doc);
    return encode(shown ? shown.shape(doc) : doc);
  };
}

/** A slice alone leaves the other fields as they are; beside fields that are asked for, it asks for its own. */
function projectRest(rest: [string, unknown][], slices: [string, unknown][], filter: Doc): Shown | undefined {
  if (rest.length === 0) return undefined;
  const including = rest.some(([, value]) => flag(value) !== false);
  const entries = including ? [...rest, ...slices.map(([path]): [string, unknown] => [path, 1])] : rest;
  const plain = entries.every(([path, value]) => flag(value) !== undefined && !path.includes('$'));
  return plain ? byPaths(entries) : { shape: byMingo(Object.fromEntries(entries), filter) };
}

/** Of a large document, only the fields that are shown are decoded; where they are shown whole, not even those. */
function ofFields({ shape, fields }: Shown): Projection {
  if (!fields) return (raw) => encode(shape(decode(raw)));
  const whole = Object.values(fields).every((inner) => inner === true);
  return (raw) => (whole ? pickFields(raw, fields) : encode(shape(decodeFields(raw, fields))));
}

/** Cuts an array in a document that is the answer's own. */
function compileSlice(path: string, operand: unknown): (doc: Doc) => void {
  const parts = splitPath(path);
  const field = parts.pop() ?? '';
  const [first, second] = (Array.isArray(operand) ? operand : [operand]).map(asNumber);
  if (first === undefined || (Array.isArray(operand) && !(second !== undefined && second > 0))) {
    throw new MongoError('BadValue', '$slice needs a number, or a number to skip and a limit above 0');
  }
  const cut = (list: unknown[]) => {
    if (second === undefined) return first < 0 ? list.slice(first) : list.slice(0, first);
    const from = first < 0 ? Math.max(0, list.length + first) : first;
    return list.slice(from, from + second);
  };
  return (doc) => {
    for (const parent of parts.length === 0 ? [doc] : valuesAt(doc, parts).flat()) {
      if (isDoc(parent) && Array.isArray(parent[field])) parent[field] = cut(parent[field]);
    }
  };
}

function flag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const number = asNumber(value);
  return number === undefined ? undefined : number !== 0;
}

function byPaths(entries: [string, unknown][]): Shown {
  const fields = entries.filter(([path]) => path !== '_id');
  const including = fields.length > 0 ? flag(fields[0]?.[1]) === true : flag(entries[0]?.[1]) === true;
  const odd = fields.find(([, value]) => flag(value) !== including);
  if (odd) {
    throw new MongoError(
      'BadValue',
      `Cannot do ${including ? 'exclusion' : 'inclusion'} on field ${odd[0]} in ${including ? 'inclusion' : 'exclusion'} projection`,
    );
  }
  const tree: Fields = Object.create(null);
  for (const [path] of fields) grow(tree, splitPath(path), path);
  const id = entries.find(([path]) => path === '_id');
  const showId = id ? flag(id[1]) === true : true;
  if (showId === including) tree['_id'] = true;
  if (including) return { shape: (doc) => include(doc, tree) as Doc, fields: tree };
  return { shape: (doc) => exclude(doc, tree) as Doc };
}

function grow(tree: Fields, parts: readonly string[], path: string): void {
  const [part = '', ...rest] = parts;
  const there = tree[part];
  if (there === true || (there && rest.length === 0))
    throw new MongoError('BadValue', `Path collision at ${path}`);
  if (rest.length === 0) {
    tree[part] = true;
    return;
  }
  const branch: Fields = there ?? Object.create(null);
  tree[part] = branch;
  grow(branch, rest, path);
}

function include(value: unknown, tree: Fields): unknown {
  if (Array.isArray(value)) {
    return value.filter((item) => isDoc(item) || Array.isArray(item)).map((item) => include(item, tree));
  }
  const kept: Doc = {};
  for (const [field, inner] of Object.entries(value as Doc)) {
    const branch = tree[field];
    if (branch === true) kept[field] = inner;
    else if (branch && (isDoc(inner) || Array.isArray(inner))) kept[field] = include(inner, branch);
  }
  return kept;
}

function exclude(value: unknown, tree: Fields): unknown {
  if (Array.isArray(value)) return value.map((item) => exclude(item, tree));
  if (!isDoc(value)) return value;
  const kept: Doc = {};
  for (const [field, inner] of Object.entries(value)) {
    const branch = tree[field];
    if (branch !== true) kept[field] = branch ? exclude(inner, branch) : inner;
  }
  return kept;
}

/** `$slice`, `$elemMatch`, the positional operator, and expressions. */
function byMingo(spec: Doc, filter: Doc): Shape {
  checkOperators(spec);
  const query = new Query(filter, mingoOptions());
  return (doc) => {
    try {
      const [projected] = query.find<Doc>([doc], spec as Record<string, never>).all();
      return (projected ?? {}) as Doc;
    } catch (error) {
      throw new MongoError('BadValue', toMongoError(error).message);
    }
  };
}
