import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The numbered files of a data folder: snapshot n, and the logs n, n+1, … of what changed since. */
export interface DataFiles {
  snapshots: number[];
  logs: number[];
  /** Snapshots that were not finished. */
  unfinished: string[];
}

export function listDataFiles(folder: string): DataFiles {
  const names = readdirSync(folder);
  const numbers = (pattern: RegExp) =>
    names
      .map((name) => Number(pattern.exec(name)?.[1] ?? Number.NaN))
      .filter((number) => !Number.isNaN(number))
      .sort((a, b) => a - b);
  return {
    snapshots: numbers(/^snapshot-(\d+)$/),
    logs: numbers(/^log-(\d+)$/),
    unfinished: names.filter((name) => /^snapshot-\d+\.tmp$/.test(name)).map((name) => join(folder, name)),
  };
}

export const logPath = (folder: string, number: number) => join(folder, `log-${number}`);
export const snapshotPath = (folder: string, number: number) => join(folder, `snapshot-${number}`);
