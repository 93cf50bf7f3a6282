import { closedLoop, figuresOf, type Round } from './road/closed-loop.ts';
import { compileApps } from './road/compile-apps.ts';
import { CONTENDERS, type Contender, type ContenderName, startContender } from './road/contender.ts';
import type { Turn } from './road/customers.ts';
import { compareLengths } from './road/long-conversation.ts';
import { memoryOf } from './road/memory.ts';
import { ackFigures, openLoop } from './road/slow-answers.ts';

type Field = Record<ContenderName, Contender>;
type Figures = Record<string, number>;

export const about = [
  'From a Slack event in to the reply out, on loopback: HTTP mode, signed, a stateful fake Slack as the other side.',
  'empty: a bare HTTP server that acknowledges and posts, which is what the harness can do; echo: @slack/bolt; ' +
    'echo-insert: the same and one insert through mongoose into the embedded store before it replies; baton: all of ' +
    'Baton, embedded store in its thread, data on disk, a responder that answers at once.',
  'Each app is compiled, and runs in a process of its own; the fake Slack and the customers are in another.',
  'Rate limits are off on both sides: Slack itself takes about one message a second and channel.',
  'The apps take turns, in several rounds; throughput is that of the median round, times are over all rounds.',
];

const FULL = {
  withinMs: 20 * 60_000,
  warmMs: 2_000,
  rounds: 3,
  concurrent: [1, 50, 500],
  measureMs: 3_000,
  slow: { rounds: 2, answerMs: 5_000, perSecond: 50, warmMs: 5_000, measureMs: 10_000 },
  lengths: { conversations: 4, early: 11, late: 1_000, around: 10 },
  memory: { conversations: 10_000, warmUp: 500 },
};
type Plan = typeof FULL;

/** Shows that all of it works, and where the figures lie by and large. */
const QUICK: Plan = {
  withinMs: 5 * 60_000,
  warmMs: 300,
  rounds: 1,
  concurrent: [1, 50, 500],
  measureMs: 500,
  slow: { rounds: 1, answerMs: 5_000, perSecond: 50, warmMs: 0, measureMs: 1_000 },
  lengths: { conversations: 2, early: 11, late: 100, around: 5 },
  memory: { conversations: 200, warmUp: 100 },
};

/** Measures the whole road, side by side with less and less of it. */
export async function run({ quick }: { quick: boolean }): Promise<Figures> {
  const plan = quick ? QUICK : FULL;
  const late = AbortSignal.timeout(plan.withinMs);
  const folder = await compileApps();
  const field = await startField(folder, late);
  const figures: Figures = {};
  try {
    Object.assign(figures, await throughput(field, plan));
    Object.assign(figures, await slowAnswers(field, plan));
    Object.assign(figures, await compareLengths(field.baton, plan.lengths));
  } finally {
    await stopField(field);
  }
  return { ...figures, ...(await memory(folder, plan, late)) };
}

async function startField(folder: URL, late: AbortSignal): Promise<Field> {
  const started: Partial<Field> = {};
  try {
    for (const name of CONTENDERS) started[name] = await startContender(name, folder, late);
    return started as Field;
  } catch (error) {
    await stopField(started);
    throw error;
  }
}

async function stopField(field: Partial<Field>): Promise<void> {
  for (const name of CONTENDERS) await field[name]?.stop();
}

async function throughput(field: Field, plan: Plan): Promise<Figures> {
  const figures: Figures = {};
  const { warmMs, measureMs } = plan;
  for (const name of CONTENDERS) await closedLoop(field[name], { concurrent: 50, measureMs: warmMs });
  for (const concurrent of plan.concurrent) {
    const rounds = new Map<ContenderName, Round[]>(CONTENDERS.map((name) => [name, []]));
    for (let n = 0; n < plan.rounds; n += 1) {
      for (const [name, list] of rounds) list.push(await closedLoop(field[name], { concurrent, measureMs }));
    }
    const group = `concurrent_${concurrent}`;
    for (const [name, list] of rounds) put(figures, `${group}.${name}`, figuresOf(list));
    const rate = (name: ContenderName) => figures[`${group}.${name}.replies_per_s`] ?? 0;
    figures[`${group}.baton_to_echo-insert.replies_per_s`] = rate('baton') / rate('echo-insert');
  }
  return figures;
}

async function slowAnswers(field: Field, { slow }: Plan): Promise<Figures> {
  const figures: Figures = {};
  const turns: Record<'echo' | 'baton', Turn[]> = { echo: [], baton: [] };
  for (let n = 0; n < slow.rounds; n += 1) {
    turns.echo.push(...(await openLoop(field.echo, slow)));
    turns.baton.push(...(await openLoop(field.baton, slow)));
  }
  const group = `answers_take_${slow.answerMs / 1_000}_s`;
  const [echo, baton] = [ackFigures(turns.echo), ackFigures(turns.baton)];
  put(figures, `${group}.echo`, echo);
  put(figures, `${group}.baton`, baton);
  figures[`${group}.baton_to_echo.ack_p99_ms`] = baton.ack_p99_ms / echo.ack_p99_ms;
  return figures;
}

async function memory(folder: URL, plan: Plan, late: AbortSignal): Promise<Figures> {
  const baton = await startContender('baton', folder, late);
  try {
    return await memoryOf(baton, plan.memory);
  } finally {
    await baton.stop();
  }
}

function put(figures: Figures, row: string, columns: Figures): void {
  for (const [column, value] of Object.entries(columns)) figures[`${row}.${column}`] = value;
}
