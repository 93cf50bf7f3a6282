import { type FileHandle, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { serialize } from 'bson';
import { encodeFrame, kind } from './frames.ts';
import { encodeRecord } from './records.ts';

/** The form of the files. A file of another form is refused. */
export const FORMAT = 1;

/** A file of records that only grows. */
export class AppendFile {
  readonly path: string;
  size: number;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle, size: number) {
    this.path = path;
    this.#handle = handle;
    this.size = size;
  }

  /** Makes a new file, which must not be there, and sees it on disk with its name. */
  static async create(path: string): Promise<AppendFile> {
    const handle = await open(path, 'wx', 0o600);
    const file = new AppendFile(path, handle, 0);
    try {
      await file.write([encodeFrame(kind.header, '', serialize({ format: FORMAT }))]);
      await file.sync();
      await syncFolder(dirname(path));
      return file;
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(path, { force: true });
      throw error;
    }
  }

  /** Goes on with a file after its sound part; what lies beyond is cut off. */
  static async resume(path: string, sound: number): Promise<AppendFile> {
    const handle = await open(path, 'r+');
    await handle.truncate(sound);
    await handle.datasync();
    return new AppendFile(path, handle, sound);
  }

  /** Appends one record; it is safe only after `sync`. */
  async write(frames: readonly Uint8Array[]): Promise<void> {
    const record = encodeRecord(frames);
    let done = 0;
    while (done < record.length) {
      const { bytesWritten } = await this.#handle.write(record, done, record.length - done, this.size + done);
      done += bytesWritten;
    }
    this.size += record.length;
  }

  async sync(): Promise<void> {
    await this.#handle.datasync();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** Makes new names and removals in a folder last. Windows cannot, and needs it not. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
