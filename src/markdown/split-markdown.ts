import type { BlockContent, Code, List, ListItem, PhrasingContent, Root, RootContent, Table } from 'mdast';
import { cutText } from './cut-text.ts';
import { parseMarkdown, stringifyMarkdown } from './markdown.ts';
import { inlineReferences } from './references.ts';
import { cutPhrasing } from './split-inline.ts';

/** Blocks deeper than this are cut as plain text. */
const DEEPEST = 6;

/** A platform's own form of Markdown, as far as cutting needs to know it. */
export interface WrittenForm {
  /** Text without the characters that the platform does not take. */
  clean(text: string): string;
  /** Canonical Markdown in the platform's form. */
  write(markdown: string): string;
  writeBlocks(nodes: RootContent[]): string;
  writeInline(nodes: PhrasingContent[]): string;
  /** How many characters one may grow to at most, but for padded tables and references. */
  mostGrowth: number;
  /** How many characters one of plain words may grow to. */
  plainGrowth: number;
  /** The characters around a block of code. */
  fence: number;
}

/** Cuts canonical Markdown for one platform. */
export function splitterFor(form: WrittenForm): (markdown: string, limit: number) => string[] {
  const splitter = new Splitter(form);
  return (markdown, limit) => splitter.split(markdown, limit);
}

class Splitter {
  readonly #form: WrittenForm;

  constructor(form: WrittenForm) {
    this.#form = form;
  }

  /**
   * Cuts canonical Markdown into pieces that are at most `limit` characters long in the platform's form: between blocks where
   * possible, else between list items, lines, sentences, words and at last characters. Code stays code, emphasis stays
   * emphasis on both sides of a cut. Never gives an empty piece; nothing but white space gives none.
   */
  split(markdown: string, limit: number): string[] {
    const text = this.#form.clean(markdown);
    if (text.trim() === '') return [];
    if (this.#isSurelyShort(text, limit)) return [text];
    try {
      const tree = parseMarkdown(text);
      inlineReferences(tree);
      return this.#lengthOf(tree.children) <= limit ? [text] : this.#cutTree(tree, limit);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return this.#cutPlain(text, limit);
    }
  }

  /** Written out and read again, a piece may be a little longer than its tree was; then it is cut once more, or plainly. */
  #cutTree(tree: Root, limit: number): string[] {
    const fits = (piece: string) => this.#form.write(piece).length <= limit;
    const write = (children: RootContent[]) => stringifyMarkdown({ type: 'root', children });
    return this.#pack(tree.children, limit, DEEPEST)
      .map(write)
      .flatMap((piece) => {
        if (fits(piece)) return [piece];
        const again = this.#pack(parseMarkdown(piece).children, Math.floor(limit * 0.7), DEEPEST).map(write);
        return again.every(fits) ? again : this.#cutPlain(piece, limit);
      })
      .filter((piece) => piece !== '');
  }

  #isSurelyShort(text: string, limit: number): boolean {
    return text.length * this.#form.mostGrowth <= limit && !/[|[]/.test(text);
  }

  /** The last resort, for text that is formatted against every cut: each piece is certain to fit. */
  #cutPlain(text: string, limit: number): string[] {
    return cutText(text, Math.floor(limit / this.#form.plainGrowth)).filter((piece) => piece.trim() !== '');
  }

  #lengthOf(nodes: RootContent[]): number {
    return this.#form.writeBlocks(nodes).length;
  }

  /** Fills pieces in order; a block that does not fit into a piece by itself is cut first. */
  #pack(nodes: RootContent[], limit: number, deepest: number): RootContent[][] {
    const pieces: RootContent[][] = [];
    let piece: RootContent[] = [];
    let used = 0;
    for (const node of nodes.flatMap((block) => this.#cutBlock(block, limit, deepest))) {
      const length = this.#lengthOf([node]) + 2;
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

  #cutBlock(node: RootContent, limit: number, deepest: number): RootContent[] {
    if (this.#lengthOf([node]) <= limit || deepest === 0) return [node];
    switch (node.type) {
      case 'code':
        return this.#cutCode(node, limit);
      case 'paragraph':
      case 'heading':
        return cutPhrasing(node.children, limit, (nodes) => this.#form.writeInline(nodes).length).map(
          (children) => ({ ...node, children }),
        );
      case 'blockquote':
        return this.#pack(node.children, Math.floor(limit * 0.8), deepest - 1).map((children) => ({
          ...node,
          children: children as BlockContent[],
        }));
      case 'list':
        return this.#cutList(node, limit, deepest);
      case 'table':
        return this.#cutTable(node, limit);
      default:
        return [node];
    }
  }

  #cutCode(node: Code, limit: number): Code[] {
    // Room for the fence, and for entities: the text is cut before they are written.
    const room = limit - 12;
    const growth = Math.max(1, (this.#lengthOf([node]) - this.#form.fence) / Math.max(1, node.value.length));
    const pieces = cutText(node.value, Math.max(1, Math.floor(room / growth)), ['\n', ' ']);
    const fitting = pieces.flatMap((value) =>
      this.#lengthOf([{ ...node, value }]) <= limit
        ? [value]
        : cutText(value, Math.floor(room / 6), ['\n', ' ']),
    );
    return fitting.map((value) => ({ ...node, value: withoutEmptyEnds(value) }));
  }

  #cutList(list: List, limit: number, deepest: number): List[] {
    let number = list.start ?? 1;
    const lists: List[] = [];
    let used = Number.POSITIVE_INFINITY;
    for (const item of list.children) {
      for (const part of this.#cutItem(item, limit, deepest)) {
        const length = this.#lengthOf([{ ...list, children: [part] }]) + 1;
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

  #cutItem(item: ListItem, limit: number, deepest: number): ListItem[] {
    const wrap = (children: RootContent[]): ListItem => ({ ...item, children: children as BlockContent[] });
    if (this.#lengthOf([{ type: 'list', children: [item] }]) <= limit) return [item];
    return this.#pack(item.children, Math.floor(limit * 0.8), deepest - 1).map(wrap);
  }

  /** Each part of a table has its header again. */
  #cutTable(table: Table, limit: number): Table[] {
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
      while (count > 1 && this.#lengthOf([part(from, count)]) > limit) count = Math.ceil(count / 2);
      tables.push(part(from, count));
    }
    return tables;
  }
}

function withoutEmptyEnds(code: string): string {
  const lines = code.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return lines.slice(first, last + 1).join('\n');
}
