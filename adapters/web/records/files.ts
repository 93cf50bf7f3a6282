import type { AdapterStorage } from '../../../src/channels/adapter.ts';
import type { FileRef } from '../../../src/channels/refs.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { DESK_CHANNEL } from '../places.ts';

const KIND = 'file';
const PIECE = 'file_piece';
/** Bytes of one record: stores take documents of 16 MB at most, and dislike long ones. */
const PIECE_BYTES = 256 * 1_024;
/** The largest file that the web workspace keeps, bytes. */
export const FILE_LIMIT = 10 * 1_024 * 1_024;

type FileValue = Pick<FileRef, 'name' | 'mediaType' | 'size'>;

/** The files of the web workspace, kept in pieces among its records. */
export class Files {
  private readonly deps: { storage: AdapterStorage; clock: Clock };

  constructor(deps: { storage: AdapterStorage; clock: Clock }) {
    this.deps = deps;
  }

  /** Keeps a file under an id; the same id again changes nothing. The file is there for all or for none. */
  async keep(id: string, file: Pick<FileRef, 'name' | 'mediaType'>, bytes: Uint8Array): Promise<FileRef> {
    const { storage, clock } = this.deps;
    for (let at = 0, order = 0; at < bytes.byteLength; at += PIECE_BYTES, order += 1) {
      const data = Buffer.from(bytes.subarray(at, at + PIECE_BYTES)).toString('base64');
      await storage.insert(PIECE, { id: `${id}/${order}`, group: id, order, value: { data } });
    }
    const value: FileValue = { name: file.name, mediaType: file.mediaType, size: bytes.byteLength };
    await storage.insert(KIND, { id, group: KIND, order: clock.now().getTime(), value });
    return refOf(id, value);
  }

  async describe(id: string): Promise<FileRef | undefined> {
    const found = await this.deps.storage.get(KIND, id);
    return found && refOf(id, found.value as FileValue);
  }

  /** All of its bytes; undefined where there is no such file. */
  async read(id: string): Promise<{ file: FileRef; bytes: Uint8Array } | undefined> {
    const file = await this.describe(id);
    if (!file) return undefined;
    const pieces = await this.deps.storage.list(PIECE, id);
    const bytes = Buffer.concat(
      pieces.map(({ value }) => Buffer.from((value as { data: string }).data, 'base64')),
    );
    return { file, bytes };
  }
}

function refOf(id: string, value: FileValue): FileRef {
  return { platform: DESK_CHANNEL.platform, id, ...value };
}
