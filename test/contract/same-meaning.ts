import type { Nodes, Parents } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const parser = unified().use(remarkParse).use(remarkGfm);

/** What a text means: its structure and its words, without how they were written down. Equal for equal meaning. */
export function meaningOf(markdown: string): unknown {
  return simplified(parser.parse(markdown));
}

function simplified(node: Nodes): unknown {
  const words = 'value' in node ? { value: spaced(node.value) } : {};
  const target = node.type === 'link' ? { url: node.url } : {};
  const order = node.type === 'list' ? { ordered: node.ordered === true } : {};
  const children = 'children' in node ? { children: joined(node) } : {};
  return { type: node.type, ...words, ...target, ...order, ...children };
}

/** Neighbouring texts are one; a line break is white space. */
function joined({ children }: Parents): unknown[] {
  const parts: { type?: string; value?: string }[] = [];
  for (const child of children) {
    const next = (
      child.type === 'break' ? { type: 'text', value: '\n' } : simplified(child)
    ) as (typeof parts)[0];
    const last = parts.at(-1);
    if (last?.type === 'text' && next.type === 'text') last.value = spaced(`${last.value}${next.value}`);
    else parts.push(next);
  }
  return parts;
}

function spaced(value: string): string {
  return value.replace(/[^\S\n]+/g, ' ');
}
