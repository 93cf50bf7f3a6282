import { el } from './dom.js';

const SHOWN_MS = 8_000;

/** Shows a sentence for a while, for what has no place of its own on the page. */
export function notice(text) {
  const line = el('p', { className: 'notice' }, text);
  const close = el(
    'button',
    { type: 'button', className: 'quiet', 'aria-label': 'Close', onclick: () => line.remove() },
    '✕',
  );
  line.append(close);
  document.querySelector('#notices').append(line);
  setTimeout(() => line.remove(), SHOWN_MS);
}

/** Tells those who listen to the page. */
export function announce(text) {
  document.querySelector('#announcer').textContent = text;
}
