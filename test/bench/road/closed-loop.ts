import { median, quantile } from '../statistics.ts';
import type { Contender } from './contender.ts';
import type { Turn } from './customers.ts';
import { greet } from './greet.ts';

/** Fewer replies than this say nothing: then it is counted for longer. */
const LEAST_REPLIES = 20;
/** What was counted in one round. */
export interface Round {
  turns: Turn[];
  seconds: number;
  /** CPU time of the app and of the harness, milliseconds. */
  appMs: number;
  harnessMs: number;
}

/**
 * Closed loop: so many customers, whose conversations are open, write, wait for the reply, and write again. Counting
 * begins when each of them has been answered once, and goes on for `measureMs`, or until there are as many answers as
 * customers: they may come in waves, and part of a wave would say nothing.
 */
export async function closedLoop(
  contender: Contender,
  { concurrent, measureMs }: { concurrent: number; measureMs: number },
): Promise<Round> {
  const { customers } = contender;
  const writers = await customers.some(concurrent);
  await greet(customers, writers);
  const answered = new Set<string>();
  const least = Math.max(LEAST_REPLIES, concurrent);
  const counted: Turn[] = [];
  let from = Number.POSITIVE_INFINITY;
  let until = Number.POSITIVE_INFINITY;
  let before = useOf(contender);
  let after = before;

  const count = (turn: Turn) => {
    if (turn.repliedAt <= from || turn.repliedAt > until) return;
    counted.push(turn);
    if (turn.repliedAt < from + measureMs || counted.length < least) return;
    until = turn.repliedAt;
    after = useOf(contender);
  };
  await Promise.all(
    writers.map(async (customer) => {
      while (until === Number.POSITIVE_INFINITY) {
        count(await customers.ask(customer));
        answered.add(customer.channel);
        if (answered.size < concurrent || from !== Number.POSITIVE_INFINITY) continue;
        from = performance.now();
        before = useOf(contender);
      }
    }),
  );
  const [used, usedBefore] = [await after, await before];
  return {
    turns: counted,
    seconds: (until - from) / 1_000,
    appMs: used.appMs - usedBefore.appMs,
    harnessMs: used.harnessMs - usedBefore.harnessMs,
  };
}

async function useOf(contender: Contender): Promise<{ appMs: number; harnessMs: number }> {
  const { user, system } = process.cpuUsage();
  return { harnessMs: (user + system) / 1_000, appMs: (await contender.usage()).cpuMs };
}

/** The figures of some rounds: throughput as the median of the rounds, times over all turns. */
export function figuresOf(rounds: readonly Round[]): Record<string, number> {
  const turns = rounds.flatMap((round) => round.turns);
  const acks = turns.map(({ ackMs }) => ackMs);
  const replies = turns.map(({ replyMs }) => replyMs);
  const sum = (pick: (round: Round) => number) => rounds.reduce((total, round) => total + pick(round), 0);
  return {
    replies_per_s: median(
      rounds.map((round) => round.turns.filter(({ answered }) => answered).length / round.seconds),
    ),
    ack_p50_ms: quantile(acks, 0.5),
    ack_p99_ms: quantile(acks, 0.99),
    reply_p50_ms: quantile(replies, 0.5),
    reply_p99_ms: quantile(replies, 0.99),
    not_acknowledged: turns.filter(({ acknowledged }) => !acknowledged).length,
    not_answered: turns.filter(({ answered }) => !answered).length,
    app_cpu_ms_per_reply: sum(({ appMs }) => appMs) / turns.length,
    harness_cpu_ms_per_reply: sum(({ harnessMs }) => harnessMs) / turns.length,
  };
}
