import { mkdirSync, rmSync } from 'node:fs';
import { deserialize } from 'bson';
import { BatonError, messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import { AppendFile, FORMAT } from './append-file.ts';
import { listDataFiles, logPath, snapshotPath } from './data-files.ts';
import { decodeFrames, type Frame, kind } from './frames.ts';
import { readRecords } from './records.ts';

/** Where the log goes on after recovery. */
export interface Recovered {
  number: number;
  log: AppendFile;
  /** Bytes of the snapshot that was loaded. */
  snapshotSize: number;
}

/**
 * Reads a data folder: the newest snapshot, then every log since. Cuts a torn tail off the last log, and says so. Throws
 * `store.corrupt` for damage of any other kind: then nothing has been changed.
 */
export async function recover(
  folder: string,
  apply: (frame: Frame) => void,
  logger: Logger,
): Promise<Recovered> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = listDataFiles(folder);
  const snapshot = files.snapshots.at(-1);
  const logs = files.logs.filter((number) => number >= (snapshot ?? 0));
  const snapshotSize = snapshot === undefined ? 0 : readSnapshot(snapshotPath(folder, snapshot), apply);
  let sound = 0;
  logs.forEach((number, at) => {
    if (number !== (snapshot ?? 1) + at) throw corrupt(folder, `a file before log-${number} is missing`);
    sound = readLog(logPath(folder, number), at === logs.length - 1, apply, logger);
  });
  removeOld(folder, snapshot ?? 0, files);
  const last = logs.at(-1);
  const number = last ?? snapshot ?? 1;
  // A log is torn before its first record only where a crash struck while it was made: it is made again.
  if (last !== undefined && sound === 0) rmSync(logPath(folder, last));
  const log =
    last === undefined || sound === 0
      ? await AppendFile.create(logPath(folder, number))
      : await AppendFile.resume(logPath(folder, number), sound);
  return { number, log, snapshotSize };
}

function readSnapshot(path: string, apply: (frame: Frame) => void): number {
  let ended = false;
  const { sound, size } = readRecords(path, (payload) => {
    for (const frame of decodeFrames(payload)) {
      if (frame.kind === kind.end) ended = true;
      else take(path, frame, apply);
    }
  });
  if (sound !== size || !ended) throw corrupt(path, `it is broken at byte ${sound} of ${size}`);
  return size;
}

function readLog(path: string, last: boolean, apply: (frame: Frame) => void, logger: Logger): number {
  const { sound, size, damaged } = readRecords(path, (payload) => {
    for (const frame of decodeFrames(payload)) take(path, frame, apply);
  });
  if (sound === size) return sound;
  if (damaged || !last)
    throw corrupt(path, `it is broken at byte ${sound} of ${size}, and goes on after that`);
  logger.warn(
    { path, keptBytes: sound, cutBytes: size - sound },
    'The end of the log was torn by a crash; it was never acknowledged, and is cut off',
  );
  return sound;
}

function take(path: string, frame: Frame, apply: (frame: Frame) => void): void {
  if (frame.kind !== kind.header) {
    try {
      apply(frame);
    } catch (error) {
      throw corrupt(path, `a change cannot be read: ${messageOf(error)}`);
    }
  } else if (deserialize(frame.body)['format'] !== FORMAT) {
    throw corrupt(path, 'it was written by another version of Baton');
  }
}

function removeOld(folder: string, snapshot: number, files: ReturnType<typeof listDataFiles>): void {
  for (const number of files.snapshots) if (number < snapshot) rmSync(snapshotPath(folder, number));
  for (const number of files.logs) if (number < snapshot) rmSync(logPath(folder, number));
  for (const path of files.unfinished) rmSync(path);
}

function corrupt(path: string, what: string): BatonError {
  return new BatonError('store.corrupt', `The data in ${path} cannot be used: ${what}`, {
    mend: 'Put a backup of the data folder in its place, or move the folder away to begin with an empty store.',
  });
}
