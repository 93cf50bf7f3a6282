/** Cancels a wait that was asked for; safe to call twice. */
export type Cancel = () => void;

/** The only source of time. Passed in, so that tests hold the hands. */
export interface Clock {
  now(): Date;
  /** Calls `run` once after `ms` milliseconds. The wait never keeps the process alive by itself. */
  after(ms: number, run: () => void): Cancel;
}

/** The time of the machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms` milliseconds on the given clock, at once when `signal` aborts. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    signal?.addEventListener('abort', done, { once: true });
  });
}
