import type { DeskMessageEvent } from '../channels/events.ts';
import { compareWithDraft } from './copilot.ts';
import { keepLease, pauseLease } from './lease.ts';
import { shownAs } from './message.ts';
import type { Step } from './step.ts';

/** Someone wrote in a card's thread: to the customer only when the holder wrote it, and without the note mark. */
export function onDeskMessage(step: Step, event: DeskMessageEvent): void {
  const { author, at, files, post } = event;
  const { noteMark } = step.facts.settings;
  const note = event.text.trimStart().startsWith(noteMark);
  const { episode } = step.state;
  const holds = episode?.state === 'held' && episode.holder?.id === author.id && step.facts.actorIsMember;
  if (note || !holds) {
    step.record({ role: 'agent', author, text: event.text, internal: true, at, files, post });
    if (holds) keepLease(step);
    if (!note) explain(step, event);
    return;
  }
  compareWithDraft(step, event.text);
  const relay = step.post('customer', { kind: 'text', text: event.text, author: shownAs(author), files });
  step.record({ role: 'agent', author, text: event.text, at, files, post, relay });
  pauseLease(step);
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
