import type { Button } from '../channels/content.ts';
import type { DeskActionEvent } from '../channels/events.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { endEpisode } from './episode.ts';
import type { Step } from './step.ts';

/** The holder says that the issue is settled. */
export function resolveEpisode(step: Step, event: DeskActionEvent, episode: Escalation): void {
  endEpisode(step, episode, 'resolved');
  step.set({ status: 'resolved', resolvedAt: step.facts.now.toISOString() });
  step.tellCustomer('customer.resolved', { agent: event.author.name }, ratingButtons(step, episode));
  step.tellDesk('desk.resolved', { agent: event.author.name });
}

/** One click tells how the human did, from 5 (very well) down to 1. */
function ratingButtons(step: Step, episode: Escalation): Button[] {
  if (!step.facts.settings.askRating) return [];
  const scores = ['rate_5', 'rate_4', 'rate_3', 'rate_2', 'rate_1'] as const;
  return scores.map((id) => step.button(id, `button.${id}`, episode.id));
}
