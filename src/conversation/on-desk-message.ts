import type { DeskMessageEvent } from '../channels/events.ts';
import { keepLease } from './lease.ts';
import { isMarkedNote } from './message.ts';
import { holds, markAsNote, sendToCustomer } from './sending.ts';
import type { Step } from './step.ts';

/** Someone wrote in a card's thread: to the customer only when the holder wrote it, and without the note mark. */
export function onDeskMessage(step: Step, event: DeskMessageEvent): void {
  const { author, at, files, post, text } = event;
  const { noteMark, deskMessages } = step.facts.settings;
  const marked = isMarkedNote(text, noteMark);
  const holder = holds(step, author) && step.facts.actorIsMember;
  const seq = step.state.seq + 1;
  if (marked || !holder || deskMessages === 'notes') {
    step.record({ role: 'agent', author, text, internal: true, at, files, post });
    // Who says that it is a note has asked for nothing else.
    markAsNote(step, { seq, post, author }, { offer: holder && !marked });
    if (holder) keepLease(step);
    else if (!marked) explain(step, event);
    return;
  }
  const relay = sendToCustomer(step, { seq, post, author, text, files }, null);
  step.record({ role: 'agent', author, text, at, files, post, relay });
}

/** Tells the author why their message stayed at the desk, and how to join. */
function explain(step: Step, event: DeskMessageEvent): void {
  const { episode } = step.state;
  if (step.facts.memberUnknown) return step.whisper('desk', event.author.id, 'desk.member_unknown');
  if (!step.facts.actorIsMember) return step.whisper('desk', event.author.id, 'desk.not_member');
  if (!episode) return step.whisper('desk', event.author.id, 'desk.note_ended');
  if (!episode.holder) return step.whisper('desk', event.author.id, 'desk.note_unclaimed');
  step.whisper('desk', event.author.id, 'desk.note_not_holder', { agent: episode.holder.name });
}
