import { upload } from './api.js';
import { el } from './dom.js';
import { announce, notice } from './notices.js';

const MOST = 10;
/** Bytes that the server takes; it is asked only for what may pass. */
const LARGEST = 10 * 1_024 * 1_024;

/** The files that go with the next message: chosen, dropped or pasted, and uploaded at once. `onChange` after each step. */
export function attachments({ onChange }) {
  let chosen = [];
  const list = el('ul', { className: 'attached', 'aria-label': 'Attached files', hidden: true });
  const picker = el('input', {
    type: 'file',
    multiple: true,
    hidden: true,
    onchange: () => {
      add(picker.files);
      picker.value = '';
    },
  });
  const button = el(
    'button',
    {
      type: 'button',
      className: 'quiet attach',
      'aria-label': 'Attach files',
      title: 'Attach files',
      onclick: () => picker.click(),
    },
    el('img', { src: 'attach.svg', alt: '', width: 22, height: 22 }),
  );

  function add(files) {
    const room = MOST - chosen.length;
    if (files.length > room) notice(`A message may have up to ${MOST} files.`);
    for (const file of [...files].slice(0, room)) {
      const entry = { name: file.name || 'file', state: 'uploading' };
      chosen.push(entry);
      checked(file).then(
        (id) => settle(entry, { id, state: 'ready' }),
        (error) => settle(entry, { state: 'failed', problem: error.message }),
      );
    }
    draw();
  }

  function settle(entry, change) {
    Object.assign(entry, change);
    if (entry.problem) announce(`${entry.name} was not attached: ${entry.problem}`);
    draw();
  }

  function draw() {
    list.replaceChildren(...chosen.map(item));
    list.hidden = chosen.length === 0;
    onChange();
  }

  function item(entry) {
    const state = entry.problem ?? (entry.state === 'uploading' ? 'Uploading…' : undefined);
    const remove = () => {
      chosen = chosen.filter((one) => one !== entry);
      draw();
      button.focus();
    };
    return el(
      'li',
      { className: entry.state },
      el('span', {}, entry.name),
      state && el('small', {}, state),
      el(
        'button',
        { type: 'button', className: 'quiet', 'aria-label': `Remove ${entry.name}`, onclick: remove },
        '✕',
      ),
    );
  }

  async function checked(file) {
    if (file.size > LARGEST) throw new Error(`A file may have up to ${LARGEST / 1_048_576} MB`);
    return upload(file);
  }

  /** Lets files be dropped and pasted on an element. */
  function listenOn(element) {
    element.addEventListener('dragover', (event) => {
      if (event.dataTransfer.types.includes('Files')) event.preventDefault();
    });
    element.addEventListener('drop', (event) => {
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      add(event.dataTransfer.files);
    });
    element.addEventListener('paste', (event) => {
      if (event.clipboardData.files.length === 0) return;
      event.preventDefault();
      add(event.clipboardData.files);
    });
  }

  return {
    list,
    button,
    picker,
    listenOn,
    busy: () => chosen.some(({ state }) => state === 'uploading'),
    /** Gives what is ready, and forgets all. */
    take() {
      const ready = chosen.filter(({ state }) => state === 'ready').map(({ id, name }) => ({ id, name }));
      chosen = [];
      draw();
      return ready;
    },
    any: () => chosen.some(({ state }) => state === 'ready'),
  };
}
