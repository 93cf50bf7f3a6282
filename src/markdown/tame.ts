/** More marks than this in one paragraph are taken as text. Nobody writes so many and means them. */
const MOST_MARKS = 600;
/** More quote marks than this at the start of a line are dropped. */
const DEEPEST_QUOTE = 16;

const QUOTE_RUN = /^(?:[ \t]{0,8}(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){17,}/;
const FENCE = /^[ \t>]*(?:```|~~~)/;
/** A line that certainly begins a new paragraph. */
const NEW_PARAGRAPH = /^[ \t]*(?:$|[-*+][ \t])/;
const MARKS = /\\[*_~`]|`[^`]+`|([*_~])\1*/g;

/**
 * Rewrites what the Markdown parser would need time in the square of its length for: endless runs of emphasis marks
 * in one paragraph, and endlessly nested quotes. Any other text is unchanged.
 */
export function tame(markdown: string): string {
  let marks = 0;
  let fenced = false;
  const lines = markdown.split('\n').map((line) => {
    if (FENCE.test(line)) fenced = !fenced;
    if (fenced) return line;
    if (NEW_PARAGRAPH.test(line)) marks = 0;
    const shallow = line.replace(QUOTE_RUN, (run) => run.replace(/[ \t]+/g, ' ').slice(0, DEEPEST_QUOTE));
    return shallow.replace(MARKS, (found) => {
      if (/^[\\`]/.test(found)) return found;
      marks += 1;
      return marks > MOST_MARKS ? found.replace(/./g, '\\$&') : found;
    });
  });
  return lines.join('\n');
}
