import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import { BatonError } from '../platform/errors.ts';
import type { Article } from './article.ts';
import type { IndexPiece } from './search/pieces.ts';
import type { RankModel } from './search/rank-model.ts';
import { loadSearchIndex, type SearchIndex } from './search-index.ts';

/** Grows whenever articles are split or read in another way than before, so that an older index is built anew. */
const FORMAT = 1;

/** An index as it was kept, and the mark of each article in it. */
export interface KeptIndex {
  index: SearchIndex;
  marks: Map<string, string>;
}

/** Tells two states of an article apart. */
export function markOf(article: Article): string {
  return createHash('sha256').update(JSON.stringify(article)).digest('base64url').slice(0, 22);
}

/**
 * Writes an index to a file, in place of the one that is there once it is whole. `unchanged` is asked between pieces: when the
 * index has changed meanwhile, nothing is kept, and the answer is false.
 */
export async function keepIndex(
  file: string,
  { index, marks }: KeptIndex,
  unchanged: () => boolean,
): Promise<boolean> {
  const draft = `${file}.${process.pid}.new`;
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.write(blockOf({ format: FORMAT, marks: new Map(marks) }));
    for (const piece of index.pieces()) {
      await handle.write(blockOf(piece));
      if (!unchanged()) return false;
    }
    await handle.write(blockOf({ kind: 'end' }));
    await handle.close();
    await rename(draft, file);
    return true;
  } finally {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
  }
}

/**
 * Reads an index that was kept. Undefined where there is none, or one of another format. Throws `knowledge.index_damaged`
 * where the file is not what was written.
 */
export async function readKeptIndex(file: string, model: RankModel): Promise<KeptIndex | undefined> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!handle) return undefined;
  try {
    const head = (await readBlock(handle)) as { format: number; marks: Map<string, string> };
    if (head.format !== FORMAT) return undefined;
    const pieces: IndexPiece[] = [];
    for (;;) {
      const piece = (await readBlock(handle)) as IndexPiece | { kind: 'end' };
      if (piece.kind === 'end') break;
      pieces.push(piece);
    }
    return { index: loadSearchIndex(pieces, model), marks: head.marks };
  } finally {
    await handle.close();
  }
}

/** Length and checksum stand before each block, four bytes each. */
const HEAD = 8;

function blockOf(data: unknown): Buffer {
  const body = serialize(data);
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(body.length, 0);
  head.writeUInt32LE(crc32(body), 4);
  return Buffer.concat([head, body]);
}

async function readBlock(handle: Awaited<ReturnType<typeof open>>): Promise<unknown> {
  const head = await readExactly(handle, HEAD);
  const { size } = await handle.stat();
  const length = head.readUInt32LE(0);
  if (length > size) throw damaged();
  const body = await readExactly(handle, length);
  if (crc32(body) !== head.readUInt32LE(4)) throw damaged();
  return deserialize(body);
}

async function readExactly(handle: Awaited<ReturnType<typeof open>>, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length);
  if (bytesRead !== length) throw damaged();
  return buffer;
}

function damaged(): BatonError {
  return new BatonError('knowledge.index_damaged', 'the kept index is damaged', {
    mend: 'Nothing needs doing: it is built anew from the articles.',
  });
}
