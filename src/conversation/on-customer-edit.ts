import type { CustomerDeletedEvent, CustomerEditedEvent } from '../channels/events.ts';
import { EARLY_LIMIT, RECENT_TEXT_LIMIT } from './conversation.ts';
import { asDeleted, asEdited, type Message, shownAs } from './message.ts';
import { smallTalk } from './small-talk.ts';
import { dropReply, startReply } from './start-reply.ts';
import type { Step } from './step.ts';
import { noteEdit } from './while-waiting.ts';

/** A customer edited a message: the desk sees it with what it was, and an answer being made to it starts again. */
export function onCustomerEdited(step: Step, event: CustomerEditedEvent): void {
  const { original } = step.facts;
  if (!original) return keepForLater(step, event.post.id, event.text);
  if (original.role !== 'customer' || original.author?.id !== event.author.id) return;
  if (original.text === event.text && !original.deletedAt) return;
  const edited = asEdited(original, event.text, event.at);
  step.amend(edited);
  restore(step, edited);
  tellDesk(step, edited, `${edited.text}\n\n*${step.facts.texts.say('desk.edited')}*\n\n${quoted(original)}`);
  noteEdit(step, edited);
  answerAnew(step);
}

/** A customer deleted a message: the desk sees that, and no longer what it said. */
export function onCustomerDeleted(step: Step, event: CustomerDeletedEvent): void {
  const { original } = step.facts;
  if (!original) return keepForLater(step, event.post.id, null);
  if (original.role !== 'customer' || original.deletedAt) return;
  const deleted = asDeleted(original, event.at);
  step.amend(deleted);
  tellDesk(step, deleted, `*${step.facts.texts.say('desk.deleted')}*`);
  noteEdit(step, deleted);
  answerAnew(step);
}

/** The message that this is of may still be on its way. */
function keepForLater(step: Step, postId: string, text: string | null): void {
  if (step.state.status === 'new') return;
  const others = step.state.early.filter((one) => one.postId !== postId);
  step.set({ early: [...others, { postId, text }].slice(-EARLY_LIMIT) });
}

/** A message that was deleted and is there again is remembered again. */
function restore(step: Step, message: Message): void {
  const { recent } = step.state;
  const { seq, role, author, text, sources } = message;
  if (recent.some((one) => one.seq === seq) || seq < (recent[0]?.seq ?? 0)) return;
  const by = author ? { by: author.id } : {};
  const again = {
    ...{ seq, role, name: author?.name ?? '', ...by },
    ...{ text: text.slice(0, RECENT_TEXT_LIMIT), sources },
  };
  step.set({ recent: [...recent, again].sort((a, b) => a.seq - b.seq) });
}

/** In place where the message stands by itself at the desk; where it stands in a transcript, as a message of its own. */
function tellDesk(step: Step, message: Message, text: string): void {
  const author = message.author ? { author: shownAs(message.author) } : {};
  if (message.relay) return step.mirror(message.relay, { kind: 'text', text, ...author });
  if (step.state.episode) step.post('desk', { kind: 'text', text, ...author });
}

/** An answer being made was made to words that are no longer there. */
function answerAnew(step: Step): void {
  if (!step.state.reply) return;
  const lastAnswer = step.state.recent.findLastIndex(({ role }) => role === 'assistant');
  const open = step.state.recent.slice(lastAnswer + 1).filter(({ role }) => role === 'customer');
  if (open.some(({ text }) => !smallTalk(text))) return startReply(step);
  dropReply(step);
}

function quoted({ text }: Message): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}
