import { el } from './dom.js';

/** A box to write in: Enter sends, Shift+Enter begins a line. `onSend` takes the text; it is cleared at once. */
export function composer({ label, hint, placeholder, onSend }) {
  const hintId = `hint-${label.toLowerCase().replace(/\W+/g, '-')}`;
  const box = el('textarea', {
    rows: 1,
    placeholder,
    'aria-label': label,
    'aria-describedby': hintId,
    enterKeyHint: 'send',
    maxLength: 60_000,
    oninput: fit,
    onkeydown: (event) => {
      // While an input method composes a character, Enter chooses it.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submit();
    },
  });
  const form = el(
    'form',
    {
      className: 'composer',
      onsubmit: (event) => {
        event.preventDefault();
        submit();
      },
    },
    el(
      'div',
      { className: 'composer-row' },
      box,
      el('button', { type: 'submit', className: 'primary' }, 'Send'),
    ),
    el('p', { className: 'hint', id: hintId }, hint),
  );

  function fit() {
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight + 2, 200)}px`;
  }

  function submit() {
    const text = box.value;
    if (text.trim() === '') return;
    box.value = '';
    fit();
    onSend(text);
  }

  return { element: form, focus: () => box.focus() };
}
