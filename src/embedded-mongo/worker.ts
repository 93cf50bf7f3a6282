import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../platform/clock.ts';
import { BatonError, messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { startServer } from './server.ts';
import type { FromWorker, ToWorker, WorkerTask } from './worker-messages.ts';

/** The server in a thread of its own; it is told what to do by messages, and logs by messages. */
const port = parentPort;
const say = (message: FromWorker) => port?.postMessage(message);

function loggerBy(known: object): Logger {
  const log = (level: 'debug' | 'info' | 'warn' | 'error') => (facts: object, message: string) => {
    say({ say: 'log', level, facts: { ...known, ...facts }, message });
  };
  return {
    debug: log('debug'),
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
    child: (facts) => loggerBy({ ...known, ...facts }),
  };
}

try {
  const task = workerData as WorkerTask;
  const server = await startServer({ ...task, logger: loggerBy({}), clock: systemClock });
  port?.on('message', async (message: ToWorker) => {
    if (message.ask === 'stats') {
      say({ say: 'stats', id: message.id, stats: server.stats() });
      return;
    }
    const problem = await server.stop().then(() => undefined, messageOf);
    say({ say: 'stopped', problem });
    port?.close();
  });
  say({ say: 'ready', port: server.port });
} catch (error) {
  const known = error instanceof BatonError ? error : undefined;
  say({ say: 'failed', code: known?.code, message: messageOf(error), mend: known?.mend });
  port?.close();
}
