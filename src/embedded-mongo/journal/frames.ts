import type { Raw } from '../values/doc.ts';

/** What a frame of the log says. The numbers are on disk: never change one, only add. */
export const kind = {
  /** First frame of a file: `{format}`. */
  header: 1,
  /** A collection exists. */
  create: 2,
  drop: 3,
  /** An index exists: its definition. */
  createIndex: 4,
  /** `{name}` */
  dropIndex: 5,
  /** A document in its present version. */
  put: 6,
  /** `{_id}` */
  remove: 7,
  /** The answer to a retryable write. */
  answer: 8,
  /** Last frame of a snapshot. */
  end: 9,
} as const;

/** One change, as it stands in the log. Replaying one twice is the same as once. */
export interface Frame {
  kind: number;
  /** `database.collection`; empty where it is about none. */
  namespace: string;
  body: Raw;
}

const HEAD_BYTES = 7;

/** kind (1 byte), length of the namespace (2), length of the body (4), namespace, body. */
export function encodeFrame(frameKind: number, namespace: string, body: Raw): Buffer {
  const name = Buffer.from(namespace, 'utf8');
  const frame = Buffer.allocUnsafe(HEAD_BYTES + name.length + body.length);
  frame.writeUInt8(frameKind, 0);
  frame.writeUInt16LE(name.length, 1);
  frame.writeUInt32LE(body.length, 3);
  frame.set(name, HEAD_BYTES);
  frame.set(body, HEAD_BYTES + name.length);
  return frame;
}

/** The frames of one record. */
export function* decodeFrames(payload: Buffer): Generator<Frame> {
  let at = 0;
  while (at < payload.length) {
    const nameEnd = at + HEAD_BYTES + payload.readUInt16LE(at + 1);
    const end = nameEnd + payload.readUInt32LE(at + 3);
    yield {
      kind: payload.readUInt8(at),
      namespace: payload.toString('utf8', at + HEAD_BYTES, nameEnd),
      body: payload.subarray(nameEnd, end),
    };
    at = end;
  }
}
