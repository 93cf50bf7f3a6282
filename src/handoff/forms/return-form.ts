import { noteField } from './note-field.ts';
import type { Built, Seen } from './seen.ts';

/** What the assistant is to know when it goes on. Pure. */
export function returnForm({ episode, facts: { texts } }: Seen): Built {
  return {
    form: {
      action: 'return',
      value: episode.id,
      title: texts.say('form.return_title'),
      fields: [noteField(texts.say('form.note_assistant'), texts.say('form.note_assistant_hint'))],
      submit: texts.say('button.return'),
    },
  };
}
