import { createSettings, type LiveSettings } from '../admin/settings/settings.ts';
import type { InForce } from '../app.ts';
import { systemClock } from '../platform/clock.ts';
import { loadSources } from '../platform/config/load-config.ts';
import type { Config, Sources } from '../platform/config/parse-config.ts';
import { builtFrom, derived, type Live } from '../platform/live.ts';
import type { Logger } from '../platform/logger.ts';
import { createTexts, loadLocales, type Texts, withWords } from '../platform/texts.ts';
import type { Store } from '../store/store.ts';
import { appSettings } from './app-settings.ts';
import { policyOf } from './policy-of.ts';
import { openReaders } from './reader.ts';
import { openActions } from './responder.ts';
import { openRuntime, type Runtime, readConfig } from './runtime.ts';

/** Reads what the settings file and the environment say, in the current folder. */
export function readSources(file: string | undefined): Sources {
  return loadSources({ file, env: process.env, cwd: process.cwd() });
}

interface OpenDeps {
  store: Store;
  logger: Logger;
}

/** The settings in force, with what commands have set. What a deployment has no words or actions for is refused. */
export async function openSettings(sources: Sources, { store, logger }: OpenDeps): Promise<LiveSettings> {
  const textsOf = openTexts();
  return createSettings({
    ...{ store, sources, logger, clock: systemClock },
    check(config) {
      textsOf(config);
      openActions(config, store, logger);
    },
  });
}

/** The configuration in force, for a command that looks at it once. */
export async function configInForce(file: string | undefined, deps: OpenDeps): Promise<Config> {
  return (await openSettings(readSources(file), deps)).current();
}

/** Runs something by the configuration in force, beside a running Baton or without one. */
export async function withRuntime<T>(
  file: string | undefined,
  run: (runtime: Runtime) => Promise<T>,
): Promise<T> {
  const runtime = await openRuntime(readConfig(file), { beside: true });
  try {
    return await run({ ...runtime, config: await configInForce(file, runtime) });
  } finally {
    await runtime.close();
  }
}

/** What the rooms work by, computed once for each change of the settings. */
export function openInForce(current: Live<Config>): Live<InForce> {
  const textsOf = openTexts();
  const readerFor = openReaders();
  const read = builtFrom(
    current,
    ({ policy }) => policy.categories,
    (config) => readerFor(policyOf(config)),
  );
  const inForce = derived(current, (config) => ({ settings: appSettings(config), texts: textsOf(config) }));
  return derived(inForce, (one) => ({ ...one, read: read() }));
}

function openTexts(): (config: Config) => Texts {
  const locales = loadLocales();
  return ({ texts, assistant }) => createTexts(withWords(locales, texts), assistant.language);
}
