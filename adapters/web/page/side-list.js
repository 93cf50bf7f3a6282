import { el } from './dom.js';

/** Keeps `list` showing one element per key in this order, moving and replacing only what differs. */
export function arrange(list, entries) {
  const focused = list.contains(document.activeElement) ? focusKey(document.activeElement) : undefined;
  const known = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const wanted = entries.map(({ key, version, draw }) => {
    const old = known.get(key);
    if (old?.dataset.version === version) return old;
    const fresh = draw();
    fresh.dataset.key = key;
    fresh.dataset.version = version;
    return fresh;
  });
  const same =
    wanted.length === list.children.length && wanted.every((node, at) => node === list.children[at]);
  if (same) return;
  list.replaceChildren(...wanted);
  if (focused) list.querySelector(focused)?.focus();
}

/** A mark that something came in which was not looked at yet. */
export function newMark() {
  return el('span', { className: 'new' }, 'New');
}

function focusKey(element) {
  const key = element.closest('[data-key]')?.dataset.key;
  const within = element.dataset.action
    ? `[data-action="${CSS.escape(element.dataset.action)}"]`
    : '[data-open]';
  return key && `[data-key="${CSS.escape(key)}"] ${within}`;
}
