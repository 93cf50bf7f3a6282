import { deserialize, ObjectId, serialize } from 'bson';

/** A document, decoded. */
export type Doc = Record<string, unknown>;

/** The bytes of a document. */
export type Raw = Uint8Array;

/** Decodes a stored document. 64-bit integers stay apart from doubles (as bigint), so that an update keeps them. */
export function decode(raw: Raw): Doc {
  return deserialize(raw, { useBigInt64: true, bsonRegExp: true });
}

/** Decodes for mingo, whose arithmetic knows no bigint. */
export function decodePlain(raw: Raw): Doc {
  return deserialize(raw);
}

/** Encodes a document. Fields that are undefined become null, as the driver does. */
export function encode(doc: Doc): Raw {
  return serialize(doc, { ignoreUndefined: false });
}

/**
 * Bytes that own their memory. Small buffers are slices of a shared pool or of a network buffer, and would keep all of it
 * alive for as long as the document lives.
 */
export function owned(raw: Raw): Raw {
  return raw.byteLength === raw.buffer.byteLength ? raw : new Uint8Array(raw);
}

/** Whether a value is a document, not an array and not one of BSON's own types. */
export function isDoc(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The document with its `_id` first; one is made where there is none. */
export function withIdFirst(doc: Doc): Doc {
  const { _id = new ObjectId(), ...rest } = doc;
  return { _id, ...rest };
}

/** Whether a document is an operator expression such as `{$gt: 1}`: its first field tells. */
export function isExpression(value: unknown): value is Doc {
  if (!isDoc(value)) return false;
  const first = Object.keys(value)[0];
  return first?.startsWith('$') === true;
}
