import { load, send } from './api.js';
import { showAsked } from './ask-form.js';
import { completions } from './completions.js';
import { el, freshId, timeOf } from './dom.js';
import { renderCardBody } from './render-card.js';
import { renderTree } from './render-tree.js';

/** Answers that are shown; older ones have had their time. */
const SHOWN = 20;

/**
 * A line for commands, and what was answered, newest first; only the one who types sees it. `about()` tells which card is
 * open. Gives the button that opens it, and what it opens.
 */
export function commandLine(me, about) {
  const answers = el('div', {
    className: 'answers',
    role: 'log',
    tabIndex: 0,
    'aria-label': 'Answers to your commands',
  });
  const list = completions({
    label: 'Command',
    ask: async (words) => (await load('desk/completions', { agent: me.id, words })).completions,
    onSubmit: (words) => {
      list.clear();
      void run(words);
    },
    onEscape: () => toggle(false),
  });
  const form = el(
    'form',
    {
      className: 'command-row',
      onsubmit: (event) => {
        event.preventDefault();
        list.submit();
      },
    },
    el('span', { className: 'command-name', 'aria-hidden': 'true' }, '/baton'),
    list.element,
    el('button', { type: 'submit', className: 'primary' }, 'Run'),
  );
  const hint = el('p', { className: 'hint' }, 'Only you see the answers. “help” lists what there is.');
  const panel = el('section', {
    className: 'commands',
    id: 'commands',
    'aria-label': 'Commands',
    hidden: true,
  });
  panel.append(form, hint, answers);
  const button = el(
    'button',
    {
      type: 'button',
      className: 'plain',
      'aria-expanded': 'false',
      'aria-controls': 'commands',
      onclick: () => toggle(panel.hidden),
    },
    'Commands',
  );

  function toggle(open) {
    panel.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (open) list.focus();
    else button.focus();
  }

  async function run(words) {
    const card = about();
    const request = { agent: me.asJson(), ...(card ? { card } : {}) };
    const entry = el(
      'article',
      { className: 'answer', 'aria-busy': 'true' },
      headOf(words),
      el('p', {}, '…'),
    );
    answers.prepend(entry);
    while (answers.children.length > SHOWN) answers.lastElementChild.remove();
    const show = (answered) => {
      entry.replaceChildren(headOf(words), ...bodyOf(answered));
      entry.removeAttribute('aria-busy');
    };
    try {
      const answered = await send('desk/commands', { ...request, id: freshId(), text: words });
      if (answered.form) show({ asks: true });
      if (!showAsked(answered, 'desk/forms', request, show)) show(answered);
    } catch (error) {
      show({ error: error.message });
    }
  }

  return {
    button,
    panel,
    /** Runs a command that was typed elsewhere, and shows its answer here. */
    run(words) {
      if (panel.hidden) toggle(true);
      void run(words);
    },
  };
}

function headOf(words) {
  return el('header', {}, el('code', {}, `/baton ${words}`.trim()), timeOf(new Date().toISOString()));
}

function bodyOf({ answer, posted, asks, error }) {
  if (error) return [el('p', { className: 'complaint' }, error)];
  if (asks) return [el('p', { className: 'hint' }, 'Asks for more, in a form.')];
  if (posted) return [el('p', { className: 'hint' }, 'Shown to everybody at the desk.')];
  if (!answer) return [el('p', { className: 'hint' }, 'Taken.')];
  if (answer.card) return [renderCardBody(answer.card)];
  return [el('div', { className: 'text' }, renderTree(answer.text))];
}
