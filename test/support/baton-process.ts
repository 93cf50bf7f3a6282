import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { packagePath } from '../../src/platform/package-path.ts';

/** A Baton that runs as a user runs it. */
export interface BatonProcess {
  /** Where the web workspace is. */
  url: string;
  /** Where metrics and health are, if they are switched on. */
  monitorUrl: string | undefined;
  /** Stops it in good order; gives its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/** Runs `baton start` in a folder, with nothing but these variables set, until the web workspace is there. */
export async function startBatonProcess(
  cwd: string,
  env: Record<string, string> = {},
): Promise<BatonProcess> {
  const given = {
    PATH: process.env['PATH'] ?? '',
    BATON__WEB__PORT: '0',
    BATON__LOG__LEVEL: 'warn',
    // Nobody who tries something here takes a message back.
    BATON__HANDOFF__UNDO_FOR: '0s',
    ...env,
  };
  const args = ['--import', import.meta.resolve('tsx'), packagePath('src/cli/main.ts'), 'start'];
  const child = spawn(process.execPath, args, { cwd, env: given, stdio: ['ignore', 'pipe', 'inherit'] });
  return { ...(await urlsOf(child)), stop: () => stop(child), kill: () => kill(child) };
}

async function urlsOf(child: ChildProcess): Promise<Pick<BatonProcess, 'url' | 'monitorUrl'>> {
  if (!child.stdout) throw new Error('the process has no output');
  let monitorUrl: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    monitorUrl ??= /health at (http\S+)\.$/.exec(line)?.[1];
    const url = /Open (http\S+)/.exec(line)?.[1];
    if (url) return { url, monitorUrl };
  }
  throw new Error('Baton ended before the web workspace was there');
}

async function stop(child: ChildProcess): Promise<number | null> {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = (await exited) as [number | null];
  return code;
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
