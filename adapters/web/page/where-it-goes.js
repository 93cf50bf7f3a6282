import { el } from './dom.js';

/** What to say at the place to write in, so that it is clear before writing whether the customer will get it. */
export function whereItGoes(state, { noteMark, deskMessages }) {
  const placeholder = 'Write a note…';
  if (state === 'ended') return { placeholder, hint: ['This has ended: what you write stays at the desk.'] };
  if (deskMessages === 'notes') {
    const hint = 'What you write stays at the desk, until you press Send to customer under it.';
    return { placeholder, hint: [hint] };
  }
  if (state === 'waiting') {
    const hint =
      'Until somebody claims it, what you write stays at the desk; after that, what they write goes to the customer.';
    return { placeholder, hint: [hint] };
  }
  return {
    placeholder: 'Write to the customer…',
    hint: [
      'Once you have claimed it, what you write goes to the customer. Begin with ',
      el('code', {}, noteMark),
      ' for a note that stays at the desk.',
    ],
  };
}
