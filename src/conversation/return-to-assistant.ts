import type { DeskActionEvent } from '../channels/events.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { FINDINGS_LIMIT } from './conversation.ts';
import { endEpisode } from './episode.ts';
import { written } from './filled-in.ts';
import { NOTE_LIMIT } from './form-limits.ts';
import { shownAs } from './message.ts';
import type { Step } from './step.ts';

/** The holder gives the conversation back to the assistant, with what they found out, if they like. */
export function returnToAssistant(step: Step, event: DeskActionEvent, episode: Escalation): void {
  const note = written(event, 'note', NOTE_LIMIT);
  if (note) {
    keepNote(step, event, note);
    const findings = [...(step.state.findings ?? []), note].slice(-FINDINGS_LIMIT);
    step.set({ findings });
  }
  endEpisode(step, episode, 'returned');
  step.tellCustomer('customer.handed_back', { agent: event.author.name });
  step.tellDesk('desk.returned', { agent: event.author.name });
}

/** Records what an agent wrote in a form for those who come after, and shows it in the card's thread. */
export function keepNote(step: Step, { author, at }: DeskActionEvent, text: string): void {
  step.record({ role: 'agent', author, text, internal: true, at });
  step.post('desk', { kind: 'text', text, tone: 'note', author: shownAs(author) });
}
