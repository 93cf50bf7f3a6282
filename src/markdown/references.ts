import type { Definition, Nodes, Root } from 'mdast';

/** Writes the address of each reference (`[words][id]`) in its place, so that a part of the tree stands by itself. */
export function inlineReferences(tree: Root): void {
  const definitions = new Map<string, Definition>();
  visit(tree, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier))
      definitions.set(node.identifier, node);
  });
  if (definitions.size === 0) return;
  visit(tree, (node) => {
    if (!('children' in node)) return;
    node.children = node.children.map((child) => {
      if (child.type !== 'linkReference' && child.type !== 'imageReference') return child;
      const { url = '', title = null } = definitions.get(child.identifier) ?? {};
      if (child.type === 'linkReference') return { type: 'link', url, title, children: child.children };
      return { type: 'image', url, title, alt: child.alt ?? null };
    }) as typeof node.children;
  });
  tree.children = tree.children.filter((node) => node.type !== 'definition');
}

function visit(node: Nodes, see: (node: Nodes) => void): void {
  see(node);
  if ('children' in node) for (const child of node.children) visit(child, see);
}
