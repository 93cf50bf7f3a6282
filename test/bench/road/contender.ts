import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppProcess } from './app-process.ts';
import type { Usage } from './apps/protocol.ts';
import { Customers } from './customers.ts';

/** The apps that are compared, least first. */
export const CONTENDERS = ['empty', 'echo', 'echo-insert', 'baton'] as const;

export type ContenderName = (typeof CONTENDERS)[number];

/** An app that runs, and a workspace of its own whose customers write to it. */
export interface Contender {
  customers: Customers;
  /** Lets the app take so long over every answer from now on, milliseconds. */
  answerAfter(ms: number): Promise<void>;
  /** What the app has used so far; `collect`: after collecting its garbage. */
  usage(collect?: boolean): Promise<Usage>;
  stop(): Promise<void>;
}

/**
 * Starts an app in a process of its own; `folder` is where the compiled apps are. Once `late` aborts, its customers give
 * up.
 */
export async function startContender(
  name: ContenderName,
  folder: URL,
  late: AbortSignal,
): Promise<Contender> {
  const dataDir = await mkdtemp(join(tmpdir(), `baton-bench-${name}-`));
  const customers = await Customers.start();
  late.addEventListener('abort', () => customers.fail(late.reason));
  const app = new AppProcess(name, folder, (reason) => customers.fail(reason));
  const contender: Contender = {
    customers,
    answerAfter: (ms) => app.order({ do: 'answer_after', ms }),
    usage: (collect = false) => app.order({ do: 'usage', collect }),
    async stop() {
      await app.stop();
      await customers.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  try {
    const { apiUrl, botToken, signingSecret } = customers.slack;
    const access = { apiUrl, botToken, signingSecret, deskChannel: customers.desk, dataDir };
    await customers.slack.connectHttp(await app.order({ do: 'start', access }));
    return contender;
  } catch (error) {
    await contender.stop();
    throw error;
  }
}
