import type { ListItem, Root, RootContent } from 'mdast';
import { plainText } from '../../../src/markdown/markdown.ts';
import { escapeEntities, escapeText, ZERO_WIDTH } from './escape.ts';
import { breakFences, writeInline } from './write-inline.ts';
import { writeTable } from './write-table.ts';

/** A piece of output. A fence keeps its lines as they are, whatever it stands in. */
interface Piece {
  text: string;
  fence: boolean;
  /** It follows the piece before it without an empty line. */
  close?: boolean;
}

const BULLETS = ['•', '◦', '▪︎'];
const INDENT = '    ';

/** A tree as mrkdwn. */
export function writeTree(tree: Root): string {
  return assemble(writeBlocks(tree.children, 0));
}

function assemble(pieces: Piece[]): string {
  const shown = pieces.filter((piece) => piece.text !== '');
  return shown.map((piece, at) => (at === 0 ? '' : piece.close ? '\n' : '\n\n') + piece.text).join('');
}

function writeBlocks(nodes: RootContent[], depth: number): Piece[] {
  return nodes.flatMap((node) => writeBlock(node, depth));
}

function writeBlock(node: RootContent, depth: number): Piece[] {
  switch (node.type) {
    case 'paragraph':
      return [prose(writeInline(node.children))];
    case 'heading':
      return [prose(writeInline([{ type: 'strong', children: node.children }]))];
    case 'code':
      return [{ text: fence(node.value), fence: true }];
    case 'table':
      return [{ text: fence(writeTable(node)), fence: true }];
    case 'blockquote':
      return quoted(writeBlocks(node.children, depth));
    case 'list':
      return node.children.flatMap((item, at) => {
        const mark = node.ordered ? `${(node.start ?? 1) + at}.` : (BULLETS[depth % BULLETS.length] ?? '•');
        const pieces = writeItem(item, mark, depth);
        return pieces.map((piece, part) => (at + part === 0 ? piece : { ...piece, close: true }));
      });
    case 'thematicBreak':
      return [prose('———')];
    case 'footnoteDefinition': {
      const [first, ...rest] = writeBlocks(node.children, depth);
      return [prose(`[${escapeText(node.label ?? node.identifier)}] ${first?.text ?? ''}`), ...rest];
    }
    case 'definition':
    case 'yaml':
      return [];
    case 'html':
      return [prose(escapeText(node.value))];
    default:
      return [prose(escapeText(plainText(node)))];
  }
}

function prose(text: string): Piece {
  const lines = text.split('\n').map((line) => unquoted(line.trim()));
  return { text: lines.join('\n').trim(), fence: false };
}

/** Slack takes an escaped `>` at the start of a line for a quote too; ours are raw. */
function unquoted(line: string): string {
  return line.startsWith('&gt;') ? `${ZERO_WIDTH}${line}` : line;
}

function fence(code: string): string {
  return `\`\`\`\n${breakFences(escapeEntities(code))}\n\`\`\``;
}

/** Slack has one level of quote, and no code in it: a fence stands beside the quote. */
function quoted(pieces: Piece[]): Piece[] {
  const out: Piece[] = [];
  let lines: Piece[] = [];
  const flush = () => {
    const text = assemble(lines);
    if (text) out.push(prose(text.replace(/^(?:> ?)?/gm, '> ')));
    lines = [];
  };
  for (const piece of pieces) {
    if (!piece.fence) lines.push(piece);
    else {
      flush();
      out.push(piece);
    }
  }
  flush();
  return out;
}

function writeItem(item: ListItem, mark: string, depth: number): Piece[] {
  const box = item.checked == null ? '' : item.checked ? '☑ ' : '☐ ';
  const [first, ...rest] = item.children;
  const head = first?.type === 'paragraph' ? writeInline(first.children) : '';
  const below = writeBlocks(head === '' ? item.children : rest, depth + 1);
  const top = `${mark} ${box}${head.replace(/\n[ \t]*/g, `\n${INDENT}`)}`;
  const nested = below.map((piece) => {
    if (piece.fence) return { ...piece, close: true };
    return { ...piece, text: piece.text.replace(/^(?=.)/gm, INDENT), close: true };
  });
  return [{ text: top.trimEnd(), fence: false }, ...nested];
}
