import { shorten } from '../../../src/markdown/cut-text.ts';
import { escapeText } from './escape.ts';

/** Plain text as mrkdwn of at most `limit` characters. */
export function escapedWithin(text: string, limit: number): string {
  const escaped = escapeText(shorten(text, limit));
  // An `&` grows to five characters, and nothing to more.
  return escaped.length <= limit ? escaped : escapeText(shorten(text, Math.floor(limit / 5)));
}
