import type { Nodes } from 'mdast';
import { parseMarkdown, plainText } from '../../../src/markdown/markdown.ts';

/** The words of a Markdown text, in order: what a person reads whatever the platform marks it with. */
export function wordsOf(markdown: string): string[] {
  return wordsIn(linesOf(parseMarkdown(markdown)));
}

/** What stands in blocks of its own stands on lines of its own. */
function linesOf(node: Nodes): string {
  const isBlocks = 'children' in node && /^(root|list|listItem|blockquote)$/.test(node.type);
  return isBlocks ? node.children.map(linesOf).join('\n') : plainText(node);
}

/** Letters and digits; what stands between them is drawn in another way on each platform. */
export function wordsIn(text: string): string[] {
  return text.replace(/[*_~`\\]/g, '').match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The first words that are not there, in order, with those before them; undefined where all are. */
export function missing(wanted: readonly string[], seen: readonly string[]): string | undefined {
  let at = 0;
  for (const [index, word] of wanted.entries()) {
    const found = seen.indexOf(word, at);
    if (found < 0) return wanted.slice(Math.max(0, index - 5), index + 5).join(' ');
    at = found + 1;
  }
  return undefined;
}
