import { el } from './dom.js';
import { renderPost } from './render-post.js';

/** Pixels from the end within which a reader is taken to follow what is being written. */
const FOLLOWING = 120;

/**
 * The posts of one thread, in order; a post that changes is replaced where it stands. A message that is still being sent
 * stands at the end, and becomes the post that the server made of it.
 */
export function postList({ label, mine, onButton, onEdit, onDelete, retryOf }) {
  const shown = new Map();
  const typing = el(
    'p',
    { className: 'typing', role: 'status', hidden: true },
    dots(),
    'Assistant is typing…',
  );
  const list = el('div', { className: 'posts', role: 'log', 'aria-live': 'polite', 'aria-label': label });
  const element = el(
    'div',
    { className: 'scroll', tabIndex: 0, role: 'group', 'aria-label': `${label}, scrolls` },
    list,
    typing,
  );

  function show(post) {
    const key = keyOf(post);
    const known = shown.get(key);
    if (known && known.post.revision > post.revision) return;
    const following = follows();
    const node = renderPost(post, { mine, onButton, onEdit, onDelete, onRetry: retryOf?.(post) });
    const pressed = known?.node.contains(document.activeElement) && document.activeElement.dataset.action;
    shown.set(key, { post, node });
    if (known?.post.order === post.order) known.node.replaceWith(node);
    else {
      known?.node.remove();
      list.insertBefore(node, after(post)?.node ?? null);
    }
    if (pressed) (node.querySelector(`[data-action="${CSS.escape(pressed)}"]`) ?? element).focus();
    if (following || post.writer.id === mine) toEnd();
    // A picture takes its place only once it is there.
    for (const picture of node.querySelectorAll('.thumbnail')) {
      picture.addEventListener('load', () => follows(picture.offsetHeight) && toEnd());
    }
  }

  /** The first that comes after a post. */
  function after({ order, id }) {
    let next;
    for (const entry of shown.values()) {
      if (entry.post.id === id || !isBefore({ order, id }, entry.post)) continue;
      if (!next || isBefore(entry.post, next.post)) next = entry;
    }
    return next;
  }

  /** Whether the reader is at the end, or was before it grew by so many pixels. */
  function follows(grown = 0) {
    return element.scrollHeight - element.scrollTop - element.clientHeight < FOLLOWING + grown;
  }

  function toEnd() {
    element.scrollTop = element.scrollHeight;
  }

  return {
    element,
    show,
    toEnd,
    /** Empties the list for another thread. */
    clear() {
      shown.clear();
      list.replaceChildren();
      typing.hidden = true;
    },
    /** Draws a message again whose sending went on or failed. */
    redraw(key) {
      const known = shown.get(key);
      if (known) show(known.post);
    },
    typing(on) {
      typing.hidden = !on;
      if (on) toEnd();
    },
  };
}

function keyOf(post) {
  return post.requestId ?? post.id;
}

function isBefore(a, b) {
  return a.order < b.order || (a.order === b.order && a.id < b.id);
}

function dots() {
  return el('span', { className: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'));
}
