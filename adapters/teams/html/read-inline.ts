import type { Link, PhrasingContent } from 'mdast';
import { plainText } from '../../../src/markdown/markdown.ts';
import { isSafeUrl } from './escape.ts';
import type { Mentions } from './mentions.ts';
import { type Element, textOfElement } from './read-tree.ts';
import { marked, OWN_MENTION, textNode } from './tidy.ts';

/** What reading needs to know besides the HTML. */
export interface Surroundings {
  mentions: Mentions;
  /** Pictures are told as files, so they are left out of the words. */
  picturesAreFiles: boolean;
}

const MARKS: Readonly<Record<string, 'strong' | 'emphasis' | 'delete'>> = {
  b: 'strong',
  strong: 'strong',
  em: 'emphasis',
  i: 'emphasis',
  del: 'delete',
  s: 'delete',
  strike: 'delete',
};

/** What begins and ends a line of its own, even inside words. */
const LINES = new Set([
  'p',
  'div',
  'li',
  'ul',
  'ol',
  'tr',
  'table',
  'blockquote',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
]);

/** What stands in an element, as phrasing; blocks in it become lines. */
export function readInline(children: readonly (Element | string)[], around: Surroundings): PhrasingContent[] {
  return children.flatMap((child) => {
    if (typeof child === 'string') return textNode(child.replace(/[\s\u00a0]+/g, ' '));
    return readElement(child, around);
  });
}

function readElement(element: Element, around: Surroundings): PhrasingContent[] {
  const { name, attributes, children } = element;
  const mention = around.mentions.of(element);
  if (mention) return textNode(mention.own ? OWN_MENTION : `@${mention.name}`);
  const mark = MARKS[name];
  if (mark) return marked(mark, readInline(children, around));
  switch (name) {
    case 'br':
      return textNode('\n');
    case 'code':
      return readCode(element);
    case 'a':
      return readLink(attributes['href'] ?? '', readInline(children, around));
    case 'img':
    case 'emoji':
      return readPicture(element, around);
    case 'attachment':
      return [];
    default: {
      const inner = readInline(children, around);
      return LINES.has(name) ? [...textNode('\n'), ...inner, ...textNode('\n')] : inner;
    }
  }
}

function readCode(element: Element): PhrasingContent[] {
  const value = textOfElement(element).replaceAll('\u00a0', ' ');
  if (value.trim() === '') return textNode(value);
  return [{ type: 'inlineCode', value: value.replace(/\s*\n\s*/g, ' ') }];
}

function readLink(url: string, words: PhrasingContent[]): PhrasingContent[] {
  const shown = words.flatMap((node) => (node.type === 'link' ? node.children : [node]));
  if (!isSafeUrl(url)) return shown;
  const link = (children: PhrasingContent[]): Link => ({
    type: 'link',
    url,
    title: null,
    children: children as Link['children'],
  });
  const label = shown.map(plainText).join('');
  if (label.trim() === '') return [link([{ type: 'text', value: url }])];
  // White space at the ends belongs to the sentence, not to the link.
  const before = /^\s*/.exec(label)?.[0] ? textNode(' ') : [];
  const after = /\s$/.test(label) ? textNode(' ') : [];
  return [...before, link(trimmed(shown)), ...after];
}

function trimmed(nodes: PhrasingContent[]): PhrasingContent[] {
  const first = nodes[0];
  if (first?.type === 'text') first.value = first.value.trimStart();
  const last = nodes.at(-1);
  if (last?.type === 'text') last.value = last.value.trimEnd();
  return nodes.filter((node) => node.type !== 'text' || node.value !== '');
}

/** Emoji are pictures with their character beside them. */
function readPicture({ name, attributes }: Element, { picturesAreFiles }: Surroundings): PhrasingContent[] {
  const { alt = '', src = '', itemtype = '' } = attributes;
  if (name === 'emoji' || /emoji/i.test(itemtype)) return textNode(alt);
  if (picturesAreFiles || !/^https?:\/\//i.test(src)) return textNode(isEmoji(alt) ? alt : '');
  return readLink(src, textNode(alt || 'image'));
}

function isEmoji(text: string): boolean {
  return text.length <= 16 && /^\p{Extended_Pictographic}/u.test(text);
}
