import type { Cancel, Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { ProcessRecord } from '../store/processes.ts';
import type { Store } from '../store/store.ts';

/** How often a process gives a sign of life, milliseconds. */
const EVERY_MS = 10_000;

interface SignDeps {
  store: Pick<Store, 'processes'>;
  clock: Clock;
  logger: Logger;
  process: Omit<ProcessRecord, 'startedAt' | 'seenAt'>;
}

/** Tells the other processes, and whoever asks for the status, that this one runs; until it stops. */
export function createSignOfLife({ store, clock, logger, process }: SignDeps) {
  const startedAt = clock.now();
  let cancel: Cancel = () => undefined;
  let giving = Promise.resolve();
  let stopped = false;

  async function give(): Promise<void> {
    if (stopped) return;
    try {
      await store.processes.seen({ ...process, startedAt, seenAt: clock.now() });
    } catch (error) {
      // The status tells of it; the rooms that cannot work without the database say so themselves.
      logger.debug({ error }, 'a sign of life could not be given');
    }
    if (!stopped) cancel = clock.after(EVERY_MS, next);
  }
  const next = () => {
    giving = give();
  };

  return {
    start: next,
    async stop(): Promise<void> {
      stopped = true;
      cancel();
      await giving;
      await store.processes.gone(process._id).catch(() => undefined);
    },
  };
}
