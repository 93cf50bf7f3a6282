import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { packagePath } from '../../src/platform/package-path.ts';

const run = promisify(execFile);

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the command line in a folder, to its end. */
export async function runBaton(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const given = { PATH: process.env['PATH'] ?? '', ...env };
  const whole = ['--import', import.meta.resolve('tsx'), packagePath('src/cli/main.ts'), ...args];
  try {
    return { code: 0, ...(await run(process.execPath, whole, { cwd, env: given, maxBuffer: 100_000_000 })) };
  } catch (error) {
    return error as Ran;
  }
}
