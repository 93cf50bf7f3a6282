import { z } from 'zod';
import { placeOf } from '../places.ts';
import type { TeamsActivity } from './activity.ts';
import { eventId } from './event-id.ts';
import { authorOf, envelopeOf, type Found, malformed, type Nothing, type Territory } from './found.ts';

/** What our buttons carry; the words come back as we sent them. */
const pressed = z.object({
  baton: z.object({ action: z.string().max(500), value: z.string().max(4_000) }),
});

/** What `adaptiveCard/action` brings. https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#request-format */
const execute = z.object({ action: z.object({ data: pressed }) });

/** What `message/submitAction` brings. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content#feedback-buttons */
const feedback = z.object({
  actionName: z.literal('feedback'),
  actionValue: z.object({
    reaction: z.enum(['like', 'dislike']),
    feedback: z.string().max(20_000).optional().catch(undefined),
  }),
});

/** What a button of ours carries; undefined where it is none. */
export function readPressed(data: unknown): { action: string; value: string } | undefined {
  const parsed = pressed.safeParse(data);
  return parsed.success ? parsed.data.baton : undefined;
}

/** Reads the press of a button on one of our cards, by the data that it carries. */
export function readPress(activity: TeamsActivity, data: unknown, territory: Territory): Found | Nothing {
  const parsed = pressed.safeParse(data);
  if (!parsed.success) return malformed('a press of a button that is not ours');
  return actionOf(activity, parsed.data.baton, territory);
}

/** Reads the press of a button as an invoke. */
export function readExecute(activity: TeamsActivity, territory: Territory): Found | Nothing {
  const parsed = execute.safeParse(activity.value);
  if (!parsed.success) return malformed('a press of a button that is not ours');
  return actionOf(activity, parsed.data.action.data.baton, territory);
}

/** A press, as the event that it is. */
export function actionOf(
  activity: TeamsActivity,
  { action, value }: { action: string; value: string },
  territory: Territory,
): Found | Nothing {
  const { id, timestamp, replyToId, conversation } = activity;
  if (!id || !timestamp || !replyToId || !activity.from)
    return malformed('a press without an id, a time, a card or a person');
  const place = envelopeOf(activity, territory, {
    id: eventId('a', placeOf(conversation.id).channel, id),
    post: replyToId,
  });
  return {
    kind: 'event',
    event: { kind: 'customer.action', ...place, author: authorOf(activity), action, value },
    sources: [],
  };
}

/** What somebody thinks of a post of ours, and what they wrote about it. */
export interface Feedback {
  reaction: 'like' | 'dislike';
  comment: string;
}

/** Reads what Teams' own feedback buttons say; undefined where it is something else. */
export function readFeedback(value: unknown): Feedback | undefined {
  const parsed = feedback.safeParse(value);
  if (!parsed.success) return undefined;
  const { reaction, feedback: form } = parsed.data.actionValue;
  return { reaction, comment: commentIn(form) };
}

function commentIn(form: string | undefined): string {
  try {
    const { feedbackText } = JSON.parse(form ?? '{}') as { feedbackText?: unknown };
    return typeof feedbackText === 'string' ? feedbackText.trim() : '';
  } catch {
    return '';
  }
}
