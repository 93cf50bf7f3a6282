import { median } from '../statistics.ts';
import type { Contender } from './contender.ts';
import type { Customer } from './customers.ts';

export interface Lengths {
  /** Conversations of each length. */
  conversations: number;
  /** The messages whose costs are compared: the early and the late one. */
  early: number;
  late: number;
  /** So many messages on either side of them are measured with them. */
  around: number;
}

interface Cost {
  wallMs: number;
  cpuMs: number;
}

/**
 * What a message costs late in a conversation, and what it costs early in another one. The two are measured in turns at
 * the same time, so that what differs is the length of the conversation and not the age of the process.
 */
export async function compareLengths(
  contender: Contender,
  lengths: Lengths,
): Promise<Record<string, number>> {
  const { conversations, early, late, around } = lengths;
  const gather = () =>
    Promise.all(Array.from({ length: conversations }, () => contender.customers.newcomer()));
  const [long, short] = [await gather(), await gather()];
  await advance(contender, long, late - around - 1);
  await advance(contender, short, early - around - 1);
  const costs: Record<'early' | 'late', Cost[]> = { early: [], late: [] };
  for (let n = 0; n <= 2 * around; n += 1) {
    costs.late.push(await costOfRound(contender, long));
    costs.early.push(await costOfRound(contender, short));
  }
  return {
    ...figures('early', early, costs.early),
    ...figures('late', late, costs.late),
    'long_conversation.ratio.wall_ms': ratio(costs, ({ wallMs }) => wallMs),
    'long_conversation.ratio.cpu_ms': ratio(costs, ({ cpuMs }) => cpuMs),
  };
}

async function advance(contender: Contender, customers: Customer[], messages: number): Promise<void> {
  await Promise.all(
    customers.map(async (customer) => {
      while (customer.sent < messages) await contender.customers.ask(customer);
    }),
  );
}

/** One message in each conversation, all at once; the cost of one of them. */
async function costOfRound(contender: Contender, customers: Customer[]): Promise<Cost> {
  const before = await contender.usage();
  const started = performance.now();
  await Promise.all(customers.map((customer) => contender.customers.ask(customer)));
  const wallMs = (performance.now() - started) / customers.length;
  const after = await contender.usage();
  return { wallMs, cpuMs: (after.cpuMs - before.cpuMs) / customers.length };
}

function figures(row: string, message: number, costs: readonly Cost[]): Record<string, number> {
  return {
    [`long_conversation.${row}.message`]: message,
    [`long_conversation.${row}.wall_ms`]: median(costs.map(({ wallMs }) => wallMs)),
    [`long_conversation.${row}.cpu_ms`]: median(costs.map(({ cpuMs }) => cpuMs)),
  };
}

function ratio({ early, late }: Record<'early' | 'late', Cost[]>, of: (cost: Cost) => number): number {
  return median(late.map(of)) / median(early.map(of));
}
