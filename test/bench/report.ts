import type { Visit } from '../../src/conversation/visit.ts';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start.ts';
import { REPORT_BY, report } from '../../src/insights/report.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { median } from './statistics.ts';

export const about = [
  'A report of 30 days over all visits of that time: 3 in 10 escalated, with records as large as real ones; half of those with a draft.',
  'The embedded store runs in a worker, in memory; a report of 1 day reads through the same records by the same indexes.',
  'Times are of the whole report, the middle of its runs, and CPU of the process, the store included; memory is what it grew by.',
];

const MB = 1_048_576;
const DAY_MS = 86_400_000;
const NOW = new Date('2026-03-01T12:00:00.000Z');
/** Records of one insert. */
const BATCH = 2_000;
const CATEGORIES = [null, 'billing', 'account', 'technical', 'how_to'];

/** What a report costs with many records. */
export async function run({ quick }: { quick: boolean }): Promise<Record<string, number>> {
  const visits = quick ? 10_000 : 100_000;
  const server = await startEmbeddedMongo({ logger: createLogger('warn'), thread: 'worker' });
  const store = await openStore(server.uri);
  try {
    await fill(store, visits);
    const figures: Record<string, number> = { visits };
    for (const days of [1, 30]) {
      const [times, cpu]: [number[], number[]] = [[], []];
      for (const by of [...REPORT_BY, ...(quick ? [] : REPORT_BY)]) {
        const [began, used] = [performance.now(), process.cpuUsage()];
        await report({ store, clock: { now: () => NOW } }, { sinceMs: days * DAY_MS, by });
        times.push(performance.now() - began);
        const { user, system } = process.cpuUsage(used);
        cpu.push((user + system) / 1_000);
      }
      figures[`report.of_${days}_days.wall_ms`] = median(times);
      figures[`report.of_${days}_days.cpu_ms`] = median(cpu);
    }
    const before = process.memoryUsage().rss;
    const { total } = await report({ store, clock: { now: () => NOW } }, { sinceMs: 30 * DAY_MS, by: 'day' });
    const grown = (process.memoryUsage().rss - before) / MB;
    return { ...figures, counted: total.visits, grown_mb: grown };
  } finally {
    await store.close();
    await server.stop();
  }
}

async function fill({ visits, escalations, drafts }: Store, count: number): Promise<void> {
  for (let from = 0; from < count; from += BATCH) {
    const made = Array.from({ length: BATCH }, (_, at) => visitOf(from + at, count));
    const escalated = made.filter(({ escalatedAt }) => escalatedAt !== null);
    await visits.model.collection.insertMany(made.map((visit) => record(visit.id, visit)));
    await escalations.model.collection.insertMany(
      escalated.map((visit) => record(`${visit.conversationId}#1`, escalationOf(visit))),
    );
    const drafted = escalated.filter((_, at) => at % 2 === 0);
    await drafts.model.collection.insertMany(
      drafted.map(({ conversationId, openedAt }) =>
        record(`${conversationId}#1:1`, {
          ...{
            escalationId: `${conversationId}#1`,
            at: openedAt,
            outcome: 'sent',
            text: 'A draft. '.repeat(40),
          },
        }),
      ),
    );
  }
}

/** The driver takes ids of its own kind only, as far as its types know. */
function record(id: string, fields: object): object {
  return { _id: id, ...fields };
}

function visitOf(number: number, count: number): Visit {
  const openedAt = new Date(NOW.getTime() - (number / count) * 30 * DAY_MS).toISOString();
  const escalated = number % 10 < 3;
  return {
    id: `conversation-${number}@1`,
    conversationId: `conversation-${number}`,
    number: 1,
    platform: 'slack',
    channel: `C${number % 12}`,
    category: CATEGORIES[number % CATEGORIES.length] ?? null,
    openedAt,
    lastAt: openedAt,
    respondedAt: openedAt,
    escalatedAt: escalated ? openedAt : null,
    byPeople: false,
    firstEscalation: escalated ? 1 : null,
    escalations: escalated ? 1 : 0,
    solvedAt: null,
    resolvedAt: null,
    reopenedAt: null,
  };
}

function escalationOf({ openedAt }: Visit) {
  const tried = Array.from({ length: 3 }, () => ({
    text: 'What was tried. '.repeat(15),
    sources: [{ title: 'A' }],
  }));
  const signals = Array.from({ length: 3 }, () => ({
    name: 'not_solved',
    strength: 1,
    evidence: 'In words. '.repeat(5),
  }));
  return {
    ...{
      openedAt,
      queuedAt: openedAt,
      claimedAt: openedAt,
      endedAt: openedAt,
      state: 'ended',
      reason: 'signals',
    },
    ...{
      outcome: 'resolved',
      rating: { score: 5, at: openedAt },
      tried,
      signals,
      ask: 'Where is my export?',
    },
    wait: { ahead: 1, working: 2, hour: 10, told: { low: 60_000, high: 300_000 }, asleep: false },
  };
}
