import type { BlockContent, List, ListItem, Paragraph, PhrasingContent } from 'mdast';
import { type Names, readVerbatim } from './control.ts';
import { readInline } from './read-inline.ts';

const FENCE = '```';
const QUOTE = /^(?:&gt;|>) ?/;
const QUOTE_REST = /^(?:&gt;&gt;&gt;|>>>) ?/;
/** As Slack writes a list into a message's text: four spaces a level, `•`, `◦`, `▪︎`, or `1.`, `a.`, `i.`. */
const ITEM = /^([ \t]{0,64})(?:([•◦▪‣*-])\ufe0e?|(\d{1,9})[.)]|(?<=[ \t]{2})([a-z]{1,5})\.)[ \t]+(?=\S)/;
const DEEPEST_LIST = 8;

/** mrkdwn as block nodes. */
export function readBlocks(text: string, names: Names): BlockContent[] {
  const blocks: BlockContent[] = [];
  let rest = text;
  for (;;) {
    const open = rest.indexOf(FENCE);
    const close = open < 0 ? -1 : rest.indexOf(FENCE, open + FENCE.length);
    if (close < 0) break;
    const code = rest.slice(open + FENCE.length, close);
    if (code.trim() === '') {
      blocks.push(...readLines(rest.slice(0, close + FENCE.length), names));
    } else {
      blocks.push(...readLines(rest.slice(0, open), names));
      blocks.push({ type: 'code', lang: null, value: readVerbatim(code.replace(/^\n|\n$/g, ''), names) });
    }
    rest = rest.slice(close + FENCE.length);
  }
  return [...blocks, ...readLines(rest, names)];
}

function readLines(text: string, names: Names, quotes = true): BlockContent[] {
  const blocks: BlockContent[] = [];
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const from = at;
    if (line.trim() === '') at += 1;
    else if (quotes && QUOTE_REST.test(line)) {
      const inner = [line.replace(QUOTE_REST, ''), ...lines.slice(at + 1)].join('\n');
      blocks.push({ type: 'blockquote', children: readLines(inner, names, false) });
      at = lines.length;
    } else if (quotes && QUOTE.test(line)) {
      while (at < lines.length && QUOTE.test(lines[at] ?? '')) at += 1;
      const inner = lines.slice(from, at).map((quoted) => quoted.replace(QUOTE, ''));
      blocks.push({ type: 'blockquote', children: readLines(inner.join('\n'), names, false) });
    } else if (ITEM.test(line)) {
      while (at < lines.length && (ITEM.test(lines[at] ?? '') || /^[ \t]{2,}\S/.test(lines[at] ?? '')))
        at += 1;
      blocks.push(...readList(lines.slice(from, at), names));
    } else {
      while (at < lines.length && isProse(lines[at] ?? '', quotes)) at += 1;
      blocks.push(readParagraph(lines.slice(from, at), names));
    }
  }
  return blocks.filter((block) => !('children' in block) || block.children.length > 0);
}

function isProse(line: string, quotes: boolean): boolean {
  return line.trim() !== '' && !ITEM.test(line) && !(quotes && QUOTE.test(line));
}

/** Lines stay lines: a line break in chat is meant. */
function readParagraph(lines: string[], names: Names): Paragraph {
  const children: PhrasingContent[] = [];
  for (const line of lines) {
    const inline = trimmed(readInline(line.trim(), names));
    if (children.length > 0 && inline.length > 0) children.push({ type: 'text', value: '\n' });
    children.push(...inline);
  }
  return { type: 'paragraph', children };
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
      open
        .at(-1)
        ?.list.children.at(-1)
        ?.children.push(readParagraph([line], names));
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
