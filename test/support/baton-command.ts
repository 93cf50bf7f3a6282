import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { packagePath } from '../../src/platform/package-path.ts';

const run = promisify(execFile);

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** A command that is running. */
export interface Running {
  /** Presses Ctrl+C. */
  interrupt(): void;
  /** Reads nothing of what is printed. */
  unread(): Promise<Ran>;
  ended: Promise<Ran>;
}

/** Starts the command line in a folder. */
export function startBaton(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  const given = { PATH: process.env['PATH'] ?? '', ...env };
  const whole = ['--import', import.meta.resolve('tsx'), packagePath('src/cli/main.ts'), ...args];
  const running = run(process.execPath, whole, { cwd, env: given, maxBuffer: 100_000_000 });
  const ended: Promise<Ran> = running.then(
    (printed) => ({ code: 0, ...printed }),
    (error) => error as Ran,
  );
  return {
    interrupt: () => void running.child.kill('SIGINT'),
    unread() {
      running.child.stdout?.destroy();
      return ended;
    },
    ended,
  };
}

/** Runs the command line in a folder, to its end. */
export async function runBaton(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return startBaton(cwd, args, env).ended;
}
