import type { Gap } from '../../escalation/gap.ts';
import type { Figures } from './figures.ts';

/** The measures; docs/measures.md defines each. Shares are 0..1, times milliseconds, null where there is nothing to divide. */
export interface Measures {
  visits: number;
  by_people: number;
  escalated: number;
  contained: number;
  open: number;
  escalation_rate: number | null;
  time_to_escalation_ms: number | null;
  time_to_escalation_p90_ms: number | null;
  ratings: number;
  csat: number | null;
  csat_mean: number | null;
  rating_rate: number | null;
  containment: number | null;
  verified: number;
  verified_rate: number | null;
  durable: number;
  durable_due: number;
  durable_rate: number | null;
  first_response_ms: number | null;
  first_response_p90_ms: number | null;
  escalations: number;
  requested: number;
  outcomes: { resolved: number; returned: number; not_needed: number };
  claim_time_ms: number | null;
  claim_time_p90_ms: number | null;
  waits_told: number;
  wait_honesty: number | null;
  handle_time_ms: number | null;
  drafts: { sent: number; edited: number; ignored: number; dismissed: number };
  draft_use: number | null;
  gaps: Partial<Record<Gap, number>>;
}

/** The measures of figures. Pure. */
export function measuresOf({ counts, times, gaps }: Figures): Measures {
  const assisted = counts.visits - counts.byPeople;
  const used = counts.draftsSent + counts.draftsEdited;
  return {
    visits: counts.visits,
    by_people: counts.byPeople,
    escalated: counts.escalated,
    contained: counts.contained,
    open: counts.open,
    escalation_rate: share(counts.escalated, assisted),
    time_to_escalation_ms: quantile(times.toEscalation, 0.5),
    time_to_escalation_p90_ms: quantile(times.toEscalation, 0.9),
    ratings: counts.rated,
    csat: share(counts.satisfied, counts.rated),
    csat_mean: share(counts.scores, counts.rated),
    rating_rate: share(counts.rated, counts.resolved),
    containment: share(counts.contained, assisted),
    verified: counts.verified,
    verified_rate: share(counts.verified, counts.contained),
    durable: counts.durable,
    durable_due: counts.durableDue,
    durable_rate: share(counts.durable, counts.durableDue),
    first_response_ms: quantile(times.firstResponse, 0.5),
    first_response_p90_ms: quantile(times.firstResponse, 0.9),
    escalations: counts.escalations,
    requested: counts.requested,
    outcomes: { resolved: counts.resolved, returned: counts.returned, not_needed: counts.notNeeded },
    claim_time_ms: quantile(times.claim, 0.5),
    claim_time_p90_ms: quantile(times.claim, 0.9),
    waits_told: counts.told,
    wait_honesty: share(counts.inside, counts.told),
    handle_time_ms: quantile(times.handle, 0.5),
    drafts: {
      sent: counts.draftsSent,
      edited: counts.draftsEdited,
      ignored: counts.draftsIgnored,
      dismissed: counts.draftsDismissed,
    },
    draft_use: share(used, used + counts.draftsIgnored + counts.draftsDismissed),
    gaps,
  };
}

/** To four digits after the point. */
function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;
}

/** The smallest value that at least `wanted` (0..1) of all do not exceed: always one that occurred. */
function quantile(values: readonly number[], wanted: number): number | null {
  const rising = Float64Array.from(values).sort();
  return rising[Math.max(0, Math.ceil(wanted * rising.length) - 1)] ?? null;
}
