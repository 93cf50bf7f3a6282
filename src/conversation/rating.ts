import type { CustomerActionEvent } from '../channels/events.ts';
import { formButton } from '../channels/form.ts';
import { conversationOf } from '../escalation/escalation.ts';
import { type Conversation, RATED_LIMIT } from './conversation.ts';
import type { Refusal } from './desk-rights.ts';
import { written } from './filled-in.ts';
import { COMMENT_LIMIT } from './form-limits.ts';
import type { Step } from './step.ts';

/** The form's action by which a comment is added to a rating. */
export const COMMENT = 'rate_comment';

/** What somebody wants to say of how a human helped. */
interface RatingWish {
  platform: string;
  workspace: string;
  author: { id: string };
  action: string;
  /** The id of the escalation. */
  value: string;
}

/** Why somebody may not rate an escalation, or not add a comment; undefined where they may. Pure. */
export function ratingRefusal(
  state: Pick<Conversation, 'id' | 'thread' | 'episodes' | 'openedBy' | 'rated' | 'commented'>,
  wish: RatingWish,
): Refusal | undefined {
  const refused = (key: Refusal['key']): Refusal => ({ key, params: {} });
  const number = numberOf(wish);
  const { thread } = state;
  const here = thread.platform === wish.platform && thread.workspace === wish.workspace;
  const known = conversationOf(wish.value) === state.id && number >= 1 && number <= state.episodes;
  if (!here || !known) return refused('customer.unknown_action');
  if (state.openedBy?.id !== wish.author.id) return refused('customer.rating_not_yours');
  const rated = state.rated.includes(number);
  if (wish.action !== COMMENT) return rated ? refused('customer.rated_already') : undefined;
  if (!rated) return refused('customer.unknown_action');
  return state.commented?.includes(number) ? refused('customer.commented_already') : undefined;
}

/** The customer rates how a human helped, or adds a comment to that. True where the action was one of these. */
export function onRatingAction(step: Step, event: CustomerActionEvent): boolean {
  const score = /^rate_([1-5])$/.exec(event.action)?.[1];
  if (score === undefined && event.action !== COMMENT) return false;
  const refusal = ratingRefusal(step.state, event);
  if (refusal) step.whisper('customer', event.author.id, refusal.key, refusal.params);
  else if (score === undefined) comment(step, event);
  else rate(step, event, Number(score));
  return true;
}

/** Once per escalation, however late. */
function rate(step: Step, event: CustomerActionEvent, score: number): void {
  const { state, facts } = step;
  step.set({ rated: [...state.rated, numberOf(event)].slice(-RATED_LIMIT) });
  const params = { customer: event.author.name, score: String(score) };
  step.record({ role: 'system', text: facts.texts.say('record.rated', params) });
  step.effects.push({ do: 'rating', escalationId: event.value, score, at: event.at });
  step.tellDesk('desk.rated', params, [], event.value);
  const more = step.button(formButton(COMMENT), 'button.rate_comment', event.value);
  step.whisper('customer', event.author.id, 'customer.thanks_rating', {}, { buttons: [more] });
}

/** Once per escalation; nothing written changes nothing. */
function comment(step: Step, event: CustomerActionEvent): void {
  const text = written(event, 'comment', COMMENT_LIMIT);
  if (text === undefined) return step.whisper('customer', event.author.id, 'customer.unknown_action');
  if (text === '') return step.whisper('customer', event.author.id, 'customer.thanks_rating');
  const { state, facts } = step;
  step.set({ commented: [...(state.commented ?? []), numberOf(event)].slice(-RATED_LIMIT) });
  const params = { customer: event.author.name, comment: text };
  step.record({ role: 'system', text: facts.texts.say('record.commented', params) });
  step.effects.push({ do: 'rating_comment', escalationId: event.value, comment: text });
  step.tellDesk('desk.commented', params, [], event.value);
  step.whisper('customer', event.author.id, 'customer.thanks_comment');
}

function numberOf({ value }: Pick<RatingWish, 'value'>): number {
  return Number(value.slice(value.lastIndexOf('#') + 1));
}
