import { attachments } from './attachments.js';
import { el } from './dom.js';

/**
 * A box to write in: Enter sends, Shift+Enter begins a line. `onSend` takes the text and the attached files; both are
 * cleared at once. An earlier message can be put into it, to be edited; `onEdit` then takes that message and the text.
 */
export function composer({ label, hint, placeholder, onSend, onEdit }) {
  const hintId = `hint-${label.toLowerCase().replace(/\W+/g, '-')}`;
  let edited;
  let draft = '';
  let waiting = false;
  const files = attachments({
    onChange() {
      updateSend();
      // Sent before the files were there: it goes now.
      if (waiting && !files.busy()) submit();
    },
  });
  const box = el('textarea', {
    rows: 1,
    placeholder,
    'aria-label': label,
    'aria-describedby': hintId,
    enterKeyHint: 'send',
    maxLength: 60_000,
    oninput: fit,
    onkeydown: (event) => {
      if (event.key === 'Escape' && edited) return leaveEdit();
      // While an input method composes a character, Enter chooses it.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submit();
    },
  });
  const button = el('button', { type: 'submit', className: 'primary' }, 'Send');
  const editing = el(
    'p',
    { className: 'editing', hidden: true },
    'Editing your message. ',
    el('button', { type: 'button', className: 'link', onclick: () => leaveEdit() }, 'Cancel'),
  );
  const form = el(
    'form',
    {
      className: 'composer',
      onsubmit: (event) => {
        event.preventDefault();
        submit();
      },
    },
    editing,
    files.list,
    el('div', { className: 'composer-row' }, files.button, box, button, files.picker),
    el('p', { className: 'hint', id: hintId }, hint),
  );
  files.listenOn(form);

  function fit() {
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight + 2, 200)}px`;
  }

  function write(text) {
    box.value = text;
    fit();
  }

  function updateSend() {
    button.textContent = edited ? 'Save' : waiting ? 'Sending…' : 'Send';
  }

  function submit() {
    const text = box.value;
    waiting = !edited && files.busy();
    updateSend();
    if (waiting) return;
    if (edited) {
      if (text.trim() === '') return;
      const post = edited;
      leaveEdit();
      return onEdit(post, text);
    }
    if (text.trim() === '' && !files.any()) return;
    write('');
    onSend(text, files.take());
  }

  function edit(post) {
    if (!edited) draft = box.value;
    edited = post;
    editing.hidden = false;
    files.button.disabled = true;
    updateSend();
    write(post.typed);
    box.focus();
  }

  function leaveEdit() {
    edited = undefined;
    editing.hidden = true;
    files.button.disabled = false;
    updateSend();
    write(draft);
    box.focus();
  }

  return {
    element: form,
    focus: () => box.focus(),
    /** Changes what stands in the empty box. */
    invite(words) {
      box.placeholder = words;
    },
    /** Puts a message into the box, to be edited. */
    edit,
    /** Gives up an edit, as when another thread is opened. */
    cancel() {
      if (edited) leaveEdit();
    },
  };
}
