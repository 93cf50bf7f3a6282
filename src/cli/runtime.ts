import { randomUUID } from 'node:crypto';
import { startEmbeddedMongo } from '../embedded-mongo/start.ts';
import { systemClock } from '../platform/clock.ts';
import { loadConfig } from '../platform/config/load-config.ts';
import type { Config } from '../platform/config/parse-config.ts';
import { createLogger, type Logger } from '../platform/logger.ts';
import { openStore, type Store } from '../store/store.ts';

/** What every command needs: the configuration, a logger, and the store. */
export interface Runtime {
  config: Config;
  logger: Logger;
  store: Store;
  /** `embedded` when this process runs the store by itself. */
  storeKind: 'embedded' | 'shared';
  close(): Promise<void>;
}

/** Ids that are never given twice. */
export const newId = (): string => randomUUID();

/** Reads the configuration of the current folder. Throws `config.invalid` with every problem in it. */
export function readConfig(file: string | undefined): Config {
  return loadConfig({ file, env: process.env, cwd: process.cwd() });
}

/** Opens the store that the configuration names: MONGODB_URI, or else the embedded one in the data folder. */
export async function openRuntime(config: Config): Promise<Runtime> {
  const logger = createLogger(config.log.level);
  const uri = config.secrets.MONGODB_URI;
  if (uri) {
    const store = await openStore(uri);
    return { config, logger, store, storeKind: 'shared', close: () => store.close() };
  }
  const { data_dir: dataDir, port } = config.store;
  const server = await startEmbeddedMongo({ dataDir, port, logger, thread: 'worker' });
  const store = await openStore(server.uri);
  // Nobody else uses this store, so whoever held anything in it is dead.
  await store.conversations.takeOver(systemClock.now());
  const close = async () => {
    await store.close();
    await server.stop();
  };
  return { config, logger, store, storeKind: 'embedded', close };
}
