import { Worker } from 'node:worker_threads';
import { BatonError, type ErrorCode, messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { Stats } from './server.ts';
import type { FromWorker, ToWorker, WorkerTask } from './worker-messages.ts';

interface WorkerServer {
  port: number;
  stop(): Promise<void>;
  stats(): Promise<Stats>;
}

/** Built, the worker is plain JavaScript; from the sources it must first learn TypeScript. */
function createWorker(workerData: WorkerTask): Worker {
  return import.meta.url.endsWith('.ts')
    ? new Worker(new URL('./worker-from-source.mjs', import.meta.url), { workerData })
    : new Worker(new URL('./worker.js', import.meta.url), { workerData });
}

/**
 * Starts the server in a thread of its own. `lost` is called should it end though nobody stopped it. Throws what
 * `startServer` throws.
 */
export async function startInWorker(
  task: WorkerTask,
  logger: Logger,
  lost: () => void,
): Promise<WorkerServer> {
  const worker = createWorker(task);
  const asked = new Map<number, (stats: Stats) => void>();
  let stopping = false;
  const post = (message: ToWorker) => worker.postMessage(message);
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  let problem: string | undefined;

  worker.on('message', (message: FromWorker) => {
    if (message.say === 'log') logger[message.level](message.facts, message.message);
    if (message.say === 'stopped') problem = message.problem;
    if (message.say === 'stats') {
      asked.get(message.id)?.(message.stats);
      asked.delete(message.id);
    }
  });
  const port = await readiness(worker);
  worker.on('error', (error) => {
    logger.error({ reason: messageOf(error) }, 'the embedded store ended by a fault');
  });

  void gone.then(() => {
    if (!stopping) lost();
  });

  return {
    port,
    async stop() {
      if (!stopping) post({ ask: 'stop' });
      stopping = true;
      await gone;
      if (problem !== undefined) {
        throw new BatonError('store.unreachable', `The embedded store did not stop in order: ${problem}`);
      }
    },
    stats() {
      const id = asked.size === 0 ? 1 : Math.max(...asked.keys()) + 1;
      const answer = new Promise<Stats>((resolve) => asked.set(id, resolve));
      post({ ask: 'stats', id });
      return Promise.race([answer, gone.then(() => Promise.reject(ended()))]);
    },
  };
}

function ended(): BatonError {
  return new BatonError('store.unreachable', 'The embedded store has ended', { mend: 'Start Baton again.' });
}

/** Resolves with the port once the worker listens. */
function readiness(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.say === 'ready') resolve(message.port);
      if (message.say === 'failed') {
        const code = (message.code ?? 'store.unreachable') as ErrorCode;
        reject(
          new BatonError(code, message.message, message.mend === undefined ? {} : { mend: message.mend }),
        );
      }
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(ended()));
  });
}
