import { fromHtml } from '../html/from-html.ts';
import { fromText } from '../html/from-text.ts';
import { type Mentions, mentionsOf } from '../html/mentions.ts';
import type { TeamsActivity } from './activity.ts';

/** Who is mentioned in an activity. */
export function mentionsIn({ mentions, recipient }: TeamsActivity): Mentions {
  const entities = mentions.map(({ text, mentioned }) => ({ ...mentioned, text }));
  return mentionsOf(entities, recipient?.id ?? '');
}

/**
 * What a person wrote, as canonical Markdown. Teams puts the words with their formatting into an attachment of type
 * text/html, and repeats them in `text` without; some clients send `text` alone.
 * https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#receive-a-message-activity
 */
export function readWords(activity: TeamsActivity): string {
  const mentions = mentionsIn(activity);
  const { text, textFormat, attachments } = activity;
  const html = attachments.find(({ contentType }) => contentType === 'text/html')?.content;
  const picturesAreFiles = attachments.some(({ contentType }) => contentType.startsWith('image/'));
  if (typeof html === 'string' && html.trim() !== '') return fromHtml(html, { mentions, picturesAreFiles });
  if (textFormat === 'xml') return fromHtml(text ?? '', { mentions, picturesAreFiles });
  return fromText(text ?? '', mentions, { markdown: textFormat === 'markdown' });
}
