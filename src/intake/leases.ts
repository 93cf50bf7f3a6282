import type { HeldLease, Leases } from '../channels/adapter.ts';
import { type Clock, sleep } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Store } from '../store/store.ts';

export interface LeasesDeps {
  store: Pick<Store, 'leases'>;
  clock: Clock;
  logger: Logger;
  newId(): string;
  /** After how long without a sign of life another process takes over, milliseconds. */
  ttlMs: number;
}

/** Signs of life within the time that a lease runs. */
const RENEWALS = 3;
/** The work is told to end while the lease still runs, so that two never work at once. */
const LAST_CALL = 0.8;

/** Leases on the store. Whoever does not renew in time loses it, by its own clock before another can take it. */
export function createLeases({ store, clock, logger, newId, ttlMs }: LeasesDeps): Leases {
  return {
    hold(name, work): HeldLease {
      const holder = newId();
      const released = new AbortController();
      const log = logger.child({ lease: name });

      /** Whether the lease is ours now; undefined where the store could not tell. */
      async function take(now: Date): Promise<boolean | undefined> {
        try {
          return await store.leases.take(name, holder, new Date(now.getTime() + ttlMs), now);
        } catch (error) {
          log.warn({ error }, 'a lease could not be asked for');
          return undefined;
        }
      }

      /** Renews until the work is over. However long the store hangs, the work is told to end in time. */
      async function renew(takenAt: Date, lost: AbortController, over: AbortSignal): Promise<void> {
        const lose = () => lost.abort(new Error(`the lease ${name} is lost`));
        const lastCall = (from: Date) =>
          clock.after(from.getTime() + ttlMs * LAST_CALL - clock.now().getTime(), lose);
        let cancel = lastCall(takenAt);
        while (!over.aborted) {
          await sleep(clock, ttlMs / RENEWALS, over);
          if (over.aborted) break;
          const askedAt = clock.now();
          const ours = await take(askedAt);
          if (ours === false) lose();
          if (!ours) continue;
          cancel();
          cancel = lastCall(askedAt);
        }
        cancel();
      }

      async function holdFrom(takenAt: Date): Promise<void> {
        const lost = new AbortController();
        const done = new AbortController();
        const release = () => lost.abort(released.signal.reason);
        released.signal.addEventListener('abort', release, { once: true });
        const renewing = renew(takenAt, lost, AbortSignal.any([lost.signal, done.signal]));
        try {
          await work(lost.signal);
        } catch (error) {
          if (!lost.signal.aborted) log.error({ error }, 'what a lease was held for ended with an error');
        } finally {
          released.signal.removeEventListener('abort', release);
          done.abort();
          await renewing;
          await store.leases
            .leave(name, holder)
            .catch((error) => log.warn({ error }, 'a lease could not be left, and will run out'));
        }
      }

      async function run(): Promise<void> {
        while (!released.signal.aborted) {
          const now = clock.now();
          if (await take(now)) await holdFrom(now);
          // Also after work that ended by itself: what fails at once must not be begun again without a pause.
          await sleep(clock, ttlMs / RENEWALS, released.signal);
        }
      }

      const running = run();
      return {
        async release() {
          released.abort(new Error(`the lease ${name} was released`));
          await running;
        },
      };
    },
  };
}
