import type { Content } from '../../../src/channels/content.ts';
import { cutText } from './cut-text.ts';

/** Characters of one post. The page itself has no limit; a longer post is no pleasure to read, or to draw. */
const POST_LIMIT = 20_000;

/** Cuts a long text into posts: files on the first, sources and buttons on the last. */
export function splitContent(content: Content): Content[] {
  if (content.kind === 'card' || content.text.length <= POST_LIMIT) return [content];
  const { text, files, sources, buttons, ...rest } = content;
  const pieces = cutText(text, POST_LIMIT);
  return pieces.map((piece, index) => ({
    ...rest,
    text: piece,
    ...(files && index === 0 ? { files } : {}),
    ...(sources && index === pieces.length - 1 ? { sources } : {}),
    ...(buttons && index === pieces.length - 1 ? { buttons } : {}),
  }));
}
