/**
 * Keeps a character from acting as formatting without being seen. mrkdwn has no escape for its marks.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export const ZERO_WIDTH = '\u200b';

/** Characters that no message means and that some consumers choke on; tab and line break stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Text without control characters, and without halves of surrogate pairs, which no encoding can carry. */
export function clean(text: string): string {
  return text.replace(CONTROL, '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Slack shows these three as entities everywhere, in code too. https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeEntities(text: string): string {
  return text.replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'));
}

/** Undoes `escapeEntities`; other entities are plain text in Slack. */
export function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name) => (name === 'amp' ? '&' : name === 'lt' ? '<' : '>'));
}

const WORD = /[\p{L}\p{N}\p{M}]/u;

/** Whether a mark that touches this character would stand inside a word, where Slack does not see it. */
export function isWord(character: string | undefined): boolean {
  return character !== undefined && WORD.test(character);
}

/** Whether this is white space, or the end of the text. */
export function isSpace(character: string | undefined): boolean {
  return character === undefined || /\s/.test(character);
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
 * Plain text as mrkdwn that shows exactly these characters: no formatting, no link, no mention. A backtick becomes
 * the look-alike `ˋ`, as nothing else keeps two of them from making code.
 */
export function escapeText(text: string): string {
  const quiet = text
    .replace(/`/g, 'ˋ')
    .replace(/@(?=here|channel|everyone|group)/gi, `@${ZERO_WIDTH}`)
    .replace(/[*_~]+/g, (marks, at: number, whole: string) => quietMarks(whole, marks, at));
  return escapeEntities(quiet);
}

function quietMarks(text: string, marks: string, at: number): string {
  const before = characterBefore(text, at);
  const after = characterAt(text, at + marks.length);
  const insideWord = isWord(before) && isWord(after);
  const standsAlone = isSpace(before) && isSpace(after) && before !== undefined && after !== undefined;
  return insideWord || standsAlone ? marks : `${ZERO_WIDTH}${marks}${ZERO_WIDTH}`;
}

const QUIETED = new RegExp(`${ZERO_WIDTH}(?=[*_~@&]|$)|^${ZERO_WIDTH}|(?<=[@*_~])${ZERO_WIDTH}`, 'g');

/** Takes out the zero-width spaces that keep marks and mentions from acting; others are somebody's words. */
export function unquiet(text: string): string {
  return text.replace(QUIETED, '');
}
