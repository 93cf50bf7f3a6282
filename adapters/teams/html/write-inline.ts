import type { PhrasingContent } from 'mdast';
import { plainText } from '../../../src/markdown/markdown.ts';
import { escapeHtml, isSafeUrl } from './escape.ts';

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format#format-cards-with-html */
const TAGS = { strong: 'strong', emphasis: 'em', delete: 'strike' } as const;

/** Phrasing as HTML. A mark that is `active` already is not written again. */
export function writeInline(nodes: readonly PhrasingContent[], active: readonly string[] = []): string {
  return nodes.map((node) => writeNode(node, active)).join('');
}

function writeNode(node: PhrasingContent, active: readonly string[]): string {
  switch (node.type) {
    case 'strong':
    case 'emphasis':
    case 'delete': {
      const tag = TAGS[node.type];
      const inner = writeInline(node.children, [...active, tag]);
      return active.includes(tag) ? inner : `<${tag}>${inner}</${tag}>`;
    }
    case 'inlineCode':
      return `<code>${escapeHtml(node.value.replace(/\s/g, ' ')).replace(/ (?= )|^ | $/g, '&nbsp;')}</code>`;
    case 'break':
      return '<br>';
    case 'link':
      return writeLink(node.url, plainText(node), () => writeInline(node.children, active));
    case 'image':
      return writeLink(node.url, node.alt || 'image');
    case 'linkReference':
    case 'imageReference':
      return writeText(plainText(node));
    case 'footnoteReference':
      return writeText(`[${node.label ?? node.identifier}]`);
    default:
      return writeText(node.value);
  }
}

/** A line break in chat is meant. */
function writeText(text: string): string {
  return escapeHtml(text).replace(/ *\n */g, '<br>');
}

/** A link; an address that Teams would not open is written out as words. `shown`: its words, where they are marked. */
export function writeLink(url: string, label: string, shown?: () => string): string {
  const words = label.trim();
  if (!isSafeUrl(url)) {
    const text = shown?.() ?? writeText(words);
    return url && words !== url ? `${text} (${writeText(url)})` : text;
  }
  const inner = words === '' ? escapeHtml(url) : (shown?.() ?? writeText(words));
  return `<a href="${escapeHtml(url.replace(/\s/g, encodeURIComponent))}">${inner}</a>`;
}
