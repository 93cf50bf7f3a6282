import { load, send } from './api.js';
import { showAsked } from './ask-form.js';
import { commandLine } from './command-line.js';
import { COMMAND } from './command-words.js';
import { composer } from './composer.js';
import { deskLines } from './desk-lines.js';
import { el, freshId } from './dom.js';
import { identity } from './identity.js';
import { nameField } from './name-field.js';
import { announce, notice } from './notices.js';
import { outbox } from './outbox.js';
import { postList } from './post-list.js';
import { renderCard, renderCardItem } from './render-card.js';
import { wordsOf } from './render-tree.js';
import { arrange } from './side-list.js';
import { whereItGoes } from './where-it-goes.js';

/** Pixels of width from which a card is shown with its details. */
const ROOMY = 560;

/** The agents' side: the cards, and the thread of the one that is open. */
export function deskPane(pane) {
  const me = identity('agent');
  const cards = new Map();
  const unread = new Set();
  let open;
  let shownCard;
  let box;
  let sayWhere;

  const posts = postList({
    label: 'Thread of the card',
    mine: me.id,
    onButton: press,
    onEdit: (post) => box.edit(post),
    onDelete: remove,
    retryOf: (post) => sending.retryOf(open, post),
  });
  const sending = outbox({
    writer: () => ({ kind: 'agent', id: me.id, name: me.name }),
    deliver: (card, id, message) => send('desk/messages', { agent: me.asJson(), card, id, ...message }),
    list: (card) => (card === open ? posts : undefined),
  });
  const list = el('ul', { className: 'side-items cards', 'aria-label': 'Cards' });
  const lines = deskLines();
  const none = el(
    'p',
    { className: 'empty' },
    'No cards yet. When a customer needs a person, a card appears here.',
  );
  const place = el('div', { className: 'card-place' });
  const thread = el('div', { className: 'thread' });
  const unopened = el('p', { className: 'empty thread-empty' }, 'Open a card to see its thread.');
  const hint = el('span');
  const commands = commandLine(me, () => open);

  function build(writing) {
    box = composer({
      label: 'Message in the card’s thread',
      placeholder: '',
      hint,
      onSend: write,
      onEdit: change,
    });
    sayWhere = () => {
      const { placeholder, hint: said } = whereItGoes(cards.get(open).card.state, writing);
      box.invite(placeholder);
      hint.replaceChildren(...said);
    };
    const backButton = el(
      'button',
      { type: 'button', className: 'quiet back', onclick: back },
      '‹ All cards',
    );
    thread.replaceChildren(
      el('div', { className: 'thread-head' }, backButton),
      place,
      posts.element,
      box.element,
    );
  }

  pane.append(
    el(
      'header',
      { className: 'pane-head' },
      el('h1', {}, 'Agent desk'),
      el('div', { className: 'pane-tools' }, commands.button, nameField(me, 'Your name as an agent')),
    ),
    commands.panel,
    el(
      'div',
      { className: 'split' },
      el('nav', { className: 'side', 'aria-label': 'Cards' }, lines.element, none, list),
      thread,
      unopened,
    ),
  );

  function draw() {
    const sorted = [...cards.values()].sort((a, b) => isEnded(a) - isEnded(b) || b.order - a.order);
    none.hidden = sorted.length > 0;
    arrange(
      list,
      sorted.map((post) => ({ key: post.id, version: versionOf(post), draw: () => item(post) })),
    );
    thread.hidden = open === undefined;
    unopened.hidden = open !== undefined;
    const waiting = sorted.filter(({ card }) => card.state === 'waiting').length;
    document.title = waiting > 0 ? `(${waiting}) Baton` : 'Baton';
  }

  function versionOf({ id, revision }) {
    return JSON.stringify([revision, id === open, unread.has(id)]);
  }

  function item(post) {
    return renderCardItem(post, {
      current: post.id === open,
      unread: unread.has(post.id),
      onOpen: () => show(post.id),
      onButton: press,
    });
  }

  function drawOpen() {
    const pressed = place.contains(document.activeElement) && document.activeElement.dataset.action;
    const roomy = shownCard === open ? place.querySelector('details').open : pane.clientWidth >= ROOMY;
    shownCard = open;
    const fresh = renderCard(cards.get(open), { onButton: press, roomy });
    place.replaceChildren(fresh);
    sayWhere();
    if (pressed)
      (
        fresh.querySelector(`[data-action="${CSS.escape(pressed)}"]`) ?? fresh.querySelector('.thread-title')
      ).focus();
  }

  function back() {
    const from = open;
    pane.dataset.open = 'list';
    open = undefined;
    draw();
    list.querySelector(`[data-key="${CSS.escape(from)}"] [data-open]`)?.focus();
  }

  async function show(id) {
    box.cancel();
    open = id;
    unread.delete(id);
    posts.clear();
    pane.dataset.open = 'thread';
    draw();
    drawOpen();
    place.querySelector('.thread-title').focus();
    try {
      const found = await load('desk/thread', { agent: me.id, card: id });
      if (open !== id) return;
      for (const post of found.posts) posts.show(post);
      posts.toEnd();
    } catch (error) {
      notice(`The thread could not be loaded: ${error.message}`);
    }
  }

  /** A command typed in a card's thread is one there too, and never goes to the customer. */
  function write(text, files) {
    const command = COMMAND.exec(text);
    if (command) return commands.run(text.slice(command[0].length).trim());
    return sending.send(open, freshId(), text, files);
  }

  async function change(post, text) {
    await send('desk/edits', { agent: me.asJson(), post: post.id, id: freshId(), text }).then(
      (answer) => post.thread === open && posts.show(answer.post),
      (error) => notice(`Your message was not changed: ${error.message}`),
    );
  }

  async function remove(post) {
    await send('desk/deletions', { agent: me.asJson(), post: post.id, id: freshId() }).then(
      (answer) => post.thread === open && posts.show(answer.post),
      (error) => notice(`Your message was not deleted: ${error.message}`),
    );
  }

  async function press(post, button) {
    // Whoever acts on a card from the list goes on in its thread.
    if (cards.has(post.id) && open !== post.id) void show(post.id);
    const about = { agent: me.asJson(), post: post.id };
    const body = { ...about, action: button.id, value: button.value, id: freshId() };
    await send('desk/actions', body).then(
      (answered) => showAsked(answered, 'desk/forms', about, tellAnswer) || announce(`${button.label}: sent`),
      (error) => notice(`“${button.label}” was not sent: ${error.message}`),
    );
  }

  function onCard(post) {
    const known = cards.get(post.id);
    if (known && known.revision >= post.revision) return;
    if (post.removed) cards.delete(post.id);
    else cards.set(post.id, post);
    if (open === post.id && post.removed) back();
    draw();
    if (open === post.id) drawOpen();
    if (!known && post.card) announce(`New card: ${post.card.title}`);
  }

  function onReply(post) {
    if (post.thread === open) return posts.show(post);
    if (post.whisper) notice(wordsOf(post.text));
    else if (cards.has(post.thread) && post.writer.kind === 'other') unread.add(post.thread);
    draw();
  }

  return {
    id: me.id,
    /** Loads the cards; gives the number of the latest change. */
    async load() {
      const { cursor, cards: found, ...writing } = await load('desk', { agent: me.id });
      build(writing);
      pane.dataset.open = 'list';
      for (const post of found) {
        if (post.card) cards.set(post.id, post);
        else if (!post.whisper) lines.show(post);
      }
      draw();
      return cursor;
    },
    onPost(post) {
      if (post.card || cards.has(post.id)) onCard(post);
      else if (post.thread === null && !post.whisper) lines.show(post);
      else onReply(post);
    },
  };
}

/** The answer to a command whose form a button opened. */
function tellAnswer({ answer }) {
  if (answer) notice(answer.card ? `${answer.card.title}: ${answer.card.status}` : wordsOf(answer.text));
}

function isEnded({ card }) {
  return card.state === 'ended' ? 1 : 0;
}
