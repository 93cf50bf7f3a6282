import { splitMarkdown } from '../mrkdwn/split-mrkdwn.ts';
import { toMrkdwn } from '../mrkdwn/to-mrkdwn.ts';

/** What comes after this many times the room is not looked at: nearly all Markdown is shorter than its mrkdwn. */
const LONGEST_SOURCE = 2;

/** Markdown as mrkdwn of at most `limit` characters (40 or more); what is left out is marked by an ellipsis. */
export function shortenMrkdwn(markdown: string, limit: number): string {
  const source = markdown.slice(0, limit * LONGEST_SOURCE);
  const whole = toMrkdwn(source);
  if (whole.length <= limit && source === markdown) return whole;
  // Cut as Markdown: a cut through mrkdwn could leave a link or a fence open.
  const [first = ''] = splitMarkdown(source, limit - 2);
  return `${toMrkdwn(first)}\n…`;
}
