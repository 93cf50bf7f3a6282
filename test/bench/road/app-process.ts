import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Answered, Order, Results } from './apps/protocol.ts';

/** An app may take this long over an order, milliseconds. */
const PATIENCE_MS = 60_000;
/** An app that has been hung up on may take this long to end, milliseconds. */
const END_WITHIN_MS = 5_000;

type Waiting = { resolve(result: unknown): void; reject(error: Error): void };

/** One of the apps that are compared, in a process of its own. */
export class AppProcess {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #orders = 0;

  /**
   * Starts the process; `folder` is where the compiled apps are. `ended` is told when it ends, asked to or not. Flags of
   * this process that ask for a CPU profile are passed on.
   */
  constructor(name: string, folder: URL, ended: (reason: Error) => void) {
    this.#name = name;
    const preload = ['--expose-gc', '--import', new URL('collect-garbage.js', folder).href];
    const profile = process.execArgv.filter((flag) => flag.startsWith('--cpu-prof'));
    this.#child = fork(new URL(`${name}.js`, folder), { execArgv: [...preload, ...profile] });
    this.#child.on('message', (answered: Answered) => this.#answered(answered));
    this.#child.on('exit', (code, signal) => {
      const reason = new Error(`${name} ended (${code ?? signal})`);
      for (const { reject } of this.#waiting.values()) reject(reason);
      ended(reason);
    });
  }

  /** Gives an order. Rejects where the app fails, ends, or takes longer than a minute. */
  async order<O extends Order>(order: O): Promise<Results[O['do']]> {
    const id = ++this.#orders;
    const error = `${this.#name} did not answer to ${order.do}`;
    const late = setTimeout(() => this.#answered({ id, error }), PATIENCE_MS);
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.set(id, { resolve: resolve as (result: unknown) => void, reject });
        this.#child.send({ ...order, id });
      });
    } finally {
      clearTimeout(late);
    }
  }

  /** Hangs up, upon which the process ends; ends it the hard way where it does not. */
  async stop(): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), END_WITHIN_MS);
    if (this.#child.connected) this.#child.disconnect();
    await ended;
    clearTimeout(kill);
  }

  #answered(answered: Answered): void {
    const waiting = this.#waiting.get(answered.id);
    this.#waiting.delete(answered.id);
    if ('error' in answered) waiting?.reject(new Error(answered.error));
    else waiting?.resolve(answered.result);
  }
}
