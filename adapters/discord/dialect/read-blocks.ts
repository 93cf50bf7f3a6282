import type { BlockContent, Code, List, ListItem, Paragraph, PhrasingContent } from 'mdast';
import { ZERO_WIDTH } from './escape.ts';
import { readInline } from './read-inline.ts';
import type { Names } from './references.ts';

const FENCE = '```';
const QUOTE = /^>(?: |$)/;
const QUOTE_REST = /^>>> /;
const HEADING = /^(#{1,3}) +(?=[^\s#])/;
const SMALL = /^-# +(?=\S)/;
const ITEM = /^([ \t]{0,64})(?:([-*])|(\d{1,9})\.)[ \t]+(?=\S)/;
const LANGUAGE = /^([a-z0-9_+\-.#]{1,30})\n(?=[^\n]*\S|\n)/i;
const DEEPEST_LIST = 8;

/** Discord Markdown as block nodes. https://support.discord.com/hc/en-us/articles/210298617 */
export function readBlocks(text: string, names: Names): BlockContent[] {
  return readQuotes(text.replace(/\r\n?|[\u2028\u2029]/g, '\n'), names);
}

/** Quotes first: a fence inside a quote has the quote's mark before each of its lines. */
function readQuotes(text: string, names: Names): BlockContent[] {
  const blocks: BlockContent[] = [];
  const lines = text.split('\n');
  let plain: string[] = [];
  const flush = () => {
    blocks.push(...readFences(plain.join('\n'), names));
    plain = [];
  };
  let fenced = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (!fenced && QUOTE_REST.test(line)) {
      flush();
      const inner = [line.replace(QUOTE_REST, ''), ...lines.slice(at + 1)].join('\n');
      blocks.push(quote(readFences(inner, names)));
      return blocks;
    }
    if (!fenced && QUOTE.test(line)) {
      flush();
      const from = at;
      while (QUOTE.test(lines[at + 1] ?? '')) at += 1;
      const inner = lines.slice(from, at + 1).map((quoted) => quoted.replace(QUOTE, ''));
      blocks.push(quote(readFences(inner.join('\n'), names)));
      continue;
    }
    plain.push(line);
    if ((line.split(FENCE).length - 1) % 2 === 1) fenced = !fenced && lines.slice(at + 1).some(hasFence);
  }
  flush();
  return blocks.filter((block) => !('children' in block) || block.children.length > 0);
}

function hasFence(line: string): boolean {
  return line.includes(FENCE);
}

function quote(children: BlockContent[]): BlockContent {
  return { type: 'blockquote', children };
}

function readFences(text: string, names: Names): BlockContent[] {
  const blocks: BlockContent[] = [];
  let rest = text;
  for (;;) {
    const open = rest.indexOf(FENCE);
    const close = open < 0 ? -1 : rest.indexOf(FENCE, open + FENCE.length);
    if (close < 0) break;
    const inside = rest.slice(open + FENCE.length, close);
    if (inside.trim() === '') {
      blocks.push(...readLines(rest.slice(0, close + FENCE.length), names));
    } else {
      blocks.push(...readLines(rest.slice(0, open), names), readCode(inside));
    }
    rest = rest.slice(close + FENCE.length);
  }
  return [...blocks, ...readLines(rest, names)];
}

function readCode(inside: string): Code {
  const lang = LANGUAGE.exec(inside)?.[1] ?? null;
  const body = lang === null ? inside : inside.slice(lang.length);
  const value = body.replace(/^\n+|\n+$/g, '').replace(BROKEN_FENCE, '`');
  return { type: 'code', lang, value: value === ZERO_WIDTH ? '' : value };
}

const BROKEN_FENCE = new RegExp(`${ZERO_WIDTH}?\`${ZERO_WIDTH}?`, 'g');

function readLines(text: string, names: Names): BlockContent[] {
  const blocks: BlockContent[] = [];
  const lines = text.split('\n');
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const from = at;
    const heading = HEADING.exec(line);
    if (line.trim() === '') at += 1;
    else if (heading?.[1]) {
      const depth = heading[1].length as 1 | 2 | 3;
      blocks.push({
        type: 'heading',
        depth,
        children: readParagraph([line.slice(heading[0].length)], names).children,
      });
      at += 1;
    } else if (SMALL.test(line)) {
      blocks.push(readParagraph([line.replace(SMALL, '')], names));
      at += 1;
    } else if (ITEM.test(line)) {
      while (at < lines.length && (ITEM.test(lines[at] ?? '') || /^[ \t]{2,}\S/.test(lines[at] ?? '')))
        at += 1;
      blocks.push(...readList(lines.slice(from, at), names));
    } else {
      while (at < lines.length && isProse(lines[at] ?? '')) at += 1;
      blocks.push(readParagraph(lines.slice(from, at), names));
    }
  }
  return blocks.filter((block) => !('children' in block) || block.children.length > 0);
}

function isProse(line: string): boolean {
  return line.trim() !== '' && !ITEM.test(line) && !HEADING.test(line) && !SMALL.test(line);
}

/** Lines stay lines: a line break in chat is meant. */
function readParagraph(lines: string[], names: Names): Paragraph {
  const text = lines.map((line) => line.trim()).join('\n');
  return { type: 'paragraph', children: trimmed(readInline(text, names)) };
}

/** Taking out the bot's mention may leave spaces at the ends, which Markdown could only keep as entities. */
function trimmed(inline: PhrasingContent[]): PhrasingContent[] {
  const first = inline[0];
  if (first?.type === 'text') first.value = first.value.trimStart();
  const last = inline.at(-1);
  if (last?.type === 'text') last.value = last.value.trimEnd();
  return inline.filter((node) => node.type !== 'text' || node.value !== '');
}

function readList(lines: string[], names: Names): List[] {
  const lists: List[] = [];
  const open: { indent: number; list: List }[] = [];
  for (const line of lines) {
    const found = ITEM.exec(line);
    const indent = (found?.[1] ?? '').replaceAll('\t', '    ').length;
    if (!found) {
      const item = open.at(-1)?.list.children.at(-1);
      item?.children.push(readParagraph([line], names));
      continue;
    }
    while ((open.at(-1)?.indent ?? 0) > indent) open.pop();
    const ordered = found[2] === undefined;
    const start = found[3] ? Number(found[3]) : 1;
    const item: ListItem = {
      type: 'listItem',
      spread: false,
      children: [readParagraph([line.slice(found[0].length)], names)],
    };
    const top = open.at(-1);
    const same = top && (top.indent === indent || open.length >= DEEPEST_LIST);
    if (same && top.list.ordered === ordered) {
      top.list.children.push(item);
      continue;
    }
    if (same) open.pop();
    const list: List = {
      type: 'list',
      ordered,
      start: ordered ? start : null,
      spread: false,
      children: [item],
    };
    const parent = open.at(-1)?.list.children.at(-1);
    (parent ? parent.children : lists).push(list);
    open.push({ indent, list });
  }
  return lists;
}
