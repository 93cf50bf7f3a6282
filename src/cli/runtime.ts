import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedMongo } from '../embedded-mongo/start.ts';
import { systemClock } from '../platform/clock.ts';
import { loadConfig } from '../platform/config/load-config.ts';
import type { Config } from '../platform/config/parse-config.ts';
import { BatonError } from '../platform/errors.ts';
import { createLogger, type RootLogger } from '../platform/logger.ts';
import { openStore, type Store } from '../store/store.ts';

/** What every command needs: the configuration, a logger, and the store. */
export interface Runtime {
  config: Config;
  logger: RootLogger;
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

/**
 * Opens the store that the configuration names: MONGODB_URI, or else the embedded one in the data folder. A command that
 * is run beside a running Baton (`beside`) uses the store of that one.
 */
export async function openRuntime(config: Config, { beside = false } = {}): Promise<Runtime> {
  const logger = createLogger(config.log.level);
  const uri = config.secrets.MONGODB_URI;
  if (uri) return shared(config, logger, uri);
  const { data_dir: dataDir, port } = config.store;
  const note = join(dataDir, ADDRESS_FILE);
  const lost = () => {
    logger.error(
      {},
      'the embedded store is gone, and nothing works without it; what was accepted is on disk',
    );
    process.exit(1);
  };
  const started = startEmbeddedMongo({ dataDir, port, logger, thread: 'worker', lost });
  const server = await started.catch((error) => {
    if (!beside || !(error instanceof BatonError && error.code === 'store.locked')) throw error;
    return undefined;
  });
  if (!server) return shared(config, logger, (await readFile(note, 'utf8')).trim());
  await writeFile(note, server.uri, { mode: 0o600 });
  const store = await openStore(server.uri);
  // Nobody else works on this store, so whoever held anything in it is dead.
  await store.conversations.takeOver(systemClock.now());
  const close = async () => {
    await store.close();
    await rm(note, { force: true });
    await server.stop();
  };
  return { config, logger, store, storeKind: 'embedded', close };
}

/** Where a running Baton notes the address of its embedded store, in the data folder. */
const ADDRESS_FILE = 'address';

async function shared(config: Config, logger: RootLogger, uri: string): Promise<Runtime> {
  const store = await openStore(uri);
  return { config, logger, store, storeKind: 'shared', close: () => store.close() };
}
