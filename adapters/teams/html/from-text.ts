import type { Paragraph } from 'mdast';
import { stringifyMarkdown } from '../../../src/markdown/markdown.ts';
import { clean } from './escape.ts';
import type { Mentions } from './mentions.ts';
import { OWN_MENTION, textNode, tidied } from './tidy.ts';

/**
 * The text of an activity that brings no HTML, as canonical Markdown: each character stands for itself, unless the
 * activity says that it is Markdown (`markdown`).
 */
export function fromText(text: string, mentions: Mentions, { markdown }: { markdown: boolean }): string {
  const named = mentions.inText(
    clean(text)
      .replace(/\r\n?/g, '\n')
      .replace(/&nbsp;|\u00a0/g, ' '),
    OWN_MENTION,
  );
  if (markdown) {
    const first = new RegExp(`^\\s*${OWN_MENTION}[ \\t]*[:,]?`);
    return named
      .replace(first, '')
      .replace(new RegExp(`[ ]?${OWN_MENTION}`, 'g'), '')
      .trim();
  }
  const children = named.split(/\n[ \t]*\n\s*/).flatMap((part): Paragraph[] => {
    const words = tidied(textNode(part));
    return words.length === 0 ? [] : [{ type: 'paragraph', children: words }];
  });
  return stringifyMarkdown({ type: 'root', children });
}
