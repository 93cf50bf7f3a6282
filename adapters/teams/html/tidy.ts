import type { PhrasingContent } from 'mdast';

type Mark = 'strong' | 'emphasis' | 'delete';

/** Stands where the bot itself was mentioned, until it is taken out with the space around it. No text holds it. */
export const OWN_MENTION = '\uffff';

/** Text as a node, white space as HTML shows it. */
export function textNode(value: string): PhrasingContent[] {
  return value === '' ? [] : [{ type: 'text', value }];
}

/**
 * Marked phrasing, with the white space at its ends outside of the mark, where Markdown wants it; nothing that is marked
 * so already is marked twice.
 */
export function marked(type: Mark, children: PhrasingContent[]): PhrasingContent[] {
  const inner = merged(without(type, children));
  for (const node of inner)
    if (node.type === 'text') node.value = collapsed(node.value.replaceAll(OWN_MENTION, ''));
  const first = inner[0];
  const last = inner.at(-1);
  const before = first?.type === 'text' ? (/^\s+/.exec(first.value)?.[0] ?? '') : '';
  if (first?.type === 'text') first.value = first.value.slice(before.length);
  const after = last?.type === 'text' ? (/\s+$/.exec(last.value)?.[0] ?? '') : '';
  if (last?.type === 'text') last.value = last.value.slice(0, last.value.length - after.length);
  const rest = inner.filter((node) => node.type !== 'text' || node.value !== '');
  const shown = rest.length === 0 ? [] : [{ type, children: rest } as PhrasingContent];
  return [...textNode(before), ...shown, ...textNode(after)];
}

function without(type: Mark, nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node) => {
    if (!('children' in node)) return [node];
    const children = without(type, node.children);
    return node.type === type ? children : [{ ...node, children } as PhrasingContent];
  });
}

/** Phrasing as it stands in a paragraph: no space at its ends and around its line breaks, no two in a row. */
export function tidied(nodes: PhrasingContent[]): PhrasingContent[] {
  const all = merged(nodes);
  all.forEach((node, at) => {
    if (node.type !== 'text') return;
    let value = node.value.replace(new RegExp(`[ ]?${OWN_MENTION}`, 'g'), OWN_MENTION);
    if (at === 0) value = value.replace(new RegExp(`^\\s*${OWN_MENTION}[ \\t]*[:,]?`), '');
    value = collapsed(value.replaceAll(OWN_MENTION, ''));
    if (at === 0) value = value.trimStart();
    if (at === all.length - 1) value = value.trimEnd();
    node.value = value;
  });
  return all.filter((node) => node.type !== 'text' || node.value !== '');
}

function collapsed(text: string): string {
  return text
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{2,}/g, '\n');
}

/** Neighbours that are one are made one; their nodes are copies, free to be changed. */
function merged(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const all: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = all.at(-1);
    if (node.type === 'text' && last?.type === 'text') last.value += node.value;
    else if (isMark(node) && isMark(last) && last.type === node.type) last.children.push(...node.children);
    else if (node.type === 'text') all.push({ ...node });
    else if (isMark(node)) all.push({ ...node, children: [...node.children] });
    else all.push(node);
  }
  return all;
}

function isMark(node: PhrasingContent | undefined): node is Extract<PhrasingContent, { type: Mark }> {
  return node?.type === 'strong' || node?.type === 'emphasis' || node?.type === 'delete';
}
