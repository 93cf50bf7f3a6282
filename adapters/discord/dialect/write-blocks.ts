import type { ListItem, Root, RootContent } from 'mdast';
import { plainText } from '../../../src/markdown/markdown.ts';
import { escapeLineStart, escapeText, ZERO_WIDTH } from './escape.ts';
import { breakFences, writeInline } from './write-inline.ts';
import { writeTable } from './write-table.ts';

/** A piece of output. A fence keeps its lines as they are, whatever it stands in. */
interface Piece {
  text: string;
  fence: boolean;
  /** A quote, whose lines begin with its mark. */
  quote?: boolean;
  /** It follows the piece before it without an empty line. */
  close?: boolean;
}

/** What Discord takes as the language of a block of code. */
const LANGUAGE = /^[a-z0-9_+\-.#]{1,30}$/i;
/** Discord shows no list deeper than this. */
const DEEPEST_LIST = 10;

/** A tree as Discord Markdown. */
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
    case 'heading': {
      const words = writeInline(node.children)
        .replace(/\s*\n\s*/g, ' ')
        .trim();
      return words === '' ? [] : [{ text: `${'#'.repeat(Math.min(node.depth, 3))} ${words}`, fence: false }];
    }
    case 'code':
      return [{ text: fence(node.value, node.lang), fence: true }];
    case 'table':
      return [{ text: fence(writeTable(node)), fence: true }];
    case 'blockquote':
      return quoted(writeBlocks(node.children, depth));
    case 'list':
      return node.children.flatMap((item, at) => {
        const mark = node.ordered ? `${(node.start ?? 1) + at}.` : '-';
        const pieces = writeItem(item, mark, depth);
        return pieces.map((piece, part) => (at + part === 0 ? piece : { ...piece, close: true }));
      });
    case 'thematicBreak':
      return [prose('———')];
    case 'footnoteDefinition': {
      const [first, ...rest] = writeBlocks(node.children, depth);
      return [prose(`${escapeText(`[${node.label ?? node.identifier}]`)} ${first?.text ?? ''}`), ...rest];
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
  const lines = text.split('\n').map((line) => escapeLineStart(line.trim()));
  return { text: lines.join('\n').trim(), fence: false };
}

/** Discord drops empty lines at the ends of a block, and does not take an empty block for one. */
function fence(code: string, language?: string | null): string {
  const lang = language && LANGUAGE.test(language) ? language : '';
  return `\`\`\`${lang}\n${breakFences(code) || ZERO_WIDTH}\n\`\`\``;
}

/** Discord has one level of quote. */
function quoted(pieces: Piece[]): Piece[] {
  const flat = pieces.map((piece) =>
    piece.quote ? { ...piece, text: piece.text.replace(/^> /gm, '') } : piece,
  );
  const text = assemble(flat);
  return text === '' ? [] : [{ text: text.replace(/^/gm, '> '), fence: true, quote: true }];
}

function writeItem(item: ListItem, mark: string, depth: number): Piece[] {
  const indent = ' '.repeat(mark.length + 1);
  const box = item.checked == null ? '' : item.checked ? '☑ ' : '☐ ';
  const [first, ...rest] = item.children;
  const head = first?.type === 'paragraph' ? prose(writeInline(first.children)).text : '';
  const below = writeBlocks(head === '' ? item.children : rest, depth + 1);
  const top = `${mark} ${box}${head.replace(/\n/g, `\n${indent}`)}`;
  const nested = below.map((piece) => {
    if (piece.fence || depth >= DEEPEST_LIST) return { ...piece, close: true };
    return { ...piece, text: piece.text.replace(/^(?=.)/gm, indent), close: true };
  });
  return [
    { text: top.trimEnd() === mark ? `${mark} ${ZERO_WIDTH}` : top.trimEnd(), fence: false },
    ...nested,
  ];
}
