import type { BlockContent, List, ListItem, PhrasingContent, Table, TableRow } from 'mdast';
import { readInline, type Surroundings } from './read-inline.ts';
import { type Element, textOfElement } from './read-tree.ts';
import { tidied } from './tidy.ts';

const HEADINGS = /^h([1-6])$/;
/** What holds blocks and means nothing itself. */
const BOXES = new Set([
  '',
  'p',
  'div',
  'section',
  'article',
  'header',
  'footer',
  'main',
  'body',
  'html',
  'figure',
  'center',
]);

/** What stands in an element, as blocks. */
export function readBlocks(children: readonly (Element | string)[], around: Surroundings): BlockContent[] {
  const blocks: BlockContent[] = [];
  let words: (Element | string)[] = [];
  let breaks = 0;
  const flush = () => {
    const paragraph = tidied(readInline(words, around));
    if (paragraph.length > 0) blocks.push({ type: 'paragraph', children: paragraph });
    words = [];
  };
  for (const child of children) {
    const found = typeof child === 'string' ? undefined : readBlock(child, around);
    // An empty line is what people make of pressing Enter twice.
    if (typeof child !== 'string' && child.name === 'br') breaks += 1;
    else if (typeof child !== 'string' || child.trim() !== '') breaks = 0;
    if (found || breaks === 2) flush();
    if (found) blocks.push(...found);
    else words.push(child);
  }
  flush();
  return blocks;
}

/** The blocks that an element is; undefined where it stands among words. */
function readBlock(element: Element, around: Surroundings): BlockContent[] | undefined {
  const { name, children } = element;
  if (around.mentions.of(element)) return undefined;
  if (BOXES.has(name)) return readBlocks(children, around);
  if (name === 'pre' || name === 'codeblock') return readCode(element);
  if (name === 'ul' || name === 'ol') return readList(element, around);
  if (name === 'table') return readTable(element, around);
  if (name === 'hr') return [{ type: 'thematicBreak' }];
  if (name === 'blockquote') {
    const quoted = readBlocks(children, around);
    return quoted.length === 0 ? [] : [{ type: 'blockquote', children: quoted }];
  }
  const depth = HEADINGS.exec(name)?.[1];
  if (depth) return readHeading(children, Number(depth) as 1, around);
  return undefined;
}

function readCode(element: Element): BlockContent[] {
  const value = textOfElement(element).replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' ').replace(/\n+$/, '');
  if (value.trim() === '') return [];
  const language = /^(?:language-)?([\w#+-]{1,20})$/.exec(element.attributes['class'] ?? '')?.[1];
  return [{ type: 'code', lang: language?.toLowerCase() ?? null, value: value.replace(/^\n/, '') }];
}

function readHeading(
  children: readonly (Element | string)[],
  depth: 1 | 2 | 3 | 4 | 5 | 6,
  around: Surroundings,
): BlockContent[] {
  const words = tidied(readInline(children, around)).map(
    (node): PhrasingContent =>
      node.type === 'text' ? { ...node, value: node.value.replace(/\n/g, ' ') } : node,
  );
  return words.length === 0 ? [] : [{ type: 'heading', depth, children: words }];
}

/** Teams writes a nested list beside its item as often as in it. */
function readList({ name, attributes, children }: Element, around: Surroundings): BlockContent[] {
  const items: ListItem[] = [];
  for (const child of children) {
    if (typeof child === 'string') {
      if (child.trim() !== '') items.push(item([child], around));
    } else if (child.name === 'ul' || child.name === 'ol') {
      const nested = readList(child, around);
      const last = items.at(-1);
      if (last) addLists(last, nested);
      else items.push({ type: 'listItem', spread: false, children: nested });
    } else if (child.name === 'li') items.push(item(child.children, around));
    else items.push(item([child], around));
  }
  const filled = items.filter(({ children: inside }) => inside.length > 0);
  const start = /^\d{1,9}$/.test(attributes['start'] ?? '') ? Number(attributes['start']) : 1;
  const ordered = name === 'ol';
  const list: List = {
    type: 'list',
    ordered,
    start: ordered ? start : null,
    spread: false,
    children: filled,
  };
  return filled.length === 0 ? [] : [list];
}

/** Two lists of one kind in a row would be told apart by their marks alone. */
function addLists(to: ListItem, lists: BlockContent[]): void {
  for (const list of lists) {
    const last = to.children.at(-1);
    if (list.type === 'list' && last?.type === 'list' && last.ordered === list.ordered) {
      last.children.push(...list.children);
    } else to.children.push(list);
  }
}

function item(children: readonly (Element | string)[], around: Surroundings): ListItem {
  return { type: 'listItem', spread: false, children: readBlocks(children, around) };
}

function readTable(element: Element, around: Surroundings): BlockContent[] {
  const rows = descendants(element, 'tr').map((row): TableRow => {
    const cells = row.children.filter(
      (cell): cell is Element => typeof cell !== 'string' && /^t[dh]$/.test(cell.name),
    );
    return {
      type: 'tableRow',
      children: cells.map(({ children }) => ({
        type: 'tableCell',
        children: oneLine(tidied(readInline(children, around))),
      })),
    };
  });
  const columns = Math.max(0, ...rows.map(({ children }) => children.length));
  if (columns === 0)
    return readBlocks(
      element.children.filter((child) => typeof child !== 'string'),
      around,
    );
  for (const row of rows)
    while (row.children.length < columns) row.children.push({ type: 'tableCell', children: [] });
  const table: Table = { type: 'table', align: null, children: rows };
  return [table];
}

function oneLine(nodes: PhrasingContent[]): PhrasingContent[] {
  return nodes.map((node) => {
    if (node.type === 'text') return { ...node, value: node.value.replace(/\n/g, ' ') };
    return 'children' in node ? ({ ...node, children: oneLine(node.children) } as PhrasingContent) : node;
  });
}

function descendants(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    return child.name === name ? [child] : descendants(child, name);
  });
}
