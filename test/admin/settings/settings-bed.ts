import { createSettings, type LiveSettings } from '../../../src/admin/settings/settings.ts';
import { type Config, readSources } from '../../../src/platform/config/parse-config.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { collectingLogger } from '../../support/collecting-logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { startTestStore } from '../../support/test-store.ts';

export const ada = { platform: 'slack', workspace: 'T1', id: 'U1', name: 'Ada' };
export const bo = { platform: 'discord', workspace: 'G1', id: 'U2', name: 'Bo' };

interface Beds {
  uri: string;
  file?: string;
  env?: Record<string, string>;
  check?(config: Config): void;
  clock?: ManualClock;
  /** The store as this process has it: for holding calls up, and for making them fail. */
  through?(store: Store): Pick<Store, 'settings' | 'audit'>;
}

/** One process' worth of settings, on a store that several may share. */
export interface SettingsBed {
  settings: LiveSettings;
  store: Store;
  clock: ManualClock;
  logger: ReturnType<typeof collectingLogger>;
  stop(): Promise<void>;
}

async function openSettings({ uri, file = '', env = {}, check, ...given }: Beds): Promise<SettingsBed> {
  const store = await openStore(uri);
  const clock = given.clock ?? new ManualClock();
  const logger = collectingLogger();
  const sources = readSources(file, env);
  const settings = await createSettings({
    store: given.through?.(store) ?? store,
    ...{ sources, clock, logger },
    ...(check ? { check } : {}),
  });
  const stop = async () => {
    await settings.stop();
    await store.close();
  };
  return { settings, store, clock, logger, stop };
}

/** Beds on one store of the test's own. */
export async function startBeds() {
  const server = await startTestStore();
  const open: SettingsBed[] = [];
  return {
    uri: server.uri,
    async bed(options: Omit<Beds, 'uri'> = {}): Promise<SettingsBed> {
      const opened = await openSettings({ uri: server.uri, ...options });
      open.push(opened);
      return opened;
    },
    async stop(): Promise<void> {
      for (const bed of open) await bed.stop();
      await server.stop();
    },
  };
}

export type SettingsBeds = Awaited<ReturnType<typeof startBeds>>;
