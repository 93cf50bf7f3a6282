import { el, timeOf } from './dom.js';
import { renderTree } from './render-tree.js';

/** Lines to the whole desk that are shown; older ones have had their time. */
const SHOWN = 2;

/** What the whole desk is told, above the cards: the latest lines, newest first. */
export function deskLines() {
  const lines = new Map();
  const element = el('ul', { className: 'desk-lines', 'aria-label': 'To the whole desk', hidden: true });

  return {
    element,
    show(post) {
      if (post.removed) lines.delete(post.id);
      else lines.set(post.id, post);
      const latest = [...lines.values()].sort((a, b) => b.order - a.order).slice(0, SHOWN);
      element.hidden = latest.length === 0;
      element.replaceChildren(
        ...latest.map((line) =>
          el('li', {}, timeOf(line.at), el('div', { className: 'text' }, renderTree(line.text))),
        ),
      );
    },
  };
}
