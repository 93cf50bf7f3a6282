import type { Button, TextContent } from '../../../src/channels/content.ts';
import type { FeedbackButtons } from '../records/sent-posts.ts';

/** The buttons whose place Teams' own feedback buttons take. */
const LIKE = 'solved';
const DISLIKE = 'not_solved';

/** Buttons parted into those that Teams' own feedback buttons stand for, where both are there, and the others. */
export function partButtons(buttons: readonly Button[] = []): { feedback: Button[]; others: Button[] } {
  const feedback = [LIKE, DISLIKE].flatMap((id) => buttons.find((button) => button.id === id) ?? []);
  if (feedback.length < 2) return { feedback: [], others: [...buttons] };
  return { feedback, others: buttons.filter((button) => !feedback.includes(button)) };
}

/** What the feedback buttons under a post with these buttons mean. */
export function feedbackOf(buttons: readonly Button[] | undefined): FeedbackButtons | undefined {
  const [like, dislike] = partButtons(buttons).feedback;
  if (!like || !dislike) return undefined;
  return {
    like: { action: like.id, value: like.value },
    dislike: { action: dislike.id, value: dislike.value },
  };
}

/** Has Teams show its feedback buttons under a post, in place of ours. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content#add-feedback-buttons */
export function feedbackLoop({ buttons }: TextContent): { channelData?: object } {
  return feedbackOf(buttons) ? { channelData: { feedbackLoop: { type: 'default' } } } : {};
}
