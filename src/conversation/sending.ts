import type { Mark, Marking } from '../channels/adapter.ts';
import type { Button, TextContent } from '../channels/content.ts';
import type { DeskActionEvent } from '../channels/events.ts';
import type { Person, PostRef } from '../channels/refs.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { compareWithDraft } from './copilot.ts';
import type { Carried } from './effects.ts';
import { pauseLease } from './lease.ts';
import { type Message, type Relay, shownAs, withoutNoteMark } from './message.ts';
import type { Step } from './step.ts';

const MESSAGE_ACTION = /^(send_note|undo)_\d{1,9}$/;

/** The number of the message that a button at the desk is about; undefined for buttons that are about none. */
export function messageOfAction(action: string): number | undefined {
  return MESSAGE_ACTION.test(action) ? Number(action.slice(action.lastIndexOf('_') + 1)) : undefined;
}

/** How the holder writes here, told to whoever has just claimed. */
export function tellHowToWrite(step: Step, agent: string): void {
  const { texts, settings } = step.facts;
  const { noteMark, deskMessages, undoForMs } = settings;
  const how =
    deskMessages === 'notes'
      ? texts.say('desk.claimed_notes', { agent })
      : texts.say('desk.claimed', { agent, mark: noteMark });
  const seconds = String(Math.ceil(undoForMs / 1_000));
  const undo = undoForMs > 0 ? texts.say('desk.undo_hint', { seconds }) : '';
  step.post('desk', { kind: 'text', text: [how, undo].filter(Boolean).join(' '), tone: 'system' });
}

/**
 * Sends a message of the holder to the customer, after a moment in which it can be undone, and marks it at the desk. `before`:
 * as what it is marked so far. Gives what carries it.
 */
export function sendToCustomer(
  step: Step,
  { seq, post, author, text, files }: Pick<Message, 'seq' | 'text' | 'files'> & Author,
  before: Mark | null,
): Relay | null {
  const { undoForMs } = step.facts.settings;
  compareWithDraft(step, text);
  // Ordered before the post, so that it cannot overtake the mark that the post leads to.
  if (undoForMs > 0)
    step.mark(post, { mark: 'waiting', before, buttons: [messageButton(step, 'undo', seq)] });
  const marking: Marking = { mark: 'sent', before: undoForMs > 0 ? 'waiting' : before, buttons: [] };
  const content = { kind: 'text' as const, text, author: shownAs(author), files };
  const relay = step.post('customer', content, { waitMs: undoForMs, carries: { post, marking } });
  pauseLease(step);
  return relay;
}

interface Author {
  post: PostRef;
  author: Person;
}

/** Marks what stays at the desk. Its holder may send it later; `offer`: they are told so. */
export function markAsNote(
  step: Step,
  { seq, post, author }: Pick<Message, 'seq'> & Author,
  { offer = false, before = null }: { offer?: boolean; before?: Mark | null } = {},
): void {
  const buttons = holds(step, author) ? [messageButton(step, 'send_note', seq)] : [];
  const content: TextContent = {
    kind: 'text',
    text: step.facts.texts.say('desk.note_offer'),
    tone: 'system',
    buttons,
  };
  step.mark(post, { mark: 'note', before, buttons }, offer ? { personId: author.id, content } : null);
}

/** What mirrors an edit of a message that went to the customer: it is marked as sent when the edit has arrived. */
export function carriedAgain({ post }: Message): { carries?: Carried } {
  return post ? { carries: { post, marking: { mark: 'sent', before: 'failed', buttons: [] } } } : {};
}

/** Takes a message back from the customer, if it has got there at all: it is a note from now on. */
export function withdraw(step: Step, message: Message): void {
  step.amend({ ...message, internal: true });
  const { relay, post, author, seq } = message;
  if (!relay) return;
  if (!post || !author) return step.mirror(relay, null);
  markAsNote(step, { seq, post, author }, { before: 'waiting' });
  // Once more when it is gone for certain: if it was on its way, it has been marked as sent meanwhile.
  const buttons = holds(step, author) ? [messageButton(step, 'send_note', seq)] : [];
  step.mirror(relay, null, { carries: { post, marking: { mark: 'note', before: 'sent', buttons } } });
}

/** The holder did something with a message of theirs. True where the action was one of these. */
export function onMessageAction(step: Step, event: DeskActionEvent, episode: Escalation): boolean {
  if (messageOfAction(event.action) === undefined) return false;
  const { original } = step.facts;
  const refuse = (key: Parameters<Step['whisper']>[2]) => step.whisper('desk', event.author.id, key);
  if (original?.role !== 'agent' || original.deletedAt || !original.post) refuse('desk.note_gone');
  else if (original.author?.id !== event.author.id) refuse('desk.note_not_yours');
  else if (event.action.startsWith('undo_')) {
    if (original.internal || !original.relay) refuse('desk.undone_already');
    else withdraw(step, original);
  } else if (!original.internal) refuse('desk.note_sent_already');
  else sendNote(step, original, { post: original.post, author: original.author }, episode);
  return true;
}

function sendNote(step: Step, note: Message, from: Author, episode: Escalation): void {
  const text = withoutNoteMark(note.text, step.facts.settings.noteMark);
  if (text.trim() === '' && note.files.length === 0) {
    return step.whisperInThread(
      from.author.id,
      { kind: 'text', text: step.facts.texts.say('desk.note_empty'), tone: 'system' },
      episode.id,
    );
  }
  const relay = sendToCustomer(step, { ...note, ...from, text }, 'note');
  const sent: Message = { ...note, text, internal: false, fromNote: true, relay };
  step.amend(sent);
  step.remember(sent);
}

/** Whether the person holds the escalation that is going on. */
export function holds({ state: { episode } }: Step, { id }: Person): boolean {
  return episode?.state === 'held' && episode.holder?.id === id;
}

/** The button by which an author does something with their message. */
export function messageButton(step: Step, what: 'undo' | 'send_note', seq: number): Button {
  const value = (step.state.episode ?? step.state.lastEpisode)?.id ?? '';
  return { ...step.deskButton(what, value, { settles: true }), id: `${what}_${seq}` };
}
