import type { Nodes, Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkStringify from 'remark-stringify';
import { type Processor, unified } from 'unified';
import { tame } from './tame.ts';

/** In chat `<b>` is what somebody typed, not markup; as HTML it would keep a whole paragraph from being formatted. */
function withoutHtml(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [
    ...(data.micromarkExtensions ?? []),
    { disable: { null: ['htmlFlow', 'htmlText'] } },
  ];
}

/** The second look for bare addresses makes links of escaped ones (`www\\.example.com`), which nobody meant as links. */
function withoutLateLinks(this: Processor): void {
  const data = this.data();
  const extensions = (data.fromMarkdownExtensions ?? []).flat();
  data.fromMarkdownExtensions = extensions.map(({ transforms: _, ...extension }) => extension);
}

const processor = unified()
  .use(remarkParse)
  .use(withoutHtml)
  .use(remarkGfm)
  .use(withoutLateLinks)
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '*',
    fences: true,
    listItemIndent: 'one',
    rule: '-',
    // An address in angle brackets may begin with these too: https://spec.commonmark.org/0.31.2/#email-address
    unsafe: [{ character: '<', after: "[0-9#$%&'*+.=^_`{|}~-]", inConstruct: 'phrasing' }],
  });

/** Canonical Markdown as a tree. */
export function parseMarkdown(text: string): Root {
  return processor.parse(tame(text));
}

/** A tree as canonical Markdown, without white space at its end. */
export function stringifyMarkdown(tree: Root): string {
  return processor.stringify(tree).trimEnd();
}

/** The words of a tree without any formatting. */
export function plainText(node: Nodes): string {
  if ('value' in node) return node.value;
  if ('alt' in node) return node.alt ?? '';
  if (node.type === 'break') return '\n';
  return 'children' in node ? node.children.map(plainText).join('') : '';
}
