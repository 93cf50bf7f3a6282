import { quantile } from '../statistics.ts';
import type { Contender } from './contender.ts';
import type { Turn } from './customers.ts';
import { greet } from './greet.ts';

export interface OpenLoad {
  /** How long the app takes over every answer, milliseconds. */
  answerMs: number;
  /** Messages per second, whatever becomes of them. */
  perSecond: number;
  /** Writing goes on for so long before anything is counted, milliseconds. */
  warmMs: number;
  /** And then for so long, milliseconds. */
  measureMs: number;
}

/** A customer writes again only when the answer is there; with this to spare, milliseconds. */
const SPARE_MS = 5_000;

/** Open loop: messages come at a fixed rate, each from a customer who has none under way. Resolves when all are answered. */
export async function openLoop(contender: Contender, load: OpenLoad): Promise<Turn[]> {
  const { answerMs, perSecond, warmMs, measureMs } = load;
  const everyMs = 1_000 / perSecond;
  const customers = await contender.customers.some(Math.ceil((answerMs + SPARE_MS) / everyMs));
  await greet(contender.customers, customers);
  await contender.answerAfter(answerMs);
  const started = performance.now();
  const under: Promise<Turn>[] = [];
  for (let n = 0; n * everyMs < warmMs + measureMs; n += 1) {
    const wait = started + n * everyMs - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const customer = customers[n % customers.length];
    if (customer) under.push(contender.customers.ask(customer));
  }
  const turns = await Promise.all(under);
  await contender.answerAfter(0);
  return turns.slice(Math.round(warmMs / everyMs));
}

/** How soon messages were acknowledged. */
export function ackFigures(turns: readonly Turn[]) {
  const acks = turns.map(({ ackMs }) => ackMs);
  return {
    messages: turns.length,
    not_acknowledged: turns.filter(({ acknowledged }) => !acknowledged).length,
    not_answered: turns.filter(({ answered }) => !answered).length,
    ack_p50_ms: quantile(acks, 0.5),
    ack_p99_ms: quantile(acks, 0.99),
  };
}
