import { draftToCopy, openDraft } from '../../conversation/copilot.ts';
import { ANSWER_LIMIT } from '../../conversation/form-limits.ts';
import type { Built, Seen } from './seen.ts';

/** The words of a draft, to be changed before they go to the customer. Pure. */
export function draftForm({ state, episode, facts: { texts } }: Seen, number: number): Built {
  const draft = openDraft(state, number);
  if (!draft) return { refused: texts.say('desk.draft_gone') };
  // No form takes as much: its words are given to be copied.
  if (draft.text.length > ANSWER_LIMIT) return { refused: draftToCopy(draft, texts) };
  return {
    form: {
      action: `draft_edit_${number}`,
      value: episode.id,
      title: texts.say('form.draft_title'),
      fields: [
        {
          kind: 'text',
          id: 'text',
          label: texts.say('form.draft_text'),
          hint: texts.say('form.draft_text_hint'),
          multiline: true,
          max: ANSWER_LIMIT,
          initial: draft.text,
        },
      ],
      submit: texts.say('button.draft_send'),
    },
  };
}
