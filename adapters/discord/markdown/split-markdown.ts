import type { BlockContent, Code, List, ListItem, Root, RootContent, Table } from 'mdast';
import { clean } from '../dialect/escape.ts';
import { toDiscord } from '../dialect/to-discord.ts';
import { writeTree } from '../dialect/write-blocks.ts';
import { cutText } from './cut-text.ts';
import { parseMarkdown, stringifyMarkdown } from './markdown.ts';
import { inlineReferences } from './references.ts';
import { cutPhrasing } from './split-inline.ts';

/** Blocks deeper than this are cut as plain text. */
const DEEPEST = 6;

/**
 * Cuts canonical Markdown into pieces that are at most `limit` characters long as Discord Markdown: between blocks where
 * possible, else between list items, lines, sentences, words and at last characters. Code stays code, emphasis stays
 * emphasis on both sides of a cut. Never gives an empty piece; nothing but white space gives none.
 */
export function splitMarkdown(markdown: string, limit: number): string[] {
  const text = clean(markdown);
  if (text.trim() === '') return [];
  if (isSurelyShort(text, limit)) return [text];
  try {
    const tree = parseMarkdown(text);
    inlineReferences(tree);
    return writeTree(tree).length <= limit ? [text] : cutTree(tree, limit);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return cutPlain(text, limit);
  }
}

/** Written out and read again, a piece may be a little longer than its tree was; then it is cut once more, or plainly. */
function cutTree(tree: Root, limit: number): string[] {
  const fits = (piece: string) => toDiscord(piece).length <= limit;
  const write = (children: RootContent[]) => stringifyMarkdown({ type: 'root', children });
  return pack(tree.children, limit, DEEPEST)
    .map(write)
    .flatMap((piece) => {
      if (fits(piece)) return [piece];
      const again = pack(parseMarkdown(piece).children, Math.floor(limit * 0.7), DEEPEST).map(write);
      return again.every(fits) ? again : cutPlain(piece, limit);
    })
    .filter((piece) => piece !== '');
}

/** A character grows to ten at most (an `&` in a bare address), but for padded tables and references. */
function isSurelyShort(text: string, limit: number): boolean {
  return text.length * 12 <= limit && !/[|[]/.test(text);
}

/** The last resort, for text that is formatted against every cut: each piece is certain to fit. */
function cutPlain(text: string, limit: number): string[] {
  return cutText(text, Math.floor(limit / 5)).filter((piece) => piece.trim() !== '');
}

function lengthOf(nodes: RootContent[]): number {
  return writeTree({ type: 'root', children: nodes } satisfies Root).length;
}

/** Fills pieces in order; a block that does not fit into a piece by itself is cut first. */
function pack(nodes: RootContent[], limit: number, deepest: number): RootContent[][] {
  const pieces: RootContent[][] = [];
  let piece: RootContent[] = [];
  let used = 0;
  for (const node of nodes.flatMap((block) => cutBlock(block, limit, deepest))) {
    const length = lengthOf([node]) + 2;
    if (piece.length > 0 && used + length > limit) {
      pieces.push(piece);
      piece = [];
      used = 0;
    }
    if (length > 2) piece.push(node);
    used += length;
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}

function cutBlock(node: RootContent, limit: number, deepest: number): RootContent[] {
  if (lengthOf([node]) <= limit || deepest === 0) return [node];
  switch (node.type) {
    case 'code':
      return cutCode(node, limit);
    case 'paragraph':
    case 'heading':
      return cutPhrasing(node.children, limit).map((children) => ({ ...node, children }));
    case 'blockquote':
      return pack(node.children, Math.floor(limit * 0.8), deepest - 1).map((children) => ({
        ...node,
        children: children as BlockContent[],
      }));
    case 'list':
      return cutList(node, limit, deepest);
    case 'table':
      return cutTable(node, limit);
    default:
      return [node];
  }
}

function cutCode(node: Code, limit: number): Code[] {
  // Room for the fence, and for entities: the text is cut before they are written.
  const room = limit - 10;
  const growth = Math.max(1, (lengthOf([node]) - 8) / Math.max(1, node.value.length));
  const pieces = cutText(node.value, Math.max(1, Math.floor(room / growth)), ['\n', ' ']);
  const fitting = pieces.flatMap((value) =>
    lengthOf([{ ...node, value }]) <= limit ? [value] : cutText(value, Math.floor(room / 5), ['\n', ' ']),
  );
  return fitting.map((value) => ({ ...node, value: withoutEmptyEnds(value) }));
}

function cutList(list: List, limit: number, deepest: number): List[] {
  let number = list.start ?? 1;
  const lists: List[] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const item of list.children) {
    for (const part of cutItem(item, limit, deepest)) {
      const length = lengthOf([{ ...list, children: [part] }]) + 1;
      const last = lists.at(-1);
      if (last && used + length <= limit) last.children.push(part);
      else {
        lists.push({ ...list, start: list.ordered ? number : null, children: [part] });
        used = 0;
      }
      used += length;
    }
    number += 1;
  }
  return lists;
}

function cutItem(item: ListItem, limit: number, deepest: number): ListItem[] {
  const wrap = (children: RootContent[]): ListItem => ({ ...item, children: children as BlockContent[] });
  if (lengthOf([{ type: 'list', children: [item] }]) <= limit) return [item];
  return pack(item.children, Math.floor(limit * 0.8), deepest - 1).map(wrap);
}

/** Each part of a table has its header again. */
function cutTable(table: Table, limit: number): Table[] {
  const [header, ...rows] = table.children;
  if (!header) return [];
  const part = (from: number, count: number) => ({
    ...table,
    children: [header, ...rows.slice(from, from + count)],
  });
  const tables: Table[] = [];
  let count = rows.length;
  for (let from = 0; from < rows.length; from += count) {
    count = Math.min(rows.length - from, count * 2);
    while (count > 1 && lengthOf([part(from, count)]) > limit) count = Math.ceil(count / 2);
    tables.push(part(from, count));
  }
  return tables;
}

function withoutEmptyEnds(code: string): string {
  const lines = code.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return lines.slice(first, last + 1).join('\n');
}
