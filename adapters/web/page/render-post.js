import { el, outsideLink, timeOf } from './dom.js';
import { renderTree } from './render-tree.js';

/**
 * One post as an element. `mine` is the reader's id; `onButton` is told which button was pressed, `onEdit` and `onDelete`
 * which of the reader's own messages they want to change.
 */
export function renderPost(post, { mine, onButton, onRetry, onEdit, onDelete }) {
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
      : el(
          'div',
          { className: 'text' },
          post.mentions?.length > 0 &&
            el('p', { className: 'mentions' }, post.mentions.map((name) => `@${name}`).join(' ')),
          renderTree(post.text),
        ),
    linksOf('Sources', post.sources),
    filesOf(post.files),
    post.buttons.length > 0 && buttonsOf(post, onButton),
    onRetry && notSent(onRetry),
    post.marking && markOf(post, own, onButton),
    own && !post.pending && !post.removed && ownActions(post, { onEdit, onDelete }),
  );
}

/** What became of an agent's message; a note says so in its head. */
const MARKS = {
  waiting: 'Sending to the customer…',
  sent: '✓ Sent to the customer',
  failed: 'Did not reach the customer',
};

/** What became of it, for everyone; what can be done about it, for its author. */
function markOf(post, own, onButton) {
  const { mark, buttons } = post.marking;
  const words = MARKS[mark];
  const offered = own && buttons.length > 0 && buttonsOf({ ...post, buttons }, onButton);
  if (!words && !offered) return undefined;
  return el('div', { className: `mark is-${mark}` }, words && el('span', {}, words), offered);
}

function ownActions(post, { onEdit, onDelete }) {
  const action = (label, run) =>
    el(
      'button',
      { type: 'button', className: 'link', 'data-action': label, onclick: () => run(post) },
      label,
    );
  return el(
    'div',
    { className: 'own-actions', role: 'group', 'aria-label': 'Change what you wrote' },
    action('Edit', onEdit),
    action('Delete', onDelete),
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
    post.edited && !post.removed && el('span', { className: 'edited' }, 'edited'),
  );
}

function clip() {
  return el('img', { className: 'clip', src: 'attach.svg', alt: '', width: 16, height: 16 });
}

/** Pictures are shown, other files are saved; those kept elsewhere are links, or only names. */
function filesOf(files) {
  if (files.length === 0) return undefined;
  const items = files.map(({ title, href, path, picture }) => {
    if (!path) return el('li', {}, clip(), outsideLink(title, href));
    const shown = picture
      ? el('img', { className: 'thumbnail', src: path, alt: title, loading: 'lazy' })
      : [clip(), title];
    return el(
      'li',
      {},
      el('a', picture ? { href: path, target: '_blank' } : { href: path, download: title }, shown),
    );
  });
  return el('ul', { className: 'files', 'aria-label': 'Files' }, items);
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
