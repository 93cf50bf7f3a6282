import { SILENCE_MS, type Visit } from '../../conversation/visit.ts';
import type { Figures } from './figures.ts';

/** So long must a customer not have come back, for a visit to count as settled for good, milliseconds. */
const DURABLE_MS = 7 * 86_400_000;

/** Counts a visit, in place. Every visit is in one of four: by people, escalated, contained, open. */
export function countVisit({ counts, times }: Figures, visit: Visit, now: Date): void {
  counts.visits += 1;
  const { openedAt, respondedAt, escalatedAt } = visit;
  if (respondedAt) times.firstResponse.push(apart(openedAt, respondedAt));
  if (visit.byPeople) counts.byPeople += 1;
  else if (escalatedAt) {
    counts.escalated += 1;
    times.toEscalation.push(apart(openedAt, escalatedAt));
  } else if (isOver(visit, now)) {
    counts.contained += 1;
    if (visit.solvedAt) counts.verified += 1;
    const durable = durability(visit, now);
    if (durable !== undefined) counts.durableDue += 1;
    if (durable) counts.durable += 1;
  } else counts.open += 1;
}

/** Resolved, or the customer has fallen silent. */
function isOver({ resolvedAt, lastAt }: Visit, now: Date): boolean {
  return resolvedAt !== null || now.getTime() - Date.parse(lastAt) >= SILENCE_MS;
}

/** Whether the customer stayed away for long enough; undefined while that cannot be said yet. */
function durability({ resolvedAt, lastAt, reopenedAt }: Visit, now: Date): boolean | undefined {
  const over = resolvedAt ?? lastAt;
  if (now.getTime() - Date.parse(over) < DURABLE_MS) return undefined;
  return reopenedAt === null || Date.parse(reopenedAt) - Date.parse(over) >= DURABLE_MS;
}

/** Milliseconds from one moment to another; clocks of platforms and ours may differ, so never below 0. */
function apart(from: string, to: string): number {
  return Math.max(0, Date.parse(to) - Date.parse(from));
}
