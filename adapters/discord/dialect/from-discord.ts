import type { Root } from 'mdast';
import { stringifyMarkdown } from '../../../src/markdown/markdown.ts';
import { clean } from './escape.ts';
import { isPlain } from './is-plain.ts';
import { readBlocks } from './read-blocks.ts';
import type { Names } from './references.ts';

/**
 * Discord's Markdown, as it comes in events, as canonical Markdown. Mentions become `@Name` in words, with the bot's own
 * taken out; emoji of a server `:name:`. Never throws.
 */
export function fromDiscord(text: string, names: Names): string {
  if (isPlain(text)) return text;
  const own = withoutSelf(clean(text), names.self ?? []);
  try {
    const tree: Root = { type: 'root', children: readBlocks(own, names) };
    return stringifyMarkdown(tree);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return own;
  }
}

function withoutSelf(text: string, self: readonly string[]): string {
  const own = self.filter((id) => text.includes(`${id}>`));
  if (own.length === 0) return text;
  const mention = `<@[!&]?(?:${own.join('|')})>`;
  const first = new RegExp(`^\\s*${mention}[ \\t]*[:,]?`);
  const later = new RegExp(`[ \\t]?${mention}`, 'g');
  return text.replace(first, '').replace(later, '').trim();
}
