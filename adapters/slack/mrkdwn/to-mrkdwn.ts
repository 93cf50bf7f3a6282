import { parseMarkdown } from '../../../src/markdown/markdown.ts';
import { inlineReferences } from '../../../src/markdown/references.ts';
import { clean, escapeText } from './escape.ts';
import { isPlain } from './is-plain.ts';
import { writeTree } from './write-blocks.ts';

/**
 * Canonical Markdown as Slack's mrkdwn. Nothing in it notifies anyone, whatever the text holds: mentions, special
 * mentions and control sequences are shown as the characters that they are. Never throws.
 */
export function toMrkdwn(markdown: string): string {
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
