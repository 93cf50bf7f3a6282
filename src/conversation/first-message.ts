import type { Button } from '../channels/content.ts';
import type { DeskActionEvent } from '../channels/events.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { pauseLease } from './lease.ts';
import { shownAs } from './message.ts';
import { soundsOf } from './mood.ts';
import { oneLine } from './one-line.ts';
import type { Step } from './step.ts';

const NAME_LIMIT = 60;
const TITLE_LIMIT = 80;
const ARTICLES = 2;
/** The button of a first message that is offered to its holder. */
const SEND = 'draft_first';

/**
 * How the holder may greet the customer, from what is known: that they see what was said, what was asked, and what was tried.
 * It promises nothing, for it is the agent who knows what comes next. Canonical Markdown.
 */
export function firstMessage(
  step: Step,
  { ask, tried, mood, customer }: Pick<Escalation, 'ask' | 'tried' | 'mood' | 'customer'>,
): string {
  const titles = tried.flatMap(({ sources }) => sources.map(({ title }) => oneLine(title, TITLE_LIMIT)));
  const articles = [...new Set(titles)].slice(-ARTICLES).join(', ');
  return [
    step.sayToCustomer('customer.first_hello', { customer: oneLine(customer.name, NAME_LIMIT) }),
    ...(soundsOf(mood) === 'upset' ? [step.sayToCustomer('customer.first_sorry')] : []),
    ...(ask ? [step.sayToCustomer('customer.first_ask', { ask })] : []),
    ...(articles ? [step.sayToCustomer('customer.first_tried', { articles })] : []),
    step.sayToCustomer('customer.first_next'),
  ].join(' ');
}

/**
 * Shows the first message to a holder who works with the co-pilot, to be sent by one press. Whoever claimed without it finds
 * it on the card: they have chosen to write by themselves.
 */
export function offerFirstMessage(step: Step): void {
  const { episode } = step.state;
  if (episode?.state !== 'held' || !episode.holder || episode.mode !== 'soft' || !episode.copilot) return;
  const { text, byModel } = episode.firstMessage;
  step.set({ episode: { ...episode, offered: text } });
  const send: Button = {
    id: SEND,
    label: step.facts.texts.say('button.draft_send'),
    value: episode.id,
    style: 'primary',
    settles: true,
  };
  const words = [step.facts.texts.say('desk.first_message'), text].join('\n\n');
  const content = { kind: 'text' as const, text: words, tone: 'note' as const, buttons: [send] };
  step.whisperInThread(episode.holder.id, byModel ? { ...content, generated: true } : content, episode.id);
}

/** The holder sends the first message. True where the action was this. */
export function onFirstMessageAction(step: Step, { action, author }: DeskActionEvent): boolean {
  if (action !== SEND) return false;
  const { episode } = step.state;
  const text = episode?.offered;
  // Who has written already has greeted the customer.
  if (!episode?.holder || !text || episode.answeredAt) {
    step.whisper('desk', author.id, 'desk.draft_gone');
    return true;
  }
  const { holder } = episode;
  step.set({ episode: { ...episode, offered: null } });
  const relay = step.post('customer', { kind: 'text', text, author: shownAs(holder) });
  step.record({ role: 'agent', author: holder, text, relay });
  step.post('desk', { kind: 'text', text, author: shownAs(holder) });
  pauseLease(step);
  return true;
}
