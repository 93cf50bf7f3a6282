import { createSettings, type LiveSettings } from '../../../src/admin/settings/settings.ts';
import { type Config, readSources } from '../../../src/platform/config/parse-config.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { collectingLogger } from '../../support/collecting-logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';

export const ada = { platform: 'slack', workspace: 'T1', id: 'U1', name: 'Ada' };
export const bo = { platform: 'discord', workspace: 'G1', id: 'U2', name: 'Bo' };

export interface Beds {
  uri: string;
  file?: string;
  env?: Record<string, string>;
  check?(config: Config): void;
  clock?: ManualClock;
  store?: Pick<Store, 'settings' | 'audit'>;
}

/** One process' worth of settings, on a store that several may share. */
export interface SettingsBed {
  settings: LiveSettings;
  store: Store;
  clock: ManualClock;
  logger: ReturnType<typeof collectingLogger>;
  stop(): Promise<void>;
}

export async function openSettings({
  uri,
  file = '',
  env = {},
  check,
  ...given
}: Beds): Promise<SettingsBed> {
  const store = await openStore(uri);
  const clock = given.clock ?? new ManualClock();
  const logger = collectingLogger();
  const sources = readSources(file, env);
  const settings = await createSettings({
    store: given.store ?? store,
    ...{ sources, clock, logger },
    ...(check ? { check } : {}),
  });
  const stop = async () => {
    await settings.stop();
    await store.close();
  };
  return { settings, store, clock, logger, stop };
}
