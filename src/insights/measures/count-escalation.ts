import type { EscalationRow } from '../../store/escalations.ts';
import type { Figures } from './figures.ts';

/** Ratings from this one on say that the customer was content; of 1 to 5. */
const SATISFIED = 4;
const OUTCOMES = { resolved: 'resolved', returned: 'returned', not_needed: 'notNeeded' } as const;

/** Counts an escalation, in place. */
export function countEscalation(figures: Figures, escalation: EscalationRow): void {
  const { counts } = figures;
  const { state, reason, outcome, rating, gap } = escalation;
  counts.escalations += 1;
  if (reason !== 'signals') counts.requested += 1;
  if (state === 'ended' && outcome) counts[OUTCOMES[outcome]] += 1;
  if (gap) figures.gaps[gap] = (figures.gaps[gap] ?? 0) + 1;
  if (rating) {
    counts.rated += 1;
    counts.scores += rating.score;
    if (rating.score >= SATISFIED) counts.satisfied += 1;
  }
  countWait(figures, escalation);
}

/** The wait that ended in the claim, and how long it was worked on from then. Who was claimed while nobody was there has not waited for a claim. */
function countWait({ counts, times }: Figures, escalation: EscalationRow): void {
  const { state, queuedAt, claimedAt, endedAt, wait } = escalation;
  if (!claimedAt) return;
  if (state === 'ended' && endedAt) times.handle.push(Date.parse(endedAt) - Date.parse(claimedAt));
  if (wait?.asleep) return;
  const waited = Date.parse(claimedAt) - Date.parse(queuedAt);
  times.claim.push(waited);
  if (!wait?.told) return;
  counts.told += 1;
  if (waited >= wait.told.low && waited <= wait.told.high) counts.inside += 1;
}
