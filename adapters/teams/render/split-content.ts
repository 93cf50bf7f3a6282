import type { Content, TextContent } from '../../../src/channels/content.ts';
import { splitMarkdown } from '../html/split-markdown.ts';
import { CARD_HTML } from '../limits.ts';
import { textRoom } from './render-text.ts';

/**
 * Content as posts that are one message of Teams each: cut where it is too long, sources and buttons with the last words,
 * each file by itself, as Teams parts an activity with words and a picture, or with two files, and then names neither part.
 * Never gives none.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages#send-a-message
 */
export function splitContent(content: Content): Content[] {
  if (content.kind === 'card') return [content];
  const { buttons = [], sources = [], files = [], text, ...rest } = content;
  const { generated: _, ...plain } = rest;
  const fileParts = files.map((file): TextContent => ({ ...plain, text: '', files: [file] }));
  if (text.trim() === '' && buttons.length + sources.length === 0) {
    return fileParts.length > 0 ? fileParts : [content];
  }
  // A card, which shows the buttons, has less room than a message.
  const room = buttons.length > 0 ? Math.min(CARD_HTML, textRoom(content)) : textRoom(content);
  const pieces = splitMarkdown(text, room);
  const last: TextContent = {
    ...rest,
    text: pieces.at(-1) ?? text,
    ...(sources.length > 0 ? { sources } : {}),
    ...(buttons.length > 0 ? { buttons } : {}),
  };
  return [...pieces.slice(0, -1).map((piece): TextContent => ({ ...rest, text: piece })), last, ...fileParts];
}
