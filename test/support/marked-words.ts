import type { Nodes } from 'mdast';
import { parseMarkdown } from '../../src/markdown/markdown.ts';

/**
 * The words of a Markdown text with what they are marked as, such as `hello[strong]`: what has to survive a trip
 * to another form and back. Space, zero-width characters and the blocks that carry nothing are left out.
 */
export function markedWords(markdown: string): string[] {
  const found: string[] = [];
  const visit = (node: Nodes, marks: string[]) => {
    if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') {
      const own = node.type === 'text' ? marks : [...marks, 'code'];
      for (const word of node.value.split(/[\s\u200b]+/))
        if (word) found.push(`${word}[${[...new Set(own)].sort()}]`);
      return;
    }
    const mark = MARKS[node.type];
    const inner = node.type === 'link' ? [...marks, node.url] : mark ? [...marks, mark] : marks;
    if ('children' in node) for (const child of node.children) visit(child, inner);
  };
  visit(parseMarkdown(markdown), []);
  return found;
}

const MARKS: Record<string, string> = {
  strong: 'strong',
  heading: 'strong',
  emphasis: 'emphasis',
  delete: 'delete',
  blockquote: 'quote',
  listItem: 'item',
};
