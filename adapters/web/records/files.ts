import type { AdapterStorage } from '../../../src/channels/adapter.ts';
import type { FileRef } from '../../../src/channels/refs.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { DESK_CHANNEL, idFrom } from '../places.ts';

const KIND = 'file';
const PIECE = 'file_piece';
/** Says which post a file belongs to: one, so that it can go with it. */
const OWNER = 'file_owner';
/** Uploads that no message has taken yet. */
const WAITING = 'file_waiting';
/** Bytes of one record: stores take documents of 16 MB at most, and dislike long ones. */
const PIECE_BYTES = 256 * 1_024;
/** The largest file that the web workspace keeps, bytes. */
export const FILE_LIMIT = 10 * 1_024 * 1_024;
/** How long an upload waits for its message, in milliseconds. */
const WAIT_MS = 24 * 3_600_000;
/** Uploads looked through at once for those that waited in vain. */
const SWEPT = 20;

type FileValue = Pick<FileRef, 'name' | 'mediaType' | 'size'>;
type Described = Pick<FileRef, 'name' | 'mediaType'>;

/** The files of the web workspace, kept in pieces among its records. */
export class Files {
  private readonly deps: { storage: AdapterStorage; clock: Clock; newId(): string };

  constructor(deps: { storage: AdapterStorage; clock: Clock; newId(): string }) {
    this.deps = deps;
  }

  /** Keeps what a person uploads until a message takes it; a day later it is forgotten. */
  async upload(file: Described, bytes: Uint8Array): Promise<FileRef> {
    await this.sweep();
    const id = idFrom('upload', this.deps.newId());
    const order = this.deps.clock.now().getTime();
    await this.deps.storage.insert(WAITING, { id, group: WAITING, order, value: {} });
    return this.store(id, file, bytes);
  }

  /** Gives an uploaded file to a post; undefined where it is not there, or another's. Again for the same post is harmless. */
  async attach(id: string, postId: string): Promise<FileRef | undefined> {
    const file = await this.describe(id);
    if (!file || !(await this.claim(id, postId))) return undefined;
    await this.deps.storage.remove(WAITING, id);
    return file;
  }

  /** Keeps a file of a post under an id; the same again changes nothing. */
  async keep(id: string, postId: string, file: Described, bytes: Uint8Array): Promise<FileRef> {
    await this.claim(id, postId);
    return this.store(id, file, bytes);
  }

  /** All of its bytes; undefined where there is no such file. */
  async read(id: string): Promise<{ file: FileRef; bytes: Uint8Array } | undefined> {
    const file = await this.describe(id);
    if (!file) return undefined;
    const pieces = await this.deps.storage.list(PIECE, id);
    const bytes = Buffer.concat(
      pieces.map(({ value }) => Buffer.from((value as { data: string }).data, 'base64')),
    );
    // While it is being forgotten, some of it may be gone.
    return bytes.byteLength === file.size ? { file, bytes } : undefined;
  }

  /** Forgets a file with all its bytes, where it belongs to this post; no error where it does not. */
  async forget(id: string, postId: string): Promise<void> {
    const owner = await this.deps.storage.get(OWNER, id);
    if (owner?.group === postId) await this.erase(id);
  }

  private async erase(id: string): Promise<void> {
    const { storage } = this.deps;
    const size = (await this.describe(id))?.size ?? 0;
    for (let order = 0; order * PIECE_BYTES < size; order += 1)
      await storage.remove(PIECE, pieceId(id, order));
    for (const kind of [KIND, OWNER, WAITING]) await storage.remove(kind, id);
  }

  /** The file is there for all or for none: what describes it is written last. */
  private async store(id: string, { name, mediaType }: Described, bytes: Uint8Array): Promise<FileRef> {
    const { storage, clock } = this.deps;
    for (let order = 0; order * PIECE_BYTES < bytes.byteLength; order += 1) {
      const piece = bytes.subarray(order * PIECE_BYTES, (order + 1) * PIECE_BYTES);
      const value = { data: Buffer.from(piece).toString('base64') };
      await storage.insert(PIECE, { id: pieceId(id, order), group: id, order, value });
    }
    const value: FileValue = { name, mediaType, size: bytes.byteLength };
    await storage.insert(KIND, { id, group: KIND, order: clock.now().getTime(), value });
    return refOf(id, value);
  }

  private async describe(id: string): Promise<FileRef | undefined> {
    const found = await this.deps.storage.get(KIND, id);
    return found && refOf(id, found.value as FileValue);
  }

  private async claim(id: string, postId: string): Promise<boolean> {
    const { storage } = this.deps;
    if (await storage.insert(OWNER, { id, group: postId, order: 0, value: {} })) return true;
    return (await storage.get(OWNER, id))?.group === postId;
  }

  /** Forgets uploads that waited in vain. */
  private async sweep(): Promise<void> {
    const { storage, clock } = this.deps;
    const before = clock.now().getTime() - WAIT_MS;
    for (const { id, order } of await storage.list(WAITING, WAITING, { limit: SWEPT })) {
      if (order > before) return;
      if (await storage.get(OWNER, id)) await storage.remove(WAITING, id);
      else await this.erase(id);
    }
  }
}

function pieceId(id: string, order: number): string {
  return `${id}/${order}`;
}

function refOf(id: string, value: FileValue): FileRef {
  return { platform: DESK_CHANNEL.platform, id, ...value };
}
