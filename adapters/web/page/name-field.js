import { el } from './dom.js';

/** Shows a name, and lets the person change it. */
export function nameField(person, label) {
  const input = el('input', {
    className: 'name',
    value: person.name,
    maxLength: 80,
    'aria-label': label,
    title: 'Change your name',
    spellcheck: false,
    autocomplete: 'off',
    onchange: () => {
      input.value = person.rename(input.value);
    },
    onkeydown: (event) => {
      if (event.key === 'Enter') input.blur();
    },
  });
  return el('label', { className: 'you' }, el('span', { className: 'you-label' }, 'You are'), input);
}
