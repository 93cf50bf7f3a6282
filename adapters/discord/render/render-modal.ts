import type { Form, FormField } from '../../../src/channels/form.ts';
import { cutText, shorten } from '../../../src/markdown/cut-text.ts';
import { parseMarkdown, plainText } from '../../../src/markdown/markdown.ts';
import { LIMITS } from '../limits.ts';
import { shortenMarkdown } from './shorten-markdown.ts';

/** https://docs.discord.com/developers/components/using-modal-components */
export interface Modal {
  custom_id: string;
  title: string;
  components: object[];
}

const [STRING_SELECT, TEXT_INPUT, TEXT_DISPLAY, LABEL] = [3, 4, 10, 18];
const [SHORT, PARAGRAPH] = [1, 2];
const LONGEST_INTRO = 1000;

/**
 * A form as a modal, within Discord's limits whatever it holds. The words above the fields take the place of one: where
 * there are as many fields as Discord has room for, they stand under the first one's label.
 */
export function renderModal(form: Form, customId: string): Modal {
  const fields = form.fields.filter(isShown).slice(0, LIMITS.modalParts);
  const intro = form.intro?.trim() || (fields.length === 0 ? form.title : '');
  const apart = intro !== '' && fields.length < LIMITS.modalParts;
  const [first] = fields;
  return {
    custom_id: customId,
    title: shorten(form.title.trim(), LIMITS.modalTitle) || '…',
    components: [
      ...(apart ? [{ type: TEXT_DISPLAY, content: shortenMarkdown(intro, LONGEST_INTRO) }] : []),
      ...fields.map((field) => labelled(field, !apart && field === first ? intro : '')),
    ],
  };
}

/** Discord takes no choice of nothing. */
function isShown(field: FormField): boolean {
  return field.kind === 'text' || field.options.length > 0;
}

function labelled(field: FormField, intro: string): object {
  const help = [intro && plainText(parseMarkdown(intro)).replace(/\s+/g, ' '), field.hint ?? '']
    .filter((words) => words.trim() !== '')
    .join(' · ');
  return {
    type: LABEL,
    label: shorten(field.label.trim(), LIMITS.fieldLabel) || '…',
    ...(help ? { description: shorten(help, LIMITS.fieldHint) } : {}),
    component: inputOf(field),
  };
}

function inputOf(field: FormField): object {
  const common = { custom_id: field.id, required: !field.optional };
  if (field.kind === 'text') {
    const most = Math.min(Math.max(field.max, 1), LIMITS.fieldText);
    return {
      ...common,
      type: TEXT_INPUT,
      style: field.multiline || field.initial?.includes('\n') ? PARAGRAPH : SHORT,
      min_length: field.optional ? 0 : 1,
      max_length: most,
      ...(field.initial ? { value: cutText(field.initial, most)[0] } : {}),
    };
  }
  return {
    ...common,
    type: STRING_SELECT,
    min_values: field.optional ? 0 : 1,
    max_values: 1,
    options: field.options.slice(0, LIMITS.options).map(({ value, label }) => ({
      value: value.slice(0, LIMITS.optionValue),
      label: shorten(label.trim(), LIMITS.optionLabel) || value.slice(0, LIMITS.optionLabel),
      ...(value === field.initial ? { default: true } : {}),
    })),
  };
}
