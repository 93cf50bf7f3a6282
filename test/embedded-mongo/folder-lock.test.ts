import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lockFolder } from '../../src/embedded-mongo/journal/folder-lock.ts';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { temporaryFolder } from './folder.ts';

const logger = createLogger('warn');

/** A process that takes the lock, says `locked` or the code of the error, and then waits to be killed. */
async function lockingProcess(folder: string) {
  const script = fileURLToPath(new URL('./locking-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { pid: child.pid, said: String(said).trim(), kill };
}

describe('A data folder', () => {
  it('belongs to one store at a time; a second is told who has it and what to do', async () => {
    const dataDir = temporaryFolder();
    const first = await startEmbeddedMongo({ dataDir, logger });
    await expect(startEmbeddedMongo({ dataDir, logger })).rejects.toMatchObject({
      code: 'store.locked',
      message: expect.stringContaining(`${process.pid}`),
      mend: expect.stringContaining('MONGODB_URI'),
    });
    await first.stop();
    const again = await startEmbeddedMongo({ dataDir, logger });
    await again.stop();
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
  });

  it('is refused while another process lives, and taken over when that was killed', async () => {
    const folder = temporaryFolder();
    const other = await lockingProcess(folder);
    expect(other.said).toBe('locked');
    expect(() => lockFolder(folder)).toThrow(`${other.pid}`);
    await other.kill();
    lockFolder(folder)();
  });

  it('whose lock names a process that began at another time is free: the number was given again', () => {
    const folder = temporaryFolder();
    const unlock = lockFolder(folder);
    const lock = JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'));
    unlock();
    writeFileSync(join(folder, 'lock'), JSON.stringify({ ...lock, started: '1' }));
    lockFolder(folder)();
    writeFileSync(join(folder, 'lock'), 'not a lock at all');
    lockFolder(folder)();
  });

  it('with a stale lock goes to one of several processes that come at once', async () => {
    const folder = temporaryFolder();
    await (await lockingProcess(folder)).kill();
    const all = await Promise.all(Array.from({ length: 5 }, () => lockingProcess(folder)));
    expect(all.map(({ said }) => said).sort()).toEqual(['locked', ...Array(4).fill('store.locked')]);
    await Promise.all(all.map(({ kill }) => kill()));
  });
});
