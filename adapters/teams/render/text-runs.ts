import type { ListItem, PhrasingContent, RootContent } from 'mdast';
import { plainText } from '../../../src/markdown/markdown.ts';
import { isSafeUrl } from '../html/escape.ts';
import { writeTable } from '../html/write-table.ts';

/** Words in a card. https://adaptivecards.io/explorer/TextRun.html */
export interface TextRun {
  type: 'TextRun';
  text: string;
  weight?: 'Bolder';
  italic?: true;
  strikethrough?: true;
  fontType?: 'Monospace';
  isSubtle?: true;
  selectAction?: { type: 'Action.OpenUrl'; url: string };
}

/** One line of a card; nothing in it is read as Markdown, as it would be in a TextBlock. */
export interface TextLine {
  type: 'RichTextBlock';
  spacing?: 'None' | 'Small';
  inlines: TextRun[];
}

type Style = Omit<TextRun, 'type' | 'text'>;

/** Blocks as lines of a card. */
export function textLines(nodes: readonly RootContent[], style: Style = {}, indent = ''): TextLine[] {
  return nodes.flatMap((node): TextLine[] => {
    switch (node.type) {
      case 'paragraph':
        return linesOf(node.children, style, indent);
      case 'heading':
        return linesOf(node.children, { ...style, weight: 'Bolder' }, indent);
      case 'code':
        return codeLines(node.value, style, indent);
      case 'table':
        return codeLines(writeTable(node), style, indent);
      case 'blockquote':
        return textLines(node.children, { ...style, italic: true }, `${indent}│ `);
      case 'list':
        return node.children.flatMap((item, at) => {
          const mark = node.ordered ? `${(node.start ?? 1) + at}. ` : '• ';
          return itemLines(item, { mark, style, indent, first: at === 0 });
        });
      case 'definition':
        return [];
      default:
        return linesOf([{ type: 'text', value: plainText(node) }], style, indent);
    }
  });
}

interface ItemPlace {
  mark: string;
  style: Style;
  indent: string;
  first: boolean;
}

function itemLines({ children }: ListItem, { mark, style, indent, first }: ItemPlace): TextLine[] {
  const deeper = `${indent}\u2003`;
  return textLines(children, style, deeper).map((each, at) => {
    const own = at === 0 ? [run(indent + mark, style), ...withoutIndent(each.inlines, deeper)] : each.inlines;
    return { ...each, inlines: own, ...(first && at === 0 ? {} : { spacing: 'None' as const }) };
  });
}

/** White space at the beginning of a line is only kept where it may not be broken. */
function codeLines(code: string, style: Style, indent: string): TextLine[] {
  const mono: Style = { ...style, fontType: 'Monospace' };
  return code.split('\n').map((text, at) => line([run(indent + text.replaceAll(' ', '\u00a0'), mono)], at));
}

function withoutIndent(runs: TextRun[], indent: string): TextRun[] {
  const [first, ...rest] = runs;
  return first?.text === indent ? rest : runs;
}

/** A line break in chat is meant. */
function linesOf(nodes: readonly PhrasingContent[], style: Style, indent: string): TextLine[] {
  const lines: TextRun[][] = [[]];
  for (const each of nodes.flatMap((node) => runsOf(node, style))) {
    each.text.split('\n').forEach((text, at) => {
      if (at > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push({ ...each, text });
    });
  }
  const filled = lines.filter((runs) => runs.some(({ text }) => text.trim() !== ''));
  return filled.map((runs, at) => line(indent === '' ? runs : [run(indent, style), ...runs], at));
}

function runsOf(node: PhrasingContent, style: Style): TextRun[] {
  switch (node.type) {
    case 'strong':
      return node.children.flatMap((child) => runsOf(child, { ...style, weight: 'Bolder' }));
    case 'emphasis':
      return node.children.flatMap((child) => runsOf(child, { ...style, italic: true }));
    case 'delete':
      return node.children.flatMap((child) => runsOf(child, { ...style, strikethrough: true }));
    case 'inlineCode':
      return [run(node.value, { ...style, fontType: 'Monospace' })];
    case 'break':
      return [run('\n', style)];
    case 'link':
      return [linked(plainText(node) || node.url, node.url, style)];
    case 'image':
      return [linked(node.alt || node.url, node.url, style)];
    default:
      return [run('value' in node ? node.value : plainText(node), style)];
  }
}

function linked(words: string, url: string, style: Style): TextRun {
  if (!isSafeUrl(url)) return run(url && words !== url ? `${words} (${url})` : words, style);
  return run(words, { ...style, selectAction: { type: 'Action.OpenUrl', url } });
}

function run(text: string, style: Style): TextRun {
  return { type: 'TextRun', text, ...style };
}

function line(inlines: TextRun[], at: number): TextLine {
  return { type: 'RichTextBlock', ...(at > 0 ? { spacing: 'None' as const } : {}), inlines };
}
