import type { ListItem, RootContent } from 'mdast';
import { plainText } from '../../../src/markdown/markdown.ts';
import { escapeHtml } from './escape.ts';
import { writeInline } from './write-inline.ts';
import { writeTable } from './write-table.ts';

/**
 * Blocks as HTML, in what Teams shows of it: no headings, rules, tables and pictures.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages#cross-platform-support
 */
export function writeBlocks(nodes: readonly RootContent[]): string {
  return nodes.map(writeBlock).join('');
}

function writeBlock(node: RootContent): string {
  switch (node.type) {
    case 'paragraph':
      return paragraph(writeInline(node.children));
    case 'heading':
      return paragraph(writeInline([{ type: 'strong', children: node.children }]));
    case 'code':
      return preformatted(node.value);
    case 'table':
      return preformatted(writeTable(node));
    case 'blockquote':
      return `<blockquote>${writeBlocks(node.children)}</blockquote>`;
    case 'list': {
      const items = node.children.map(writeItem).join('');
      const start = node.ordered && (node.start ?? 1) !== 1 ? ` start="${node.start}"` : '';
      return node.ordered ? `<ol${start}>${items}</ol>` : `<ul>${items}</ul>`;
    }
    case 'thematicBreak':
      return paragraph('———');
    case 'footnoteDefinition':
      return `${paragraph(escapeHtml(`[${node.label ?? node.identifier}]`))}${writeBlocks(node.children)}`;
    case 'definition':
    case 'yaml':
      return '';
    case 'html':
      return paragraph(escapeHtml(node.value));
    default:
      return paragraph(escapeHtml(plainText(node)));
  }
}

function paragraph(inner: string): string {
  return inner.trim() === '' ? '' : `<p>${inner}</p>`;
}

function preformatted(code: string): string {
  // HTML drops one line break at the beginning.
  return `<pre>${code.startsWith('\n') ? '\n' : ''}${escapeHtml(code)}</pre>`;
}

/** The words of an item stand in it directly: Teams sets paragraphs in lists far apart. */
function writeItem({ children, checked }: ListItem): string {
  const box = checked == null ? '' : checked ? '☑ ' : '☐ ';
  const [first, ...rest] = children;
  if (first?.type !== 'paragraph') return `<li>${box}${writeBlocks(children)}</li>`;
  return `<li>${box}${writeInline(first.children)}${writeBlocks(rest)}</li>`;
}
