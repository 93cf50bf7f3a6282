import { type Clock, systemClock } from '../platform/clock.ts';
import { BatonError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { HOST, type Stats, startServer } from './server.ts';
import { startInWorker } from './start-in-worker.ts';

export interface EmbeddedMongoOptions {
  /** Folder of the data; made if it is not there. Absent: everything is in memory only. */
  dataDir?: string | undefined;
  /** 0 or absent: one that is free. */
  port?: number | undefined;
  /** Only loopback is allowed, as there are no passwords. */
  host?: string | undefined;
  logger: Logger;
  /** `worker` leaves the calling thread free. Default `same`. */
  thread?: 'same' | 'worker' | undefined;
  /** Called should the worker end though nobody stopped it; without it that is only logged. */
  lost?: (() => void) | undefined;
  /** Only with `same`. */
  clock?: Clock | undefined;
}

export interface EmbeddedMongo {
  /** For mongoose or the MongoDB driver. */
  uri: string;
  /** Ends the connections, brings everything to disk, and gives the folder free. */
  stop(): Promise<void>;
  stats(): Promise<Stats>;
}

/**
 * Starts a small server that speaks MongoDB's wire protocol on loopback. Throws `store.locked` where another process has
 * the folder, `store.corrupt` where the data cannot be read, `config.invalid` for a host or port that cannot be.
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const { host = HOST, thread = 'same', clock, logger, dataDir, port, lost = () => undefined } = options;
  if (host !== HOST && host !== 'localhost') {
    throw new BatonError('config.invalid', `The embedded store does not listen on ${host}`, {
      mend: `It has no passwords, and listens on ${HOST} alone; use MONGODB_URI for a database on the network.`,
    });
  }
  if (thread === 'worker') {
    if (clock) throw new BatonError('config.invalid', 'A store in a worker has the clock of the machine');
    const worker = await startInWorker({ dataDir, port }, logger, lost);
    return { ...worker, uri: uriOf(worker.port) };
  }
  const server = await startServer({ dataDir, port, logger, clock: clock ?? systemClock });
  return { uri: uriOf(server.port), stop: () => server.stop(), stats: async () => server.stats() };
}

function uriOf(port: number): string {
  return `mongodb://${HOST}:${port}/baton?directConnection=true`;
}
