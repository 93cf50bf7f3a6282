import type { Nodes, Parents, Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import { tameMarks } from './tame-marks.ts';

/** Text, or an element: a tag that the page knows, what is in it, and where a link leads. */
export type TreeNode =
  | string
  | { tag: string; children: TreeNode[]; href?: string; start?: number; done?: boolean };

/** Characters beyond which a text is shown as it was typed: a person pasted it, and nobody means it as Markdown. */
const LONGEST_MARKDOWN = 20_000;
/** Deeper nesting than this is shown as text. */
const DEEPEST = 24;
const LINK = /^(https?:\/\/|mailto:)/i;

/** What looks like HTML is what somebody typed; the Markdown around it stays Markdown. */
function withoutHtml(this: Processor): void {
  const data = this.data();
  const disabled = { disable: { null: ['htmlFlow', 'htmlText'] } };
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), disabled];
}

const parser = unified().use(remarkParse).use(withoutHtml).use(remarkGfm);

/**
 * Markdown as a tree for the page to build elements from. The page makes only elements it knows and never parses
 * HTML, so HTML in a message is shown as it was typed, and a link that is not http, https or mailto is just its words.
 */
export function toTree(markdown: string): TreeNode[] {
  if (markdown.length > LONGEST_MARKDOWN) return [element('pre', [element('code', [markdown])])];
  const root: Root = parser.parse(tameMarks(markdown));
  const definitions = new Map<string, string>();
  for (const node of root.children) {
    if (node.type === 'definition') definitions.set(node.identifier, node.url);
  }
  return inside(root, definitions, 0);
}

type Definitions = ReadonlyMap<string, string>;

const PLAIN: Partial<Record<Nodes['type'], string>> = {
  paragraph: 'p',
  blockquote: 'blockquote',
  emphasis: 'em',
  strong: 'strong',
  delete: 's',
  tableRow: 'tr',
  tableCell: 'td',
};

function inside(parent: Parents, definitions: Definitions, depth: number): TreeNode[] {
  if (depth > DEEPEST) return ['…'];
  return parent.children.flatMap((node) => convert(node, definitions, depth + 1));
}

function convert(node: Nodes, definitions: Definitions, depth: number): TreeNode[] {
  const plain = PLAIN[node.type];
  if (plain && 'children' in node) return [element(plain, inside(node, definitions, depth))];
  switch (node.type) {
    case 'text':
      return [node.value];
    case 'inlineCode':
      return [element('code', [node.value])];
    case 'code':
      return [element('pre', [element('code', [node.value])])];
    case 'break':
      return [element('br', [])];
    case 'thematicBreak':
      return [element('hr', [])];
    case 'heading':
      // Headings of a message are no headings of the page.
      return [element('p', [element('strong', inside(node, definitions, depth))])];
    case 'table':
      return [tableOf(node, definitions, depth)];
    case 'list':
      return [
        {
          ...element(node.ordered ? 'ol' : 'ul', inside(node, definitions, depth)),
          ...(node.ordered && node.start != null && node.start !== 1 ? { start: node.start } : {}),
        },
      ];
    case 'listItem':
      return [itemOf(node, definitions, depth)];
    case 'link':
      return link(node.url, inside(node, definitions, depth));
    case 'linkReference':
      return link(definitions.get(node.identifier) ?? '', inside(node, definitions, depth));
    case 'image':
      // Shown as a link: a picture would tell its server who reads this.
      return link(node.url, [node.alt || node.url]);
    case 'imageReference':
      return link(definitions.get(node.identifier) ?? '', [node.alt || node.identifier]);
    case 'footnoteReference':
      return [`[${node.label ?? node.identifier}]`];
    case 'footnoteDefinition':
      return [`[${node.label ?? node.identifier}] `, ...inside(node, definitions, depth)];
    default:
      return [];
  }
}

function itemOf(
  node: Extract<Nodes, { type: 'listItem' }>,
  definitions: Definitions,
  depth: number,
): TreeNode {
  const children = node.children.flatMap((child): TreeNode[] =>
    // In a tight list an item is a line, not a paragraph.
    child.type === 'paragraph' && !node.spread
      ? inside(child, definitions, depth)
      : convert(child, definitions, depth),
  );
  return { ...element('li', children), ...(typeof node.checked === 'boolean' ? { done: node.checked } : {}) };
}

function tableOf(node: Extract<Nodes, { type: 'table' }>, definitions: Definitions, depth: number): TreeNode {
  const [head, ...rows] = inside(node, definitions, depth);
  const header = typeof head === 'object' ? head.children : [];
  const cells = header.map((cell) => (typeof cell === 'object' ? { ...cell, tag: 'th' } : cell));
  return element('table', [element('thead', [element('tr', cells)]), element('tbody', rows)]);
}

function link(url: string, children: TreeNode[]): TreeNode[] {
  return LINK.test(url) ? [{ ...element('a', children), href: url }] : children;
}

function element(tag: string, children: TreeNode[]): Extract<TreeNode, object> {
  return { tag, children };
}
