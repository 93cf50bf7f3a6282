import { el } from './dom.js';

/**
 * A box for words with a list of how they could go on: arrows choose, Enter or Tab takes what is chosen, Escape closes the
 * list. As https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ has it.
 */
export function completions({ label, ask, onSubmit, onEscape }) {
  let offers = [];
  let chosen = -1;
  /** The latest question; answers to earlier ones come too late. */
  let asked = 0;
  const list = el('ul', {
    className: 'offers',
    id: 'offers',
    role: 'listbox',
    'aria-label': label,
    hidden: true,
  });
  const box = el('input', {
    type: 'text',
    role: 'combobox',
    'aria-label': label,
    'aria-autocomplete': 'list',
    'aria-controls': 'offers',
    'aria-expanded': 'false',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: false,
    maxLength: 4_000,
    oninput: refresh,
    onblur: () => show([]),
    onkeydown: onKey,
  });

  async function refresh() {
    asked += 1;
    const mine = asked;
    // Without completions the words can be typed all the same.
    const found = await ask(box.value).catch(() => []);
    if (mine === asked && document.activeElement === box) show(found);
  }

  function show(found) {
    offers = found;
    chosen = -1;
    list.replaceChildren(...found.map(item));
    list.hidden = found.length === 0;
    box.setAttribute('aria-expanded', String(!list.hidden));
    choose(-1);
  }

  function item({ value, label: words }, index) {
    return el(
      'li',
      {
        id: `offer-${index}`,
        role: 'option',
        'aria-selected': 'false',
        // Before the box loses the focus.
        onmousedown: (event) => {
          event.preventDefault();
          take(index);
        },
      },
      el('span', { className: 'offer-value' }, value),
      words !== value && el('span', { className: 'offer-label' }, words),
    );
  }

  function choose(index) {
    chosen = index;
    for (const [at, option] of [...list.children].entries())
      option.setAttribute('aria-selected', String(at === index));
    if (index < 0) return box.removeAttribute('aria-activedescendant');
    box.setAttribute('aria-activedescendant', `offer-${index}`);
    list.children[index].scrollIntoView({ block: 'nearest' });
  }

  function take(index) {
    box.value = `${completed(box.value, offers[index].value)} `;
    show([]);
    void refresh();
  }

  function onKey(event) {
    if (event.isComposing) return;
    const last = offers.length - 1;
    if (event.key === 'Escape') return list.hidden ? onEscape() : show([]);
    if (event.key === 'ArrowDown' && list.hidden) return void refresh();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (list.hidden) return;
      event.preventDefault();
      const next = event.key === 'ArrowDown' ? chosen + 1 : chosen - 1;
      return choose(next > last ? 0 : next < 0 ? last : next);
    }
    if (chosen < 0 || (event.key !== 'Enter' && event.key !== 'Tab')) return;
    event.preventDefault();
    take(chosen);
  }

  return {
    element: el('div', { className: 'command-box' }, box, list),
    focus: () => box.focus(),
    clear() {
      asked += 1;
      box.value = '';
      show([]);
    },
    submit: () => onSubmit(box.value.trim().replace(/^\/baton(?:\s+|$)/, '')),
  };
}

/** What was typed with its last word completed; an offer may also be all of the words. */
function completed(typed, value) {
  const before = typed.slice(0, typed.length - (/\S*$/.exec(typed)?.[0].length ?? 0));
  return value.startsWith(before) ? value : before + value;
}
