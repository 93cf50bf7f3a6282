import { parseMarkdown } from '../../../src/markdown/markdown.ts';
import { inlineReferences } from '../../../src/markdown/references.ts';
import { clean, escapeHtml } from './escape.ts';
import { writeBlocks } from './write-blocks.ts';

/**
 * Canonical Markdown as the HTML that Teams takes as `textFormat: xml`. Nothing in it notifies anyone, whatever the text
 * holds: what looks like a tag is shown as the characters that it is. Never throws.
 */
export function toHtml(markdown: string): string {
  const text = clean(markdown);
  try {
    const tree = parseMarkdown(text);
    inlineReferences(tree);
    return writeBlocks(tree.children);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return `<p>${escapeHtml(text).replace(/\n/g, '<br>')}</p>`;
  }
}
