import { openEpisode } from './episode.ts';
import type { AgentCommandEvent } from './facts.ts';
import { stopWatching } from './offer.ts';
import { dropReply } from './start-reply.ts';
import type { Step } from './step.ts';
import { requestBy, weigh } from './weigh.ts';

/**
 * Somebody at the desk steps into a conversation that the assistant leads. Whoever hands it in has checked that they may; a
 * human who leads already is not disturbed.
 */
export function onAgentCommand(step: Step, event: AgentCommandEvent): void {
  const { owner, status, openedBy } = step.state;
  if (owner !== 'assistant' || status === 'new') return;
  if (event.command === 'close') return close(step, event);
  if (!openedBy) return;
  step.set({ status: 'open', resolvedAt: null });
  const evidence = `${event.by.name} brought it in${event.reason ? `: ${event.reason}` : ''}`;
  const decision = weigh(step, { occasion: 'feedback', extra: [requestBy(evidence)] });
  openEpisode(step, openedBy, 'agent', decision);
}

function close(step: Step, { by }: AgentCommandEvent): void {
  if (step.state.status === 'resolved') return;
  dropReply(step);
  step.set({ status: 'resolved', resolvedAt: step.facts.now.toISOString() });
  stopWatching(step);
  step.tellCustomer('customer.resolved', { agent: by.name });
}
