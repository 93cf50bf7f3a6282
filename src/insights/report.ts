import type { Clock } from '../platform/clock.ts';
import { BatonError } from '../platform/errors.ts';
import type { Store } from '../store/store.ts';
import { addUp, type Cell, createCells } from './measures/cells.ts';
import { type Days, daysIn } from './measures/days.ts';
import { type Measures, measuresOf } from './measures/measures.ts';

/** What rows of a report stand for. */
export const REPORT_BY = ['day', 'channel', 'category'] as const;
export type ReportBy = (typeof REPORT_BY)[number];

/** The measures of a time; `docs/measures.md` defines them. */
export interface Report {
  /** ISO 8601. */
  since: string;
  until: string;
  /** What days are days of, IANA. */
  time_zone: string;
  by: ReportBy;
  total: Measures;
  /** Days in their order, else those with most visits first. The key is null for visits of no known category. */
  rows: (Measures & { key: string | null })[];
}

export interface ReportDeps {
  store: Pick<Store, 'visits' | 'escalations' | 'drafts'>;
  clock: Pick<Clock, 'now'>;
  /** IANA; UTC where none is given. */
  timeZone?: string;
}

const DAY_MS = 86_400_000;
/** How far back a report may go, milliseconds. */
const LONGEST_MS = 3_660 * DAY_MS;

/**
 * The measures of the visits that began since then. A day or more back, it begins with the beginning of that day, so that
 * no day is cut. Throws `command.invalid`.
 */
export async function report(
  { store, clock, timeZone = 'UTC' }: ReportDeps,
  { sinceMs, by }: { sinceMs: number; by: ReportBy },
): Promise<Report> {
  if (!(sinceMs > 0 && sinceMs <= LONGEST_MS)) {
    throw new BatonError('command.invalid', 'A report goes back at least a moment, and ten years at most', {
      mend: 'Give a length of time such as 12h, 7d or 90d.',
    });
  }
  const now = clock.now();
  const days = daysIn(timeZone);
  const back = new Date(now.getTime() - sinceMs);
  const since = sinceMs >= DAY_MS ? days.startOf(back) : back;
  const { total, by: groups } = addUp(await cellsSince({ store, days, since, now }), (cell) => cell[by]);
  const rows = [...groups].map(([key, figures]) => ({ key, ...measuresOf(figures) }));
  rows.sort(
    by === 'day'
      ? (one, other) => ((one.key ?? '') < (other.key ?? '') ? -1 : 1)
      : (one, other) => other.visits - one.visits || ((one.key ?? '') < (other.key ?? '') ? -1 : 1),
  );
  return {
    since: since.toISOString(),
    until: now.toISOString(),
    time_zone: timeZone,
    by,
    total: measuresOf(total),
    rows,
  };
}

/**
 * The cells of a time, from the records themselves, by their indexes. Cells are plain data and add up: those of days that
 * nothing changes any more can be stored once and read here in place of their records.
 */
async function cellsSince({
  store,
  days,
  since,
  now,
}: {
  store: ReportDeps['store'];
  days: Days;
  since: Date;
  now: Date;
}): Promise<Cell[]> {
  const cells = createCells(days, now);
  const parts = [...partsOf(since.getTime(), now.getTime() + 1)];
  for (const [from, until] of parts)
    for await (const visit of store.visits.between(from, until)) cells.visit(visit);
  for (const [from, until] of parts)
    for await (const row of store.escalations.between(from, until)) cells.escalation(row);
  for (const [from, until] of parts)
    for await (const row of store.drafts.between(from, until)) cells.draft(row);
  return cells.all();
}

/** A time in parts of a day, each read by itself: a store that is busy with a long one has people wait. */
function* partsOf(from: number, until: number): Generator<[from: string, until: string]> {
  for (let begin = from; begin < until; begin += DAY_MS) {
    const end = Math.min(until, begin + DAY_MS);
    yield [new Date(begin).toISOString(), new Date(end).toISOString()];
  }
}
