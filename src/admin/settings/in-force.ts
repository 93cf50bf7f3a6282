import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config/parse-config.ts';
import type { Logger } from '../../platform/logger.ts';
import type { SettingsRecord } from '../../store/settings.ts';
import type { Store } from '../../store/store.ts';
import { type Examined, examine, examineLeniently, isNewer, NEWER, type Rules } from './examine.ts';
import { layerOf } from './layer.ts';

interface InForceDeps {
  store: Pick<Store, 'settings'>;
  clock: Clock;
  logger: Logger;
  rules: Rules;
}

/** What a command has set that cannot be in force in this process. */
export interface LeftOut {
  path: string;
  problems: readonly string[];
}

type Listener = (now: Config, before: Config) => void;

/** How often what other processes have changed is looked for, milliseconds; it is one read of one small record. */
const LOOK_EVERY_MS = 2_000;

/** The settings in force in this process. What cannot be read or understood leaves the last good ones in force. */
export async function openInForce({ store, clock, logger, rules }: InForceDeps) {
  const first = await store.settings.get();
  let leftOut: readonly LeftOut[] = [];
  let now = taken(first, examine(rules, new Map()));
  /** The version that was looked at last, whether it could be put in force or not. */
  let seen = first.version;
  let reachable = true;
  let stopped = false;
  let cancel: Cancel = () => undefined;
  let looking = Promise.resolve();
  const listeners = new Set<Listener>();

  /** What a record makes of the settings before. */
  function taken(record: SettingsRecord, before: Examined): Examined {
    leftOut = [];
    if (isNewer(record)) {
      leftOut = [{ path: 'settings', problems: [NEWER] }];
      logger.error({ format: record.format }, `${NEWER}; the settings before stay in force`);
      return before;
    }
    return examineLeniently(rules, layerOf(record.entries), before.layer, (path, problems) => {
      leftOut = [...leftOut, { path, problems }];
      logger.error({ path, problems }, 'what a command has set cannot be in force here, and is left out');
    });
  }

  function adopt(record: SettingsRecord): void {
    seen = record.version;
    const before = now;
    now = taken(record, before);
    if (now === before) return;
    for (const listener of listeners) {
      try {
        listener(now.config, before.config);
      } catch (error) {
        logger.error({ error }, 'a change of the settings could not be followed');
      }
    }
  }

  async function look(): Promise<void> {
    if ((await store.settings.version()) === seen) return;
    const before = seen;
    const record = await store.settings.get();
    // A change that was made here meanwhile is in force already, and newer.
    if (seen === before && record.version !== seen) adopt(record);
  }

  async function refresh(): Promise<void> {
    try {
      await look();
      reachable = true;
    } catch (error) {
      if (reachable)
        logger.warn({ error }, 'the settings could not be read; those known before stay in force');
      reachable = false;
    }
  }

  function loop(): void {
    if (stopped) return;
    cancel = clock.after(LOOK_EVERY_MS, () => {
      looking = refresh().finally(loop);
    });
  }

  return {
    now: () => now,
    leftOut: () => leftOut,
    adopt,
    refresh,
    start: loop,
    onChange(listener: Listener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop(): Promise<void> {
      stopped = true;
      cancel();
      await looking;
    },
  };
}
