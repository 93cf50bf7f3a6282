import { el, outsideLink, timeOf } from './dom.js';
import { renderTree } from './render-tree.js';

/** One post as an element. `mine` is the reader's id; `onButton` is told which button was pressed. */
export function renderPost(post, { mine, onButton, onRetry }) {
  const own = post.writer.id !== '' && post.writer.id === mine;
  const kind = post.tone === 'system' ? 'system' : post.writer.kind;
  return el(
    'article',
    {
      className: `post from-${kind}${own ? ' own' : ''}${post.tone === 'note' ? ' note' : ''}${post.whisper ? ' whisper' : ''}`,
      'data-post': post.id,
    },
    headOf(post, own),
    post.removed
      ? el('p', { className: 'gone' }, 'This message was deleted.')
      : el('div', { className: 'text' }, renderTree(post.text)),
    linksOf('Sources', post.sources),
    linksOf('Files', post.files),
    post.buttons.length > 0 && buttonsOf(post, onButton),
    onRetry && notSent(onRetry),
  );
}

/** The buttons under a post or on a card. */
export function buttonsOf(post, onButton) {
  const buttons = post.buttons.map((button) =>
    el(
      'button',
      {
        type: 'button',
        className: button.style ?? 'plain',
        'data-action': button.id,
        onclick: () => onButton(post, button),
      },
      button.label,
    ),
  );
  return el('div', { className: 'buttons', role: 'group', 'aria-label': 'Actions' }, buttons);
}

function headOf(post, own) {
  const name = own ? 'You' : post.writer.name;
  const system = post.tone === 'system';
  return el(
    'header',
    {},
    system ? el('span', { className: 'for-ears' }, 'Notice') : el('strong', { className: 'writer' }, name),
    post.generated && el('span', { className: 'badge' }, 'AI'),
    post.tone === 'note' && el('span', { className: 'badge note-badge' }, 'Note, stays at the desk'),
    post.whisper && el('span', { className: 'badge' }, 'Only you see this'),
    timeOf(post.at),
  );
}

function linksOf(label, links) {
  if (links.length === 0) return undefined;
  const items = links.map(({ title, href }) => el('li', {}, outsideLink(title, href)));
  return el('div', { className: 'links' }, el('span', {}, label), el('ul', { 'aria-label': label }, items));
}

function notSent(onRetry) {
  return el(
    'p',
    { className: 'not-sent', role: 'alert' },
    'Not sent. ',
    el('button', { type: 'button', className: 'link', onclick: onRetry }, 'Retry'),
  );
}
