import { stringifyMarkdown } from '../../../src/markdown/markdown.ts';
import { clean } from './escape.ts';
import { readBlocks } from './read-blocks.ts';
import type { Surroundings } from './read-inline.ts';
import { readTree, textOfElement } from './read-tree.ts';
import { OWN_MENTION } from './tidy.ts';

/**
 * The HTML of a message in Teams as canonical Markdown. Mentions become `@Name` in words, with the bot's own taken out.
 * Never throws.
 */
export function fromHtml(html: string, around: Surroundings): string {
  const tree = readTree(clean(html));
  try {
    const markdown = stringifyMarkdown({ type: 'root', children: readBlocks(tree.children, around) });
    return markdown.replaceAll(OWN_MENTION, '').trim();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return textOfElement(tree).trim();
  }
}
