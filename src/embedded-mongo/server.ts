import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { BatonError, messageOf } from '../platform/errors.ts';
import { createRun } from './commands/run-command.ts';
import { serveConnection } from './connection.ts';
import { type EngineOptions, openEngine } from './engine.ts';
import { expireDocuments } from './expire.ts';

/** The only address there is: the server knows no passwords. */
export const HOST = '127.0.0.1';

/** How often expired documents are looked for, as in MongoDB. */
const EXPIRE_EVERY_MS = 60_000;

export interface ServerOptions extends EngineOptions {
  /** 0 or absent: one that is free. */
  port?: number | undefined;
}

/** What the server holds and has done, for figures and tests. */
export interface Stats {
  collections: number;
  documents: number;
  connections: number;
  openCursors: number;
  /** Commands answered. */
  commands: number;
  /** Documents that searches looked at or gave. */
  documentsExamined: number;
  indexedSearches: number;
  /** Searches that no index could serve. */
  fullScans: number;
  /** Times that something was made safe on disk. */
  syncs: number;
  logBytes: number;
}

export interface RunningServer {
  port: number;
  stop(): Promise<void>;
  stats(): Stats;
}

/** Opens the store and listens, in this thread. Throws `store.locked`, `store.corrupt`, and `config.invalid` for the port. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const engine = await openEngine(options);
  const { clock, logger, catalog, cursors, effort, journal } = engine;
  const sockets = new Set<Socket>();
  let port = 0;
  let commands = 0;
  const answer = createRun(engine, () => `${HOST}:${port}`);
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const counted: typeof answer = (request) => {
      commands += 1;
      return answer(request);
    };
    serveConnection(socket, counted, logger);
  });
  try {
    port = await listen(server, options.port ?? 0);
  } catch (error) {
    await engine.close();
    throw error;
  }

  const expire = () => {
    cancelExpiry = clock.after(EXPIRE_EVERY_MS, expire);
    expireDocuments(engine).catch((error: unknown) =>
      logger.warn({ reason: messageOf(error) }, 'Expired documents could not be removed'),
    );
  };
  let cancelExpiry = clock.after(EXPIRE_EVERY_MS, expire);

  return {
    port,
    async stop() {
      cancelExpiry();
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
      await engine.close();
    },
    stats: () => ({
      collections: catalog.collections.size,
      documents: [...catalog.collections.values()].reduce((sum, { documents }) => sum + documents.size, 0),
      connections: sockets.size,
      openCursors: cursors.size,
      commands,
      ...effort,
      syncs: journal?.syncs ?? 0,
      logBytes: journal?.logBytes ?? 0,
    }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const problem = `The embedded store cannot listen on ${HOST}:${port}: ${error.message}`;
      reject(
        new BatonError('config.invalid', problem, {
          mend: 'Choose another port, or 0 for one that is free.',
        }),
      );
    });
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port));
  });
}
