import { load, send } from './api.js';
import { showAsked } from './ask-form.js';
import { COMMAND } from './command-words.js';
import { composer } from './composer.js';
import { el, freshId, timeOf } from './dom.js';
import { identity } from './identity.js';
import { nameField } from './name-field.js';
import { announce, notice } from './notices.js';
import { outbox } from './outbox.js';
import { postList } from './post-list.js';
import { arrange, newMark } from './side-list.js';

/** The customer's side: their threads, and the one that is open. */
export function customerPane(pane) {
  const me = identity('customer');
  const unread = new Set();
  let threads = [];
  let open = freshId();

  const posts = postList({
    label: 'Conversation',
    mine: me.id,
    onButton: press,
    onEdit: (post) => box.edit(post),
    onDelete: remove,
    retryOf: (post) => sending.retryOf(open, post),
  });
  const sending = outbox({
    writer: () => ({ kind: 'customer', id: me.id, name: me.name }),
    deliver: (thread, id, message) =>
      send('customer/messages', { customer: me.asJson(), thread, id, ...message }),
    list: (thread) => (thread === open ? posts : undefined),
  });
  const box = composer({
    label: 'Your message',
    placeholder: 'Ask a question…',
    hint: 'Enter sends, Shift+Enter begins a new line. “/baton human” brings in a person.',
    onSend: write,
    onEdit: change,
  });
  const title = el('h2', { className: 'thread-title', tabIndex: -1 });
  const welcome = el(
    'div',
    { className: 'welcome' },
    el('h3', {}, 'How can we help?'),
    el('p', {}, 'Ask your question below. You get an answer here, and a person whenever you want one.'),
  );
  const list = el('ul', { className: 'side-items' });

  pane.append(
    el(
      'header',
      { className: 'pane-head' },
      el('h1', {}, 'Customer'),
      nameField(me, 'Your name as a customer'),
    ),
    el(
      'div',
      { className: 'split' },
      el(
        'nav',
        { className: 'side', 'aria-label': 'Your questions' },
        el('button', { type: 'button', className: 'plain new-question', onclick: begin }, 'New question'),
        list,
      ),
      el(
        'div',
        { className: 'thread' },
        el(
          'div',
          { className: 'thread-head' },
          el('button', { type: 'button', className: 'quiet back', onclick: back }, '‹ Your questions'),
          title,
        ),
        welcome,
        posts.element,
        box.element,
      ),
    ),
  );

  function draw() {
    const current = threads.find(({ id }) => id === open);
    title.textContent = current?.title || 'New question';
    welcome.hidden = current !== undefined;
    arrange(
      list,
      threads.map((thread) => ({ key: thread.id, version: versionOf(thread), draw: () => item(thread) })),
    );
  }

  function versionOf({ id, title }) {
    return JSON.stringify([id === open, unread.has(id), title]);
  }

  function item({ id, title, at }) {
    return el(
      'li',
      {},
      el(
        'button',
        {
          type: 'button',
          className: 'side-item',
          'data-open': '',
          'aria-current': id === open ? 'true' : undefined,
          onclick: () => show(id, true),
        },
        el('span', { className: 'side-title' }, title || 'Question'),
        el('span', { className: 'side-meta' }, timeOf(at), unread.has(id) && newMark()),
      ),
    );
  }

  function begin() {
    box.cancel();
    open = freshId();
    posts.clear();
    pane.dataset.open = 'thread';
    draw();
    box.focus();
  }

  function back() {
    pane.dataset.open = 'list';
    list.querySelector('[aria-current]')?.focus();
  }

  async function show(id, byPerson) {
    box.cancel();
    open = id;
    unread.delete(id);
    posts.clear();
    pane.dataset.open = 'thread';
    draw();
    if (byPerson) box.focus();
    try {
      const found = await load('customer/thread', { customer: me.id, thread: id });
      if (open !== id) return;
      for (const post of found.posts) posts.show(post);
      posts.toEnd();
    } catch (error) {
      notice(`The conversation could not be loaded: ${error.message}`);
    }
  }

  async function write(text, files) {
    const thread = open;
    const command = COMMAND.exec(text);
    if (!threads.some(({ id }) => id === thread)) {
      threads = [{ id: thread, title: titleOf(text, files), at: new Date().toISOString() }, ...threads];
      draw();
    }
    if (!command) return sending.send(thread, freshId(), text, files);
    const about = { customer: me.asJson(), thread };
    const body = { ...about, id: freshId(), text: text.slice(command[0].length) };
    await send('customer/commands', body).then(
      (answered) => showAsked(answered, 'customer/forms', about),
      (error) => notice(`“${text}” was not sent: ${error.message}`),
    );
  }

  async function change(post, text) {
    const body = { customer: me.asJson(), thread: post.thread, post: post.id, id: freshId(), text };
    await send('customer/edits', body).then(
      (answer) => post.thread === open && posts.show(answer.post),
      (error) => notice(`Your message was not changed: ${error.message}`),
    );
  }

  async function remove(post) {
    const body = { customer: me.asJson(), thread: post.thread, post: post.id, id: freshId() };
    await send('customer/deletions', body).then(
      (answer) => post.thread === open && posts.show(answer.post),
      (error) => notice(`Your message was not deleted: ${error.message}`),
    );
  }

  async function press(post, button) {
    const about = { customer: me.asJson(), thread: post.thread, post: post.id };
    const body = { ...about, action: button.id, value: button.value, id: freshId() };
    await send('customer/actions', body).then(
      (answered) => showAsked(answered, 'customer/forms', about) || announce(`${button.label}: sent`),
      (error) => notice(`“${button.label}” was not sent: ${error.message}`),
    );
  }

  async function refresh() {
    const known = await load('customer', { customer: me.id });
    const unsaved = threads.filter(({ id }) => !known.threads.some((thread) => thread.id === id));
    threads = [...unsaved, ...known.threads];
    draw();
    return known.cursor;
  }

  return {
    id: me.id,
    /** Loads what there is; gives the number of the latest change. */
    async load() {
      const cursor = await refresh();
      if (threads[0]) await show(threads[0].id, false);
      else pane.dataset.open = 'thread';
      draw();
      return cursor;
    },
    onPost(post) {
      if (post.thread === open) posts.show(post);
      else if (post.writer.id !== me.id) unread.add(post.thread);
      const listed = threads.find(({ id }) => id === post.thread);
      // What is taken away may have been the title, too.
      if (listed && !(post.removed && listed.title)) draw();
      else refresh().catch((error) => notice(`Your questions could not be loaded: ${error.message}`));
    },
    onTyping({ thread, on }) {
      if (thread === open) posts.typing(on);
    },
  };
}

function titleOf(text, files) {
  return (text.trim() || files[0]?.name || '').split('\n')[0].slice(0, 80);
}
