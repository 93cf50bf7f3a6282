import { splitMarkdown } from '../dialect/split-markdown.ts';
import { toDiscord } from '../dialect/to-discord.ts';

/** What comes after this many times the room is not looked at: nearly all Markdown is shorter than it is on Discord. */
const LONGEST_SOURCE = 2;

/** Markdown as Discord's of at most `limit` characters (40 or more); what is left out is marked by an ellipsis. */
export function shortenMarkdown(markdown: string, limit: number): string {
  const source = markdown.slice(0, limit * LONGEST_SOURCE);
  const whole = toDiscord(source);
  if (whole.length <= limit && source === markdown) return whole;
  // Cut as Markdown: a cut through what is written out could leave a link or a fence open.
  const [first = ''] = splitMarkdown(source, limit - 2);
  return `${toDiscord(first)}\n…`;
}
