import { serialize } from 'bson';
import type { Doc, Raw } from '../values/doc.ts';
import { HEADER_BYTES, opcode, type Request } from './read-message.ts';

/** Stored documents in an answer: their bytes go out as they are. */
export class RawDocuments {
  readonly list: readonly Raw[];

  constructor(list: readonly Raw[]) {
    this.list = list;
  }
}

/** One stored document in an answer. */
export class RawDocument {
  readonly raw: Raw;

  constructor(raw: Raw) {
    this.raw = raw;
  }
}

/** Fields of an answer that hold stored documents, one level down. */
export class Fields {
  readonly doc: Doc;

  constructor(doc: Doc) {
    this.doc = doc;
  }
}

const DOCUMENT = 3;
const ARRAY = 4;

/** Encodes an answer; only its top level, and what is in `Fields`, may hold stored documents. */
export function encodeReply(reply: Doc): Uint8Array {
  const special = Object.values(reply).some(isSpecial);
  // Results of mingo may have undefined fields, which are missing ones.
  return special ? wrap(Object.entries(reply).flatMap(([name, value]) => field(name, value))) : plain(reply);
}

function isSpecial(value: unknown): boolean {
  return value instanceof RawDocuments || value instanceof RawDocument || value instanceof Fields;
}

function plain(doc: Doc): Uint8Array {
  return serialize(doc, { ignoreUndefined: true });
}

function field(name: string, value: unknown): Uint8Array[] {
  if (value instanceof RawDocument) return [head(DOCUMENT, name), value.raw];
  if (value instanceof Fields) return [head(DOCUMENT, name), encodeReply(value.doc)];
  if (value instanceof RawDocuments) {
    const items = value.list.flatMap((raw, at) => [head(DOCUMENT, String(at)), raw]);
    return [head(ARRAY, name), wrap(items)];
  }
  return [plain({ [name]: value }).subarray(4, -1)];
}

function head(type: number, name: string): Buffer {
  return Buffer.from(`${String.fromCharCode(type)}${name}\0`, 'utf8');
}

function wrap(parts: Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, part) => sum + part.byteLength, 5);
  const start = Buffer.allocUnsafe(4);
  start.writeInt32LE(size);
  return Buffer.concat([start, ...parts, Buffer.of(0)], size);
}

/** A whole message that answers a request, in the form that it was asked in. `body` is an encoded answer. */
export function writeAnswer(request: Pick<Request, 'id' | 'opcode'>, body: Uint8Array): Buffer {
  const asked = request.opcode === opcode.query;
  const start = Buffer.alloc(asked ? HEADER_BYTES + 20 : HEADER_BYTES + 5);
  start.writeInt32LE(start.length + body.length, 0);
  start.writeInt32LE(request.id, 8);
  start.writeInt32LE(asked ? opcode.reply : opcode.message, 12);
  if (asked) {
    // Flag AwaitCapable, no cursor, starting at 0, one document.
    start.writeInt32LE(8, HEADER_BYTES);
    start.writeInt32LE(1, HEADER_BYTES + 16);
  }
  return Buffer.concat([start, body], start.length + body.length);
}
