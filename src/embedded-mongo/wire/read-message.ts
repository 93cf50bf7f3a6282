import { deserialize } from 'bson';
import { type Doc, isDoc, type Raw } from '../values/doc.ts';

/**
 * MongoDB's wire protocol (https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/): OP_MSG, and the OP_QUERY
 * with which drivers say hello first.
 */
export const opcode = { reply: 1, query: 2004, message: 2013 } as const;

/** The longest message that is taken, as `hello` announces. */
export const MOST_MESSAGE_BYTES = 48_000_000;
export const HEADER_BYTES = 16;

/** A command from a client. */
export interface Request {
  id: number;
  opcode: number;
  body: Doc;
  /** Documents that stand beside the body, as bytes by field, such as `documents` of an insert. */
  documents: Map<string, Raw[]>;
  /** The client waits for no answer. */
  silent: boolean;
}

/** A message that breaks the protocol; the connection cannot go on. */
export class WireError extends Error {}

/** Reads one whole message, header included. Throws WireError. */
export function readMessage(bytes: Buffer): Request {
  const request = { id: bytes.readInt32LE(4), opcode: bytes.readInt32LE(12) };
  try {
    if (request.opcode === opcode.message) return { ...request, ...readSections(bytes) };
    if (request.opcode === opcode.query) return { ...request, ...readQuery(bytes) };
  } catch (error) {
    throw new WireError(`malformed message: ${(error as Error).message}`);
  }
  throw new WireError(`operation ${request.opcode} is not supported`);
}

function readSections(bytes: Buffer): Omit<Request, 'id' | 'opcode'> {
  const flags = bytes.readUInt32LE(HEADER_BYTES);
  // Bits 0 and 1 are checksum and more-to-come; unknown ones among the first 16 must be refused.
  if ((flags & 0xfffc) !== 0) throw new WireError(`unknown flags ${flags}`);
  const end = bytes.length - ((flags & 1) !== 0 ? 4 : 0);
  const documents = new Map<string, Raw[]>();
  let body: Doc | undefined;
  let at = HEADER_BYTES + 4;
  while (at < end) {
    const kind = bytes[at];
    const size = bytes.readInt32LE(at + 1);
    if (size < 5 || at + 1 + size > end) throw new WireError('a section is longer than its message');
    const section = bytes.subarray(at + 1, at + 1 + size);
    if (kind === 0 && body === undefined) body = readBody(section);
    else if (kind === 1) readSequence(section, documents);
    else throw new WireError('sections do not make one command');
    at += 1 + size;
  }
  if (!body) throw new WireError('no body');
  return { body, documents, silent: (flags & 2) !== 0 };
}

/** Decodes a command, or a statement of one. */
export function readBody(bytes: Uint8Array): Doc {
  return deserialize(bytes, { useBigInt64: true });
}

function readSequence(section: Buffer, documents: Map<string, Raw[]>): void {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new WireError('a sequence without a name');
  const name = section.toString('utf8', 4, nameEnd);
  const list = documents.get(name) ?? [];
  let at = nameEnd + 1;
  while (at < section.length) {
    const size = section.readInt32LE(at);
    if (size < 5 || at + size > section.length) throw new WireError('a document is longer than its section');
    list.push(section.subarray(at, at + size));
    at += size;
  }
  documents.set(name, list);
}

function readQuery(bytes: Buffer): Omit<Request, 'id' | 'opcode'> {
  const nameEnd = bytes.indexOf(0, HEADER_BYTES + 4);
  if (nameEnd < 0) throw new WireError('a query without a name');
  const namespace = bytes.toString('utf8', HEADER_BYTES + 4, nameEnd);
  const at = nameEnd + 1 + 8;
  const body = readBody(bytes.subarray(at, at + bytes.readInt32LE(at)));
  const inner = body['$query'];
  const command = isDoc(inner) ? inner : body;
  return {
    body: { ...command, $db: namespace.split('.')[0] },
    documents: new Map(),
    silent: false,
  };
}
