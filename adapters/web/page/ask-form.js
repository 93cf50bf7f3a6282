import { send } from './api.js';
import { freshId } from './dom.js';
import { showForm } from './form-dialog.js';
import { notice } from './notices.js';
import { wordsOf } from './render-tree.js';

/**
 * Shows what a press or a command was answered with: a form, or why there is none; whether it was one of them. What is
 * filled in goes to `path` with the facts of `about`; `onAnswer` is given what comes back, such as a command's answer.
 */
export function showAsked({ form, refused }, path, about, onAnswer = () => {}) {
  if (refused) notice(wordsOf(refused));
  if (form) {
    // Sent again with the same answers, it is the same form.
    const id = freshId();
    const { action, value } = form;
    showForm(form, async (fields) => {
      const answered = await send(path, { ...about, id, action, value, fields });
      if (!showAsked(answered, path, about, onAnswer)) onAnswer(answered);
    });
  }
  return Boolean(form ?? refused);
}
