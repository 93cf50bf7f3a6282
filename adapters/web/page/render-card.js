import { el, outsideLink, timeOf } from './dom.js';
import { buttonsOf } from './render-post.js';
import { renderTree } from './render-tree.js';
import { newMark } from './side-list.js';

const STATES = { waiting: 'Waiting', held: 'In hand', ended: 'Ended' };

/** A card as it stands in the list: what is needed to choose one. */
export function renderCardItem(post, { current, unread, onOpen, onButton }) {
  const { card } = post;
  const ask = card.sections[0];
  return el(
    'li',
    { className: `card is-${card.state}` },
    el(
      'button',
      {
        type: 'button',
        className: 'side-item',
        'data-open': '',
        'aria-current': current ? 'true' : undefined,
        onclick: onOpen,
      },
      el('span', { className: 'card-line' }, chip(card), unread && newMark(), timeOf(post.at)),
      el('span', { className: 'side-title' }, card.title),
      el('span', { className: 'side-meta' }, card.status),
      ask && el('span', { className: 'card-ask' }, wordsOf(ask.text)),
    ),
    !current && post.buttons.length > 0 && buttonsOf(post, onButton),
  );
}

/** The whole card, above its thread. */
export function renderCard(post, { onButton, roomy }) {
  const { card } = post;
  return el(
    'article',
    { className: `card-full is-${card.state}`, 'aria-label': card.title },
    el('div', { className: 'card-line' }, chip(card), el('span', { className: 'card-status' }, card.status)),
    el('h2', { className: 'thread-title', tabIndex: -1, title: card.title, dir: 'auto' }, card.title),
    post.buttons.length > 0 && buttonsOf(post, onButton),
    el(
      'details',
      { className: 'card-details', open: roomy },
      el('summary', {}, 'Details'),
      el(
        'dl',
        { className: 'fields' },
        card.fields.map(({ label, value }) =>
          el('div', {}, el('dt', {}, label), el('dd', { title: value, dir: 'auto' }, value)),
        ),
      ),
      card.sections.map(({ heading, text }) =>
        el(
          'section',
          {},
          heading && el('h3', {}, heading),
          el('div', { className: 'text' }, renderTree(text)),
        ),
      ),
      card.link && el('p', {}, outsideLink(card.link.title, card.link.href)),
    ),
  );
}

/** The words of a formatted text. */
export function wordsOf(nodes) {
  return nodes
    .map((node) => (typeof node === 'string' ? node : `${wordsOf(node.children)} `))
    .join('')
    .trim();
}

function chip({ state }) {
  return el('span', { className: `chip chip-${state}` }, STATES[state] ?? state);
}
