/** Keeps characters apart that would mean something side by side, without being seen. */
export const ZERO_WIDTH = '\u200b';

/** Characters that no message means and that some consumers choke on; tab and line break stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Text without control characters, and without halves of surrogate pairs, which no encoding can carry. */
export function clean(text: string): string {
  return text.replace(CONTROL, '').replace(/\p{Surrogate}/gu, '\ufffd');
}

const WORD = /[\p{L}\p{N}\p{M}_]/u;

/** Whether a mark that touches this character would stand inside a word. */
export function isWord(character: string | undefined): boolean {
  return character !== undefined && WORD.test(character);
}

/** The whole character that ends just before an index. */
export function characterBefore(text: string, index: number): string | undefined {
  if (index <= 0) return undefined;
  const low = text.charCodeAt(index - 1);
  const pair = low >= 0xdc00 && low <= 0xdfff && index > 1;
  return text.slice(pair ? index - 2 : index - 1, index);
}

/** The whole character that begins at an index. */
export function characterAt(text: string, index: number): string | undefined {
  const point = text.codePointAt(index);
  return point === undefined ? undefined : String.fromCodePoint(point);
}

/**
 * What Discord would take for a mention, a command, an emoji, a time or an address in angle brackets.
 * https://docs.discord.com/developers/reference#message-formatting
 */
const BRACKETED = /<(?=[@#:/+]|a:|t:|id:|[^\s<>@]+@[^\s<>]+>)/g;

/**
 * Plain text as Discord Markdown that shows exactly these characters: no formatting, no link, no mention. A mention is
 * broken up by a zero-width space rather than by a backslash, which only the app heeds and not the API.
 */
export function escapeText(text: string): string {
  return text
    .replace(/[\\*_`]|~(?=~)|(?<=~)~|\|(?=\|)|(?<=\|)\|/g, '\\$&')
    .replace(/(https?|discord|steam|ftp)(?=:\/\/)/gi, '$1\\')
    .replace(/@(?=everyone|here)/gi, `@${ZERO_WIDTH}`)
    .replace(BRACKETED, `<${ZERO_WIDTH}`)
    .replace(/\](?=\()/g, `]${ZERO_WIDTH}`);
}

/** A line of output that would begin a heading, a list, a quote or small print, as the words that it is. */
export function escapeLineStart(line: string): string {
  return line
    .replace(/^(?:#{1,3}|-#|[-*])(?=\s|$)/, '\\$&')
    .replace(/^(\d{1,9})\.(?=\s|$)/, '$1\\.')
    .replace(/^>(?=\s|>>\s)/, '\\>');
}

const QUIETED = new RegExp(`(?<=[<@\\]])${ZERO_WIDTH}|^${ZERO_WIDTH}|${ZERO_WIDTH}$`, 'g');

/** Takes out the zero-width spaces that keep characters apart; others are somebody's words. */
export function unquiet(text: string): string {
  return text.replace(QUIETED, '');
}
