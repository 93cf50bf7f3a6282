import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { median, quantile } from '../statistics.ts';

/** Times of one call after another, after a tenth of them as a warm-up. */
export function timesOf(
  questions: readonly string[],
  search: (question: string) => unknown,
): Record<string, number> {
  for (const question of questions.slice(0, Math.ceil(questions.length / 10))) search(question);
  const times = questions.map((question) => {
    const began = performance.now();
    search(question);
    return performance.now() - began;
  });
  return { p50_ms: median(times), p95_ms: quantile(times, 0.95) };
}

/** What is in use after the garbage is collected, in megabytes: objects and typed arrays. */
export function memoryInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}
