import type { Root } from 'mdast';
import { stringifyMarkdown } from '../../../src/markdown/markdown.ts';
import type { Names } from './control.ts';
import { clean, decodeEntities } from './escape.ts';
import { isPlain } from './is-plain.ts';
import { readBlocks } from './read-blocks.ts';

/**
 * Slack's mrkdwn, as it comes in events, as canonical Markdown. Mentions become `@Name` in words, with the bot's own
 * taken out. Never throws.
 */
export function fromMrkdwn(text: string, names: Names): string {
  if (isPlain(text)) return text;
  const own = withoutSelf(clean(text), names.self);
  try {
    const tree: Root = { type: 'root', children: readBlocks(own, names) };
    return stringifyMarkdown(tree);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return decodeEntities(own);
  }
}

function withoutSelf(text: string, self: string | undefined): string {
  if (self === undefined || !text.includes(`<@${self}`)) return text;
  const first = new RegExp(`^\\s*<@${self}(?:\\|[^<>]*)?>[ \\t]*[:,]?`);
  const later = new RegExp(`[ \\t]?<@${self}(?:\\|[^<>]*)?>`, 'g');
  return text.replace(first, '').replace(later, '').trim();
}
