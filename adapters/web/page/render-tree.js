import { el, outsideLink } from './dom.js';

const TAGS = new Set(
  'p blockquote em strong s code pre br hr ul ol li table thead tbody tr th td'.split(' '),
);

/** Elements for a formatted text. Only tags known here are made, with no attributes but those set here. */
export function renderTree(nodes) {
  return nodes.map((node) => {
    if (typeof node === 'string') return document.createTextNode(node);
    const children = renderTree(node.children);
    if (node.tag === 'a') return outsideLink(children, node.href);
    if (!TAGS.has(node.tag)) return el('span', {}, children);
    if (node.tag === 'table' || node.tag === 'pre') return scrollable(node.tag, children);
    const element = el(node.tag, {}, children);
    if (node.tag === 'ol' && Number.isInteger(node.start)) element.start = node.start;
    if (node.tag === 'li' && typeof node.done === 'boolean') {
      element.classList.add('task');
      element.prepend(el('input', { type: 'checkbox', checked: node.done, disabled: true }), ' ');
    }
    return element;
  });
}

/** Wide code and tables scroll by themselves; those who use a keyboard must be able to reach them for that. */
function scrollable(tag, children) {
  const name = tag === 'pre' ? 'Code' : 'Table';
  return el(
    'div',
    { className: 'wide', tabIndex: 0, role: 'region', 'aria-label': name },
    el(tag, {}, children),
  );
}

/** The words of a formatted text. */
export function wordsOf(nodes) {
  return nodes
    .map((node) => (typeof node === 'string' ? node : `${wordsOf(node.children)} `))
    .join('')
    .trim();
}
