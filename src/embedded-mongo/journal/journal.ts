import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import { MongoError } from '../mongo-error.ts';
import { AppendFile, syncFolder } from './append-file.ts';
import { listDataFiles, logPath, snapshotPath } from './data-files.ts';
import { encodeFrame, kind } from './frames.ts';
import type { Recovered } from './recover.ts';

/** A point of the compaction at which a test may end the process. */
export type CompactionStep = 'rotated' | 'writing' | 'written' | 'renamed' | 'removed';

export interface JournalOptions {
  folder: string;
  logger: Logger;
  /** Everything that is in memory now, as frames; what it gives must not change afterwards. */
  capture(): Iterable<Uint8Array>;
  /** A log beyond this size, and beyond the size of the last snapshot, is compacted. Bytes. */
  compactAt: number;
  onStep?: ((step: CompactionStep) => void) | undefined;
}

interface Waiting {
  frames: readonly Uint8Array[];
  resolve(): void;
  reject(error: Error): void;
}

/** Bytes of a record of a snapshot: small enough to leave the process free between two. */
const SNAPSHOT_RECORD_BYTES = 512 * 1024;

/**
 * The log of changes. Changes that arrive while others are being written wait, and are then written together with a single
 * sync. After the first write that fails, every later one is refused: what is on disk is then no longer known.
 */
export class Journal {
  failure: MongoError | undefined;
  syncs = 0;
  #number: number;
  #log: AppendFile;
  /** Size of the log beyond which it is compacted. */
  #limit: number;
  #waiting: Waiting[] = [];
  /** What is being written; whoever joins now waits for the same sync, and has nothing of its own to write. */
  #underWay: Waiting[] | undefined;
  #writing: Promise<void> | undefined;
  #compaction: Promise<void> | undefined;
  readonly #options: JournalOptions;

  constructor(recovered: Recovered, options: JournalOptions) {
    this.#number = recovered.number;
    this.#log = recovered.log;
    this.#limit = Math.max(options.compactAt, recovered.snapshotSize);
    this.#options = options;
  }

  get logBytes(): number {
    return this.#log.size;
  }

  /** Resolves once the changes, and all before them, are safe on disk. */
  append(frames: readonly Uint8Array[]): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ frames, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Resolves once everything that was appended until now is safe on disk. */
  async flushed(): Promise<void> {
    if (this.failure) throw this.failure;
    const last = this.#waiting.length > 0 ? this.#waiting : this.#underWay;
    if (last) await new Promise<void>((resolve, reject) => last.push({ frames: [], resolve, reject }));
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      if (this.#log.size > this.#limit && !this.failure) await this.#rotate();
      const group = this.#waiting;
      this.#waiting = [];
      this.#underWay = group;
      try {
        if (this.failure) throw this.failure;
        await this.#log.write(group.flatMap(({ frames }) => frames));
        await this.#log.sync();
        this.syncs += 1;
        for (const { resolve } of group) resolve();
      } catch (error) {
        this.#fail(error);
        for (const { reject } of group) reject(this.failure ?? (error as Error));
      }
    }
    this.#underWay = undefined;
    this.#writing = undefined;
  }

  #fail(error: unknown): void {
    if (this.failure) return;
    this.failure = new MongoError(
      'OutOfDiskSpace',
      `The store could not write to its disk: ${messageOf(error)}`,
    );
    this.#options.logger.error(
      { path: this.#log.path, reason: messageOf(error) },
      'The store cannot write to its disk and takes no more commands; make room or mend the disk, then start Baton again',
    );
  }

  /** Begins a new log and writes what is in memory at this moment as a snapshot beside it. */
  async #rotate(): Promise<void> {
    if (this.#compaction) return;
    const number = this.#number + 1;
    try {
      const log = await AppendFile.create(logPath(this.#options.folder, number));
      const old = this.#log;
      const captured = this.#options.capture();
      this.#log = log;
      this.#number = number;
      await old.close();
      this.#options.onStep?.('rotated');
      this.#compaction = this.#writeSnapshot(number, captured).finally(() => {
        this.#compaction = undefined;
      });
    } catch (error) {
      this.#warn(error);
    }
  }

  async #writeSnapshot(number: number, captured: Iterable<Uint8Array>): Promise<void> {
    const { folder, onStep, compactAt } = this.#options;
    const path = snapshotPath(folder, number);
    try {
      const file = await AppendFile.create(`${path}.tmp`);
      try {
        await writeCaptured(file, captured, () => onStep?.('writing'));
        await file.sync();
      } finally {
        await file.close();
      }
      onStep?.('written');
      await rename(`${path}.tmp`, path);
      await syncFolder(dirname(path));
      onStep?.('renamed');
      this.#limit = Math.max(compactAt, file.size);
      await removeBefore(folder, number);
      onStep?.('removed');
    } catch (error) {
      this.#warn(error);
      await rm(`${path}.tmp`, { force: true }).catch(() => undefined);
    }
  }

  #warn(error: unknown): void {
    // Nothing is lost: the logs that are there hold everything. The next try comes when the log has grown as much again.
    this.#limit = this.#log.size + this.#options.compactAt;
    this.#options.logger.warn(
      { reason: messageOf(error) },
      'The log could not be compacted; it is kept as it is',
    );
  }

  /** Writes what waits, and closes the file. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#compaction;
    await this.#log.close();
  }
}

async function writeCaptured(
  file: AppendFile,
  captured: Iterable<Uint8Array>,
  wrote: () => void,
): Promise<void> {
  let batch: Uint8Array[] = [];
  let size = 0;
  for (const frame of captured) {
    batch.push(frame);
    size += frame.byteLength;
    if (size < SNAPSHOT_RECORD_BYTES) continue;
    await file.write(batch);
    wrote();
    batch = [];
    size = 0;
  }
  await file.write([...batch, encodeFrame(kind.end, '', new Uint8Array(0))]);
  wrote();
}

/** Removes the files that a snapshot makes needless. */
async function removeBefore(folder: string, number: number): Promise<void> {
  const { snapshots, logs } = listDataFiles(folder);
  for (const old of snapshots) if (old < number) await rm(snapshotPath(folder, old));
  for (const old of logs) if (old < number) await rm(logPath(folder, old));
}
