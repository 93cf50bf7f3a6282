import type { FormOption } from '../../channels/form.ts';
import { oneLine } from '../../conversation/one-line.ts';
import { toPerson, toSkill, transferTargets } from '../../conversation/transfer.ts';
import { noteField } from './note-field.ts';
import type { Built, Seen } from './seen.ts';

/**
 * Options that every platform takes: Discord 25, with 100 characters of value; Slack 75 characters of label.
 * https://docs.discord.com/developers/components/reference#string-select
 * https://docs.slack.dev/reference/block-kit/composition-objects/option-object
 */
const MOST_OPTIONS = 25;
const VALUE_LIMIT = 100;
const LABEL_LIMIT = 75;
/** Of these, kept for skills where there are many people. */
const MOST_SKILLS = 10;

/** To whom it is handed on: people with how much they hold and why they fit, best first, then skills. Pure. */
export function transferForm(seen: Seen): Built {
  const { texts } = seen.facts;
  const { people, skills } = transferTargets(seen, seen.episode);
  const bySkill = fitting(
    skills.map((skill) => ({ value: toSkill(skill), label: texts.say('form.to_skill', { skill }) })),
  ).slice(0, MOST_SKILLS);
  const byPerson = fitting(
    people.map(({ id, name, why }) => ({
      value: toPerson(id),
      label: texts.say('form.to_person', { name, why }),
    })),
  ).slice(0, MOST_OPTIONS - bySkill.length);
  const options = [...byPerson, ...bySkill];
  const [best] = options;
  if (!best) return { refused: texts.say('form.nobody_free') };
  return {
    form: {
      action: 'transfer',
      value: seen.episode.id,
      title: texts.say('form.transfer_title'),
      fields: [
        { kind: 'choice', id: 'to', label: texts.say('form.to'), options, initial: best.value },
        noteField(texts.say('form.note_next'), texts.say('form.note_next_hint')),
      ],
      submit: texts.say('button.transfer'),
    },
  };
}

function fitting(options: readonly FormOption[]): FormOption[] {
  return options
    .filter(({ value }) => value.length <= VALUE_LIMIT)
    .map(({ value, label }) => ({ value, label: oneLine(label, LABEL_LIMIT) }));
}
