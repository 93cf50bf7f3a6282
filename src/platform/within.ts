import { type Clock, sleep } from './clock.ts';

/** What `found` resolves to, or `otherwise` once `ms` milliseconds have passed. Rejects where `found` does so first. */
export async function within<T>(clock: Clock, ms: number, found: Promise<T>, otherwise: T): Promise<T> {
  const stop = new AbortController();
  const late = sleep(clock, ms, stop.signal).then(() => otherwise);
  try {
    return await Promise.race([found, late]);
  } finally {
    stop.abort();
    // Where it was too late, its failure is nobody's any more.
    found.catch(() => {});
  }
}
