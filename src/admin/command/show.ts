/** What stands in a list at most; more would not fit into a chat. */
const MOST_LINES = 25;
const LONGEST = 300;

/** A value as it was written, in a code span; cut where it is very long. Pure. */
export function code(value: unknown): string {
  const written = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  const line = onOneLine(written);
  if (line === '') return '(empty)';
  const ticks = '`'.repeat(Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${line}${pad}${ticks}`;
}

/** Words of people, which can make no link and no heading. Pure. */
export function plain(text: string): string {
  return onOneLine(text).replace(/[\\`*~[\]<>&|#]|(?<!\w)_|_(?!\w)/g, '\\$&');
}

/** Lines as a list; of a long one the beginning, and how many more there are. Pure. */
export function list(lines: readonly string[], most = MOST_LINES): string {
  const shown = lines.slice(0, most).map((line) => `- ${line}`);
  const left = lines.length - shown.length;
  return [...shown, ...(left > 0 ? [`- … and ${left} more`] : [])].join('\n');
}

/** Markdown as it is read in a terminal. Pure. */
export function forTerminal(markdown: string): string {
  return markdown
    .replace(/\[((?:[^\]\\]|\\.)*)\]\(([^)\s]+)\)/g, '$1 ($2)')
    .replace(/\*\*(.+?)\*\*/g, '$1')
    .replace(/\\([\\`*~[\]<>&|#_])/g, '$1');
}

function onOneLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).toWellFormed()}…` : line;
}
