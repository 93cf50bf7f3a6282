import type { Button } from '../channels/content.ts';
import type { DeskActionEvent } from '../channels/events.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { GAPS, RESOLUTIONS } from '../escalation/gap.ts';
import { proposeGap, proposeResolution } from '../escalation/propose-outcome.ts';
import { endEpisode, solutionOf } from './episode.ts';
import { chosen, refuseForm, written } from './filled-in.ts';
import { SOLUTION_LIMIT } from './form-limits.ts';
import type { Step } from './step.ts';

/** The holder says that nothing is left to do, and how it ended; where they leave that out, what rules propose is taken. */
export function resolveEpisode(step: Step, event: DeskActionEvent, episode: Escalation): void {
  const { now, settings } = step.facts;
  const proposed = proposeResolution(episode, now, settings.desk.idleMs);
  const resolution = chosen(event, 'resolution', RESOLUTIONS, proposed);
  const gap = chosen(event, 'gap', GAPS, proposeGap(episode, step.state.tally));
  if (!resolution || !gap) return refuseForm(step, event);
  const solution = (written(event, 'solution', SOLUTION_LIMIT) ?? solutionOf(step)) || null;
  endEpisode(step, episode, 'resolved', { resolution, gap, solution });
  step.set({ status: 'resolved', resolvedAt: now.toISOString() });
  const key = resolution === 'solved' ? 'customer.resolved' : 'customer.closed';
  step.tellCustomer(key, { agent: event.author.name }, ratingButtons(step, episode));
  step.tellDesk('desk.resolved', { agent: event.author.name });
}

/** One click tells how the human did, from 5 (very well) down to 1. */
function ratingButtons(step: Step, episode: Escalation): Button[] {
  if (!step.facts.settings.askRating) return [];
  const scores = ['rate_5', 'rate_4', 'rate_3', 'rate_2', 'rate_1'] as const;
  return scores.map((id) => step.button(id, `button.${id}`, episode.id));
}
