import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BatonError } from '../../platform/errors.ts';

/** Gives the folder free. */
export type Unlock = () => void;

/** Takes of a stale lock before it is given up: each means that another process was quicker. */
const TRIES = 5;

/**
 * Takes a data folder for this process, by a file that names it. A lock whose process is dead is taken over. Throws
 * `store.locked` where another process has it, or this one already.
 */
export function lockFolder(folder: string): Unlock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'lock');
  const own = JSON.stringify({ pid: process.pid, started: startOf(process.pid) });
  const draft = `${path}.${process.pid}-${process.hrtime.bigint()}`;
  writeFileSync(draft, own, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (placed(draft, path)) return () => rmSync(path, { force: true });
      const holder = readIfThere(path);
      if (holder === undefined) continue;
      if (isAlive(holder)) throw locked(folder, holder);
      removeStale(path, holder);
    }
    throw locked(folder, readIfThere(path) ?? '');
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A link is made whole or not at all, and never over one that is there. */
function placed(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a stale lock away; should another process have put its own there meanwhile, that is put back. */
function removeStale(path: string, stale: string): void {
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readIfThere(aside) !== stale) placed(aside, path);
  rmSync(aside, { force: true });
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(lock: string): boolean {
  const { pid, started } = parse(lock);
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to someone else.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  // The number may have been given to another process since, as it always is in a container.
  return started === null || startOf(pid) === started;
}

function parse(lock: string): { pid?: number; started?: string | null } {
  try {
    const { pid, started } = JSON.parse(lock) as { pid?: unknown; started?: unknown };
    const known = typeof started === 'string' ? started : null;
    return Number.isInteger(pid) ? { pid: pid as number, started: known } : {};
  } catch {
    return {};
  }
}

/**
 * When a process began, in the kernel's ticks since boot (proc(5), stat, fields 3 and 22); `dead` where it is one that only
 * waits for its parent to notice its end; null where there is no /proc.
 */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? 'dead' : (rest[18] ?? null);
  } catch {
    return null;
  }
}

function locked(folder: string, holder: string): BatonError {
  const { pid } = parse(holder);
  const who = pid === undefined ? 'Another process' : `The process ${pid}`;
  return new BatonError('store.locked', `${who} already uses the data folder ${folder}`, {
    mend: `Stop it first, or give this one another data folder (BATON_DATA_DIR); several Baton processes need MONGODB_URI instead.`,
    data: { folder, pid },
  });
}
