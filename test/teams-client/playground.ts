import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packagePath } from '../../src/platform/package-path.ts';

/**
 * Microsoft's own client for trying bots out. Its licence is that of a preview, for evaluation: it is fetched to be run
 * here, and is no part of Baton. https://www.npmjs.com/package/@microsoft/m365agentsplayground
 */
const PACKAGE = '@microsoft/m365agentsplayground@0.2.28';

export interface Playground {
  url: string;
  stop(): Promise<void>;
}

/** Runs the client against a messaging endpoint, on loopback, without telemetry. */
export async function startPlayground(endpoint: string): Promise<Playground> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-playground-'));
  const args = ['--yes', PACKAGE, '-e', endpoint, '-c', 'msteams', '-p', '0', '--disable-telemetry'];
  const child = spawn('npx', args, {
    cwd: folder,
    // A group of its own, so that what npx starts ends with it.
    detached: true,
    env: { ...process.env, NODE_OPTIONS: `--require ${packagePath('test/teams-client/loopback-only.cjs')}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  return {
    url: `http://127.0.0.1:${await portOf(child)}/`,
    async stop() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function portOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the client has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /Listening on (\d+)/.exec(line)?.[1];
    if (port) return port;
  }
  throw new Error('the client ended before it listened');
}
