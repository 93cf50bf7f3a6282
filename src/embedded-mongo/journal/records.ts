import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/**
 * A file is a row of records: length of the payload (4 bytes), CRC-32 of the payload (4), payload. What is written together
 * is one record, and it is on disk before the next one is begun: so a broken record is either the last thing in its file,
 * which a crash tore, or damage.
 */
const HEAD_BYTES = 8;

export function encodeRecord(frames: readonly Uint8Array[]): Buffer {
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  const record = Buffer.concat([head, ...frames]);
  record.writeUInt32LE(record.length - HEAD_BYTES, 0);
  record.writeUInt32LE(crc32(record.subarray(HEAD_BYTES)), 4);
  return record;
}

/** How reading a file ended. */
export interface ReadResult {
  /** Bytes that are sound. */
  sound: number;
  size: number;
  /** Whether what follows the sound part can be no torn tail, as more was written after it. */
  damaged: boolean;
}

/** Reads records in their order, until the end or the first broken one. */
export function readRecords(path: string, take: (payload: Buffer) => void): ReadResult {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    let at = 0;
    while (at < size) {
      const head = readBytes(file, at, HEAD_BYTES);
      const end = at + HEAD_BYTES + (head?.readUInt32LE(0) ?? 0);
      if (!head || end > size || end === at + HEAD_BYTES) return { sound: at, size, damaged: false };
      const payload = readBytes(file, at + HEAD_BYTES, end - at - HEAD_BYTES);
      if (!payload || crc32(payload) !== head.readUInt32LE(4))
        return { sound: at, size, damaged: end < size };
      take(payload);
      at = end;
    }
    return { sound: at, size, damaged: false };
  } finally {
    closeSync(file);
  }
}

function readBytes(file: number, from: number, length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const count = readSync(file, bytes, done, length - done, from + done);
    if (count === 0) return undefined;
    done += count;
  }
  return bytes;
}
