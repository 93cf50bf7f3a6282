import type { Contender } from './contender.ts';
import { greet } from './greet.ts';

const MB = 1_048_576;

/**
 * Memory that open conversations take, one message and one answer each, in the app's process with all its threads. Some
 * are opened before the first look (`warmUp`), so that code is compiled and pools are filled.
 */
export async function memoryOf(
  contender: Contender,
  { conversations, warmUp }: { conversations: number; warmUp: number },
): Promise<Record<string, number>> {
  const { customers } = contender;
  await greet(customers, await customers.some(warmUp));
  const before = await contender.usage(true);
  await greet(customers, await customers.some(warmUp + conversations));
  const after = await contender.usage(true);
  const [rss, heap] = [after.rss - before.rss, after.heap - before.heap];
  return {
    'memory.baton.conversations': conversations,
    'memory.baton.rss_bytes_each': rss / conversations,
    'memory.baton.heap_bytes_each': heap / conversations,
    'memory.baton.rss_mb_per_10000': (rss / conversations / MB) * 10_000,
    'memory.baton.heap_mb_per_10000': (heap / conversations / MB) * 10_000,
  };
}
