import { el } from './dom.js';
import { announce } from './notices.js';
import { renderTree } from './render-tree.js';

/**
 * Shows a form as a dialog. `onSend` is given what was filled in, by the ids of the fields: when it resolves the dialog
 * closes, when it rejects it stays, with everything that was typed, and says why.
 */
export function showForm(form, onSend) {
  const controls = form.fields.map((field, index) => controlOf(field, `field-${index}`));
  const complaint = el('p', { className: 'complaint', role: 'alert', hidden: true });
  const sendButton = el('button', { type: 'submit', className: 'primary' }, form.submit);
  const close = () => dialog.close();
  const dialog = el(
    'dialog',
    { className: 'form-dialog', 'aria-labelledby': 'form-title', onclose: () => dialog.remove() },
    el(
      'form',
      { method: 'dialog', onsubmit: submit },
      el('h2', { id: 'form-title' }, form.title),
      el(
        'div',
        { className: 'form-body' },
        form.intro.length > 0 && el('div', { className: 'text form-intro' }, renderTree(form.intro)),
        form.fields.map((field, index) => labelled(field, controls[index], `field-${index}`)),
      ),
      complaint,
      el(
        'div',
        { className: 'form-end' },
        el('button', { type: 'button', className: 'plain', onclick: close }, 'Cancel'),
        sendButton,
      ),
    ),
  );

  async function submit(event) {
    event.preventDefault();
    if (sendButton.disabled) return;
    sendButton.disabled = true;
    complaint.hidden = true;
    const filled = form.fields.map(({ id }, index) => [id, controls[index].value]);
    try {
      await onSend(Object.fromEntries(filled));
      close();
      announce(`${form.title}: sent`);
    } catch (error) {
      complaint.textContent = error.message;
      complaint.hidden = false;
      sendButton.disabled = false;
    }
  }

  document.body.append(dialog);
  dialog.showModal();
  controls[0]?.focus();
}

function labelled(field, control, id) {
  return el(
    'div',
    { className: 'form-field' },
    el(
      'label',
      { for: id },
      field.label,
      field.optional && el('span', { className: 'optional' }, ' (optional)'),
    ),
    field.hint && el('p', { className: 'hint', id: `${id}-hint` }, field.hint),
    control,
  );
}

function controlOf(field, id) {
  const common = {
    id,
    required: field.optional !== true,
    'aria-describedby': field.hint ? `${id}-hint` : undefined,
  };
  if (field.kind === 'choice') return choiceOf(field, common);
  const text = { ...common, maxLength: field.max, value: field.initial ?? '' };
  return field.multiline
    ? el('textarea', { ...text, rows: 5 })
    : el('input', { ...text, type: 'text', autocomplete: 'off' });
}

function choiceOf({ options, initial, optional }, common) {
  const chosen = options.some(({ value }) => value === initial);
  const none = optional || !chosen;
  return el(
    'select',
    common,
    none && el('option', { value: '', selected: !chosen }, optional ? '—' : 'Choose…'),
    options.map(({ value, label }) => el('option', { value, selected: chosen && value === initial }, label)),
  );
}
