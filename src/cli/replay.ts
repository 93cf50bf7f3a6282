import { z } from 'zod';
import type { Policy } from '../escalation/policy.ts';
import { type PastConversation, type ReplayedTurn, replay } from '../escalation/replay.ts';
import { ReplayFigures } from '../insights/replay-figures.ts';
import { withRuntime } from './open-settings.ts';
import { policyOf } from './policy-of.ts';
import { readLines } from './read-lines.ts';
import { openReader } from './reader.ts';
import { readConfig } from './runtime.ts';
import { tableOf } from './table.ts';

const row = z.object({
  id: z.coerce.string(),
  turns: z.array(
    z.object({
      role: z.enum(['customer', 'assistant', 'agent']),
      text: z.string(),
      at: z.string().optional(),
    }),
  ),
  area: z.string().optional(),
  handoff: z.array(z.int().min(0)).optional(),
});
type Row = z.infer<typeof row>;
const WANTED = '{"id": "…", "turns": [{"role": "customer", "text": "…"}, …], "handoff"?: [turn index, …]}';

interface ReplayOptions {
  json?: boolean;
  policy?: string;
}

/** One line of what would be decided: at a turn where a human is offered or brought in, under one policy or the other. */
interface Listed {
  id: string;
  turn: number;
  action: string;
  urgency: number;
  why: string[];
  /** What the policy in force decides there; only where another is compared with it. */
  now?: string;
}

/**
 * Shows at which turns of past conversations a human would be offered or brought in, and why; with `--policy`, what
 * another policy would change. Streams: memory does not grow with the file.
 */
export async function runReplay(
  configFile: string | undefined,
  file: string,
  { json, policy: policyFile }: ReplayOptions,
): Promise<void> {
  const other = policyFile === undefined ? undefined : policyOf(readConfig(policyFile));
  const current = await withRuntime(configFile, async ({ config }) => policyOf(config));
  const sides = [current, ...(other ? [other] : [])].map(sideOf);
  const chosen = sides.at(-1) ?? sideOf(current);
  const out = json ? jsonWriter() : wordsWriter(other !== undefined);
  for await (const { row: past } of readLines(file, row, WANTED)) {
    const replayed = sides.map((side) => side.take(past));
    for (const one of listed(past, replayed)) await out.line(one);
  }
  await out.end(chosen.figures, other ? sides[0]?.figures : undefined);
}

function sideOf(policy: Policy) {
  const figures = new ReplayFigures();
  const read = openReader(policy);
  return {
    figures,
    take(past: Row): ReplayedTurn[] {
      const conversation = past as PastConversation;
      const turns = replay(conversation, policy, read);
      figures.add(conversation, turns, past.handoff);
      return turns;
    },
  };
}

/** The turns that something happens at; where two policies are compared, those that they decide otherwise. */
function listed({ id }: Row, replayed: readonly ReplayedTurn[][]): Listed[] {
  const [current = [], other] = replayed;
  return (other ?? current).flatMap((decision, at) => {
    const { turn, action, urgency, signals } = decision;
    const now = other ? current[at]?.action : undefined;
    if (other ? now === action : action === 'none') return [];
    const why = signals.map(({ name, evidence }) => `${name}: ${evidence}`);
    return [{ id, turn, action, urgency, why, ...(now === undefined ? {} : { now }) }];
  });
}

const write = (text: string): Promise<void> =>
  new Promise((resolve) => {
    if (process.stdout.write(text)) resolve();
    else process.stdout.once('drain', resolve);
  });

/** Written as it comes, so that a million conversations fit: the decisions first, then the totals. */
function jsonWriter() {
  let first = true;
  return {
    async line(one: Listed): Promise<void> {
      await write(`${first ? '{"decisions": [\n' : ',\n'}${JSON.stringify(one)}`);
      first = false;
    },
    async end(figures: ReplayFigures, before?: ReplayFigures): Promise<void> {
      const rest = {
        conversations: figures.conversations,
        turns: figures.turns,
        totals: figures.totals(),
        ...(before ? { current: before.totals() } : {}),
      };
      await write(`${first ? '{"decisions": [' : '\n'}], ${JSON.stringify(rest).slice(1)}\n`);
    },
  };
}

function wordsWriter(comparing: boolean) {
  return {
    async line({ id, turn, action, now, urgency, why }: Listed): Promise<void> {
      const change = now === undefined ? action : `${now} → ${action}`;
      await write(`${id} turn ${turn}: ${change} (${urgency.toFixed(2)})  ${why.join('; ')}\n`);
    },
    async end(figures: ReplayFigures, before?: ReplayFigures): Promise<void> {
      const columns = before ? [before.totals(), figures.totals()] : [figures.totals()];
      const names = Object.keys(columns[0] ?? {}) as (keyof (typeof columns)[number])[];
      const head = comparing ? ['', 'current', 'with --policy'] : ['', 'total'];
      const rows = names.map((name) => [name, ...columns.map((totals) => totals[name] ?? 0)]);
      await write(`\n${figures.conversations} conversations, ${figures.turns} turns of customers\n\n`);
      await write(`${tableOf([head, ...rows])}\n`);
    },
  };
}
