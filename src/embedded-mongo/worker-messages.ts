import type { Stats } from './server.ts';

/** What a worker is told at its start. */
export interface WorkerTask {
  dataDir: string | undefined;
  port: number | undefined;
}

/** What is asked of a worker. */
export type ToWorker = { ask: 'stop' } | { ask: 'stats'; id: number };

/** What a worker says. */
export type FromWorker =
  | { say: 'ready'; port: number }
  | { say: 'failed'; code: string | undefined; message: string; mend: string | undefined }
  | { say: 'log'; level: 'debug' | 'info' | 'warn' | 'error'; facts: object; message: string }
  | { say: 'stats'; id: number; stats: Stats }
  | { say: 'stopped'; problem: string | undefined };
