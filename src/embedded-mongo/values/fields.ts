import { type Doc, decode, encode, type Raw } from './doc.ts';

/** Fields of a document, as a tree: true stands for the whole value, a branch for some fields of a document in it. */
export interface Fields {
  [name: string]: Fields | true;
}

const DOCUMENT = 3;
/** Bytes of values that have always as many (https://bsonspec.org/spec.html). */
const FIXED: Readonly<Record<number, number>> = {
  ...{ 1: 8, 6: 0, 7: 12, 8: 1, 9: 8, 10: 0, 16: 4, 17: 8, 18: 8, 19: 16, 127: 0, 255: 0 },
};
/** What stands beside the length of a value that begins with its length. */
const BESIDE_LENGTH: Readonly<Record<number, number>> = {
  2: 4,
  3: 0,
  4: 0,
  5: 5,
  12: 16,
  13: 4,
  14: 4,
  15: 0,
};
const REGEX = 11;

/** One field of an encoded document: its type, and where it, and its value, begin and end. */
interface Element {
  type: number;
  name: string;
  from: number;
  valueAt: number;
  to: number;
}

/** A tree of what paths such as `state.openedBy.id` lead to. */
export function fieldsOf(paths: Iterable<string>): Fields {
  const tree: Fields = Object.create(null);
  for (const path of paths) addPath(tree, path.split('.'));
  return tree;
}

function addPath(tree: Fields, [name, ...rest]: string[]): void {
  if (name === undefined) return;
  const there = tree[name];
  if (there === true) return;
  const branch: Fields = there ?? Object.create(null);
  tree[name] = rest.length === 0 ? true : branch;
  addPath(branch, rest);
}

/**
 * Decodes some fields of a document. Most commands look at few fields of large documents, so that decoding all of them
 * would be most of the work. What is asked for within an array comes with the whole array.
 */
export function decodeFields(raw: Raw, fields: Fields): Doc {
  return decode(pickFields(raw, fields));
}

/** The document with some of its fields only, encoded. */
export function pickFields(raw: Raw, fields: Fields): Raw {
  const bytes = asBuffer(raw);
  const parts: Raw[] = [];
  pickInto(parts, bytes, 0, fields);
  return wrap(parts);
}

function pickInto(parts: Raw[], bytes: Buffer, at: number, fields: Fields): void {
  for (const { type, name, from, valueAt, to } of elements(bytes, at)) {
    const wanted = fields[name];
    if (wanted === undefined) continue;
    if (wanted === true || type !== DOCUMENT) parts.push(bytes.subarray(from, to));
    else {
      const inner: Raw[] = [];
      pickInto(inner, bytes, valueAt, wanted);
      parts.push(bytes.subarray(from, valueAt), wrap(inner));
    }
  }
}

/** The document with these fields as they are in `next`, all others as they were; what is new comes last. */
export function withFields(raw: Raw, names: ReadonlySet<string>, next: Doc): Raw {
  const bytes = asBuffer(raw);
  const parts: Raw[] = [];
  const left = new Set([...names].filter((name) => Object.hasOwn(next, name)));
  for (const { name, from, to } of elements(bytes, 0)) {
    if (!names.has(name)) parts.push(bytes.subarray(from, to));
    else if (left.delete(name)) parts.push(encodeField(name, next[name]));
  }
  // In the order in which the update made them, as an object of JavaScript keeps it.
  for (const name of Object.keys(next)) if (left.has(name)) parts.push(encodeField(name, next[name]));
  return wrap(parts);
}

function encodeField(name: string, value: unknown): Raw {
  return encode({ [name]: value }).subarray(4, -1);
}

function* elements(bytes: Buffer, start: number): Generator<Element> {
  const end = start + bytes.readInt32LE(start) - 1;
  for (let from = start + 4; from < end; ) {
    const type = bytes[from] ?? 0;
    const nameEnd = bytes.indexOf(0, from + 1);
    const valueAt = nameEnd + 1;
    const to = endOf(bytes, type, valueAt);
    yield { type, name: bytes.toString('utf8', from + 1, nameEnd), from, valueAt, to };
    from = to;
  }
}

function endOf(bytes: Buffer, type: number, at: number): number {
  const fixed = FIXED[type];
  if (fixed !== undefined) return at + fixed;
  const beside = BESIDE_LENGTH[type];
  if (beside !== undefined) return at + bytes.readInt32LE(at) + beside;
  if (type === REGEX) return bytes.indexOf(0, bytes.indexOf(0, at) + 1) + 1;
  throw new Error(`a stored document has a value of the unknown type ${type}`);
}

function wrap(parts: readonly Raw[]): Raw {
  const size = parts.reduce((sum, part) => sum + part.byteLength, 5);
  const whole = Buffer.allocUnsafe(size);
  whole.writeInt32LE(size, 0);
  let at = 4;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  whole[at] = 0;
  return whole;
}

function asBuffer(raw: Raw): Buffer {
  return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
}
