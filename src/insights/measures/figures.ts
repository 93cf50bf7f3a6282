import { GAPS, type Gap } from '../../escalation/gap.ts';

/** What is counted. Each is a sum, so that figures of several cells add up to those of all of them. */
const COUNTS = [
  'visits',
  'byPeople',
  'escalated',
  'contained',
  'open',
  'verified',
  'durableDue',
  'durable',
  'escalations',
  'requested',
  'resolved',
  'returned',
  'notNeeded',
  'rated',
  'satisfied',
  'scores',
  'told',
  'inside',
  'draftsSent',
  'draftsEdited',
  'draftsIgnored',
  'draftsDismissed',
] as const;
export type CountName = (typeof COUNTS)[number];

/** What is timed, milliseconds. All values are kept, for a middle value cannot be had from sums. */
const TIMES = ['toEscalation', 'firstResponse', 'claim', 'handle'] as const;
export type TimeName = (typeof TIMES)[number];

/** What measures are made from; plain data, that can be stored as it is, and added up. */
export interface Figures {
  counts: Record<CountName, number>;
  times: Record<TimeName, number[]>;
  /** Escalations by the kind of gap. */
  gaps: Partial<Record<Gap, number>>;
}

/** Figures of nothing. */
export function noFigures(): Figures {
  return {
    counts: Object.fromEntries(COUNTS.map((name) => [name, 0])) as Figures['counts'],
    times: Object.fromEntries(TIMES.map((name) => [name, [] as number[]])) as Figures['times'],
    gaps: {},
  };
}

/** Adds figures to others, in place. */
export function addFigures(to: Figures, { counts, times, gaps }: Figures): void {
  for (const name of COUNTS) to.counts[name] += counts[name];
  // One by one: as arguments of one call they could be too many.
  for (const name of TIMES) for (const time of times[name]) to.times[name].push(time);
  for (const kind of GAPS) if (gaps[kind]) to.gaps[kind] = (to.gaps[kind] ?? 0) + gaps[kind];
}
