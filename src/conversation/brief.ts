import type { Escalation } from '../escalation/escalation.ts';
import type { BriefReadyEvent } from './facts.ts';
import type { Step } from './step.ts';

/**
 * A model has told the escalation in short: the card says so in place, once. Where the assistant steps back entirely, only
 * the agent reads words of the model, and the first message stays the one that was put together.
 */
export function onBriefReady(step: Step, { escalationId, summary, firstMessage }: BriefReadyEvent): void {
  const { episode } = step.state;
  if (episode?.id !== escalationId || episode.brief) return;
  const greets = firstMessage !== null && episode.mode === 'soft';
  const changed: Escalation = {
    ...episode,
    brief: { summary },
    ...(greets ? { firstMessage: { text: firstMessage, byModel: true } } : {}),
  };
  step.set({ episode: changed });
  if (summary !== null || greets) step.showCard(changed);
}
