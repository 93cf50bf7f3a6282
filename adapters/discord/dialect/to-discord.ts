import { parseMarkdown } from '../../../src/markdown/markdown.ts';
import { inlineReferences } from '../../../src/markdown/references.ts';
import { clean, escapeText } from './escape.ts';
import { isPlain } from './is-plain.ts';
import { writeTree } from './write-blocks.ts';

/**
 * Canonical Markdown as Discord's. Nothing in it mentions anyone or anything, whatever the text holds: mentions, slash
 * commands and times are shown as the characters that they are. Never throws.
 */
export function toDiscord(markdown: string): string {
  if (isPlain(markdown)) return markdown;
  const text = clean(markdown);
  try {
    const tree = parseMarkdown(text);
    inlineReferences(tree);
    return writeTree(tree);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return escapeText(text);
  }
}
