import type { DeskDeletedEvent, DeskEditedEvent } from '../channels/events.ts';
import { asDeleted, asEdited, isMarkedNote, shownAs, withoutNoteMark } from './message.ts';
import { carriedAgain, holds, messageButton, withdraw } from './sending.ts';
import type { Step } from './step.ts';

/** An agent edited a message. What went to the customer is mirrored; a note stays a note, whatever it now says. */
export function onDeskEdited(step: Step, event: DeskEditedEvent): void {
  const { original, actorIsMember, memberUnknown } = step.facts;
  if (memberUnknown) return step.whisper('desk', event.author.id, 'desk.member_unknown');
  if (!actorIsMember || original?.role !== 'agent' || original.author?.id !== event.author.id) return;
  const { noteMark } = step.facts.settings;
  const marked = isMarkedNote(event.text, noteMark) && !original.fromNote;
  const text = original.fromNote ? withoutNoteMark(event.text, noteMark) : event.text;
  if (original.text === text && !original.deletedAt) return;
  const edited = asEdited(original, text, event.at);
  if (!original.relay || original.internal) {
    step.amend(edited);
    if (isMarkedNote(original.text, noteMark) && !marked) staysNote(step, event, original.seq);
    return;
  }
  if (marked) {
    withdraw(step, edited);
    return step.whisper('desk', event.author.id, 'desk.withdrawn');
  }
  step.amend(edited);
  const content = { kind: 'text' as const, text, author: shownAs(event.author) };
  step.mirror(original.relay, content, carriedAgain(original));
}

/** An edit sends nothing; the holder can. */
function staysNote(step: Step, { author }: DeskEditedEvent, seq: number): void {
  const { episode } = step.state;
  if (!episode || !holds(step, author)) return step.whisper('desk', author.id, 'desk.still_note');
  const text = step.facts.texts.say('desk.still_note');
  const buttons = [messageButton(step, 'send_note', seq)];
  step.whisperInThread(author.id, { kind: 'text', text, tone: 'system', buttons }, episode.id);
}

/** An agent deleted a message: it is gone for the customer, too. */
export function onDeskDeleted(step: Step, event: DeskDeletedEvent): void {
  const { original, atDesk } = step.facts;
  if (!atDesk || original?.role !== 'agent' || original.deletedAt) return;
  step.amend(asDeleted(original, event.at));
  if (original.relay && !original.internal) step.mirror(original.relay, null);
}
