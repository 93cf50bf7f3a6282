import type { Activity } from 'botbuilder';
import type { Button, Content } from '../../../src/channels/content.ts';
import { formAction } from '../../../src/channels/form.ts';
import { LIMITS } from '../limits.ts';
import type { ConversationKind } from '../places.ts';
import { partButtons } from './feedback.ts';
import { renderButtons, renderCard } from './render-card.ts';
import { renderText } from './render-text.ts';
import { shownLabel } from './shown-label.ts';

/** The buttons of a post that are shown beneath the place to write in, instead of in a card; what opens a form cannot be. */
export function suggestedButtons(content: Content, kind: ConversationKind): Button[] {
  if (content.kind === 'card' || kind !== 'personal' || !content.sources?.length) return [];
  const { others } = partButtons(content.buttons);
  if (others.some(({ id }) => formAction(id) !== undefined)) return [];
  return others.slice(0, LIMITS.suggestions);
}

/**
 * Content as the activity that shows it. Buttons come with the words in one card: Teams would part a message and its
 * card. But only in a message can words refer to their sources, so in personal chats an answer with sources is a
 * message, and its buttons are suggested actions, which Teams has in personal chats alone.
 * https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#send-suggested-actions
 */
export function renderContent(content: Content, kind: ConversationKind): Partial<Activity> {
  if (content.kind === 'card') return renderCard(content.card);
  const suggested = suggestedButtons(content, kind);
  if (suggested.length > 0) {
    const actions = suggested.map(({ label, id }) => {
      const title = shownLabel(label, id);
      return { type: 'imBack', title, value: title };
    });
    return { ...renderText(content), suggestedActions: { actions, to: [] } };
  }
  const { others } = partButtons(content.buttons);
  return others.length > 0 ? renderButtons(content, others) : renderText(content);
}
