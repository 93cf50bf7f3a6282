import type { PhrasingContent } from 'mdast';
import { cutText } from './cut-text.ts';

type Wrapper = Extract<PhrasingContent, { children: PhrasingContent[] }>;

/** A leaf with the emphasis around it, outermost first. */
interface Leaf {
  around: Wrapper[];
  node: PhrasingContent;
  /** What it was cut from. */
  origin: PhrasingContent;
}

/** How long phrasing is in a platform's own form. */
type LengthOf = (nodes: PhrasingContent[]) => number;

/** Cuts phrasing into parts that are at most `limit` long in a platform's form, repeating the emphasis around each cut. */
export function cutPhrasing(
  nodes: PhrasingContent[],
  limit: number,
  lengthOf: LengthOf,
): PhrasingContent[][] {
  const parts: Leaf[][] = [];
  let part: Leaf[] = [];
  let used = 0;
  for (const leaf of leavesOf(nodes, [], limit, lengthOf)) {
    const length = lengthOf([wrap(leaf)]) + 2;
    if (part.length > 0 && used + length > limit) {
      parts.push(part);
      part = [];
      used = 0;
    }
    part.push(leaf);
    used += length;
  }
  if (part.length > 0) parts.push(part);
  return parts.map(trimmed).map(join);
}

/** White space at the ends of a part means nothing any more. */
function trimmed(leaves: Leaf[]): Leaf[] {
  return leaves.map((leaf, at): Leaf => {
    if (leaf.node.type !== 'text') return leaf;
    let { value } = leaf.node;
    if (at === 0) value = value.trimStart();
    if (at === leaves.length - 1) value = value.trimEnd();
    return { ...leaf, node: { ...leaf.node, value } };
  });
}

function leavesOf(nodes: PhrasingContent[], around: Wrapper[], limit: number, lengthOf: LengthOf): Leaf[] {
  return nodes.flatMap((node): Leaf[] => {
    if (node.type === 'text')
      return cutWords(node.value, limit).map((value) => ({ around, node: { ...node, value }, origin: node }));
    if (node.type === 'inlineCode' && lengthOf([node]) > limit / 2) {
      return cutText(node.value, Math.floor(limit / 6)).map((value) => ({
        around,
        node: { ...node, value },
        origin: node,
      }));
    }
    if (node.type === 'strong' || node.type === 'emphasis' || node.type === 'delete') {
      return leavesOf(node.children, [...around, node], limit, lengthOf);
    }
    return [{ around, node, origin: node }];
  });
}

/** Sentences, or smaller where they must be; short enough that one is a part at most, whatever it grows to. */
function cutWords(text: string, limit: number): string[] {
  const sentences = text.split(/(?<=[.!?]\s|[。\n])/);
  return sentences.flatMap((sentence) => cutText(sentence, Math.floor(limit / 6), ['\n', ' ']));
}

function wrap(leaf: Leaf): PhrasingContent {
  return leaf.around.reduceRight<PhrasingContent>(
    (inner, outer) => ({ ...outer, children: [inner] }),
    leaf.node,
  );
}

/** Puts leaves back together, under one wrapper where neighbours share it. */
function join(leaves: Leaf[]): PhrasingContent[] {
  const root: PhrasingContent[] = [];
  let path: { from: Wrapper; children: PhrasingContent[] }[] = [];
  let before: PhrasingContent | undefined;
  for (const { around, node, origin } of leaves) {
    const shared = path.findIndex((step, depth) => step.from !== around[depth]);
    path = path.slice(0, shared < 0 ? around.length : Math.min(shared, around.length));
    for (const from of around.slice(path.length)) {
      const children: PhrasingContent[] = [];
      (path.at(-1)?.children ?? root).push({ ...from, children });
      path.push({ from, children });
    }
    const siblings = path.at(-1)?.children ?? root;
    const last = siblings.at(-1);
    if (origin === before && last && 'value' in last && 'value' in node) last.value += node.value;
    else siblings.push({ ...node });
    before = origin;
  }
  return root;
}
