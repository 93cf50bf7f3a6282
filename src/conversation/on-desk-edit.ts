import type { DeskDeletedEvent, DeskEditedEvent } from '../channels/events.ts';
import { asDeleted, asEdited, shownAs } from './message.ts';
import type { Step } from './step.ts';

/** An agent edited a message. What went to the customer is mirrored; a note stays a note, whatever it now says. */
export function onDeskEdited(step: Step, event: DeskEditedEvent): void {
  const { original, actorIsMember, memberUnknown } = step.facts;
  if (memberUnknown) return step.whisper('desk', event.author.id, 'desk.member_unknown');
  if (!actorIsMember || original?.role !== 'agent' || original.author?.id !== event.author.id) return;
  if (original.text === event.text && !original.deletedAt) return;
  const edited = asEdited(original, event.text, event.at);
  const marked = event.text.trimStart().startsWith(step.facts.settings.noteMark);
  if (!original.relay || original.internal) {
    step.amend(edited);
    const wasMarked = original.text.trimStart().startsWith(step.facts.settings.noteMark);
    if (wasMarked && !marked) step.whisper('desk', event.author.id, 'desk.still_note');
    return;
  }
  if (marked) {
    step.amend({ ...edited, internal: true });
    step.mirror(original.relay, null);
    return step.whisper('desk', event.author.id, 'desk.withdrawn');
  }
  step.amend(edited);
  step.mirror(original.relay, { kind: 'text', text: event.text, author: shownAs(event.author) });
}

/** An agent deleted a message: it is gone for the customer, too. */
export function onDeskDeleted(step: Step, event: DeskDeletedEvent): void {
  const { original, atDesk } = step.facts;
  if (!atDesk || original?.role !== 'agent' || original.deletedAt) return;
  step.amend(asDeleted(original, event.at));
  if (original.relay && !original.internal) step.mirror(original.relay, null);
}
