import { Binary, BSONRegExp, Decimal128, Long, type ObjectId, Timestamp } from 'bson';
import { isDoc } from './doc.ts';

/**
 * Values as strings whose ordinary order is MongoDB's order of values, across types
 * (https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/). No key is a prefix of another, so keys of
 * several fields can be joined, and a range of values is a range of strings. Text is ordered by UTF-16 code unit.
 */
export const rank = {
  minKey: 1,
  undefined: 3,
  null: 5,
  number: 10,
  string: 15,
  object: 20,
  array: 25,
  binary: 30,
  objectId: 35,
  boolean: 40,
  date: 45,
  timestamp: 47,
  regex: 50,
  other: 60,
  maxKey: 127,
} as const;

/** The key of an empty array's missing element, below null. */
export const EMPTY = String.fromCharCode(rank.undefined);

/** Where a value stands among the types; values of different rank are never equal. */
export function rankOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return rank.string;
    case 'number':
    case 'bigint':
      return rank.number;
    case 'boolean':
      return rank.boolean;
    case 'undefined':
      return rank.null;
  }
  if (value === null) return rank.null;
  if (isDoc(value)) return rank.object;
  if (Array.isArray(value)) return rank.array;
  if (value instanceof Date) return rank.date;
  if (value instanceof RegExp) return rank.regex;
  return ranksOfBson[String((value as { _bsontype?: string })._bsontype)] ?? rank.other;
}

const ranksOfBson: Record<string, number> = {
  MinKey: rank.minKey,
  MaxKey: rank.maxKey,
  Long: rank.number,
  Int32: rank.number,
  Double: rank.number,
  Decimal128: rank.number,
  BSONSymbol: rank.string,
  Binary: rank.binary,
  ObjectId: rank.objectId,
  Timestamp: rank.timestamp,
  BSONRegExp: rank.regex,
};

/** The key of one value. */
export function keyOf(value: unknown): string {
  const at = rankOf(value);
  const head = String.fromCharCode(at);
  switch (at) {
    case rank.number:
      return head + numberKey(value);
    case rank.string:
      return head + textKey(String(value));
    case rank.date:
      return head + doubleKey((value as Date).getTime());
    case rank.boolean:
      return head + (value ? '\u0002' : '\u0001');
    case rank.objectId:
      return head + bytesKey((value as ObjectId).id);
    case rank.object:
      return `${head}${Object.entries(value as object)
        .map(fieldKey)
        .join('')}\0`;
    case rank.array:
      return `${head}${(value as unknown[]).map(keyOf).join('')}\0`;
    case rank.null:
    case rank.minKey:
    case rank.maxKey:
      return head;
    default:
      return head + rareKey(value);
  }
}

/** The least string that is beyond every key that begins with a prefix. */
export function beyond(prefix: string): string {
  let end = prefix.length - 1;
  while (end > 0 && prefix.charCodeAt(end) === 0xffff) end -= 1;
  return end < 0 ? '\uffff' : prefix.slice(0, end) + String.fromCharCode(prefix.charCodeAt(end) + 1);
}

/** Turns the order of a key around, for descending fields. */
export function inverted(key: string): string {
  let turned = '';
  for (let at = 0; at < key.length; at += 1) turned += String.fromCharCode(0xffff - key.charCodeAt(at));
  return turned;
}

function fieldKey([name, value]: [string, unknown]): string {
  return String.fromCharCode(rankOf(value)) + textKey(name) + keyOf(value);
}

/** Ends with a zero, so that a shorter text sorts first; zeros inside are written around. */
function textKey(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the two characters that have a meaning here
  const safe = /[\u0000\u0001]/.test(text)
    ? text.replaceAll('\u0001', '\u0001\u0002').replaceAll('\u0000', '\u0001\u0001')
    : text;
  return `${safe}\0`;
}

const view = new DataView(new ArrayBuffer(8));

/** The bits of a double, sign turned so that they sort as unsigned; not-a-number sorts lowest. */
function doubleKey(value: number): string {
  if (Number.isNaN(value)) return '\0\0\0\0';
  view.setFloat64(0, value === 0 ? 0 : value);
  const flip = value < 0 ? 0xffff : 0;
  const top = view.getUint16(0) ^ (value < 0 ? 0xffff : 0x8000);
  return String.fromCharCode(
    top,
    view.getUint16(2) ^ flip,
    view.getUint16(4) ^ flip,
    view.getUint16(6) ^ flip,
  );
}

/** A double, and one more unit for what a 64-bit integer has beyond it. */
function numberKey(value: unknown): string {
  if (typeof value === 'number') return `${doubleKey(value)}\u8000`;
  const exact = typeof value === 'bigint' ? value : value instanceof Long ? value.toBigInt() : undefined;
  if (exact === undefined) return `${doubleKey(Number(String(value)))}\u8000`;
  const near = Number(exact);
  return doubleKey(near) + String.fromCharCode(0x8000 + Number(exact - BigInt(near)));
}

function bytesKey(bytes: Uint8Array): string {
  let key = '';
  for (let at = 0; at < bytes.length; at += 2) {
    key += String.fromCharCode(((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
  }
  return key;
}

function rareKey(value: unknown): string {
  if (value instanceof Binary) {
    const size = value.length();
    return String.fromCharCode(size >>> 16, size & 0xffff, value.sub_type) + bytesKey(value.value());
  }
  if (value instanceof Timestamp) {
    return String.fromCharCode(value.t >>> 16, value.t & 0xffff, value.i >>> 16, value.i & 0xffff);
  }
  if (value instanceof RegExp) return textKey(value.source) + textKey(value.flags);
  if (value instanceof BSONRegExp) return textKey(value.pattern) + textKey(value.options);
  return textKey(JSON.stringify(value) ?? '');
}

/** A number of any of BSON's types as a plain one; undefined where the value is none. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Long || value instanceof Decimal128) return Number(value.toString());
  return rankOf(value) === rank.number ? Number(value) : undefined;
}
