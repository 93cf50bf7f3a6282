/** More emphasis marks than this are taken as text. Nobody writes so many and means them. */
const MOST_MARKS = 400;
/** More marks than this that nest blocks, at the beginning of a line, are taken as text. */
const DEEPEST = 12;

const MARK = /[*_~`[\]<&|]/g;
const NESTING = new RegExp(`^(?:[ \\t]{0,8}(?:>|(?:[-*+]|\\d{1,9}[.)])(?=[ \\t]))){${DEEPEST},}`);

/**
 * Escapes what the Markdown parser would need time in the square of its length for: endless runs of marks, and endlessly
 * nested blocks. Text that people write is unchanged.
 */
export function tameMarks(markdown: string): string {
  const lines = markdown.split('\n').map((line) => line.replace(NESTING, '\\$&'));
  const tamed = lines.join('\n');
  if ((tamed.match(MARK)?.length ?? 0) <= MOST_MARKS) return tamed;
  return tamed
    .split(/(\n[ \t]*\n)/)
    .map(tameParagraph)
    .join('');
}

function tameParagraph(paragraph: string): string {
  if (/^ {0,3}(```|~~~)/m.test(paragraph)) return paragraph;
  let marks = 0;
  return paragraph.replace(MARK, (mark) => {
    marks += 1;
    return marks > MOST_MARKS ? `\\${mark}` : mark;
  });
}
