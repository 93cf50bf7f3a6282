import type { Activity } from 'botbuilder';
import type { Form, FormField } from '../../../src/channels/form.ts';
import { cutText, shorten } from '../../../src/markdown/cut-text.ts';
import { clean } from '../html/escape.ts';
import { ADAPTIVE_CARD, adaptiveCard, markdownLines } from '../render/render-card.ts';
import { shownLabel } from '../render/shown-label.ts';
import type { TextLine } from '../render/text-runs.ts';
import { formData, inputName, type Origin } from './sent-form.ts';

/** A card must stay below 28 KB, so words that say what to fill in are kept short. */
const LONGEST_TITLE = 100;
const LONGEST_LABEL = 200;
const LONGEST_HINT = 300;
const LONGEST_INTRO = 1_000;
const LONGEST_CHOICE = 150;
/** Of all that stands in the fields at first. */
const PREFILLED_ROOM = 8_000;
const MISSING = 'Please fill this in.';

/** Filled in before, and why it is shown again. */
export interface Refill {
  fields: Readonly<Record<string, string>>;
  complaint: string;
}

/** What is asked for, as the answer to the press that opens a dialog. https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/invoking-task-modules#dialoginfo-object */
export function formDialog(form: Form, origin: Origin, refill?: Refill): object {
  const send = { type: 'Action.Submit', ...submitOf(form, origin) };
  const content = adaptiveCard(bodyOf(form, refill), [send]);
  const card = { contentType: ADAPTIVE_CARD, content };
  return { type: 'continue', value: { title: titleOf(form), height: 'medium', width: 'medium', card } };
}

/**
 * What is asked for, as a post: for a dialog can be opened by a press alone. Clients that do not know Action.Execute take
 * the Action.Submit.
 */
export function formPost(form: Form, origin: Origin): Partial<Activity> {
  const submit = submitOf(form, origin);
  const send = {
    type: 'Action.Execute',
    verb: 'baton',
    ...submit,
    fallback: { type: 'Action.Submit', ...submit },
  };
  const title = textLine(titleOf(form), { weight: 'Bolder' });
  const content = adaptiveCard([title, ...bodyOf(form)], [send]);
  return { type: 'message', summary: titleOf(form), attachments: [{ contentType: ADAPTIVE_CARD, content }] };
}

function titleOf({ title }: Form): string {
  return shorten(clean(title).replace(/\s+/g, ' ').trim(), LONGEST_TITLE) || '…';
}

function submitOf(form: Form, origin: Origin): object {
  return { title: shownLabel(form.submit, form.action), style: 'positive', data: formData(form, origin) };
}

function bodyOf({ intro = '', fields }: Form, refill?: Refill): object[] {
  const room = Math.floor(PREFILLED_ROOM / Math.max(1, fields.length));
  return [
    ...(refill ? [textLine(refill.complaint, { color: 'Attention' })] : []),
    ...markdownLines(intro, LONGEST_INTRO),
    // What was typed already must not be cut.
    ...fields.flatMap((field) =>
      inputLines(field, refill?.fields[field.id] ?? cutText(field.initial ?? '', room)[0]),
    ),
  ];
}

/** Below the input, where it is still read when something stands in it. */
function inputLines(field: FormField, value: string | undefined): object[] {
  const hint = field.hint?.trim();
  return [
    inputOf(field, value),
    ...(hint ? [textLine(shorten(clean(hint), LONGEST_HINT), { isSubtle: true }, 'None')] : []),
  ];
}

/** https://learn.microsoft.com/adaptive-cards/schema-explorer/input-text, …/input-choice-set */
function inputOf(field: FormField, value: string | undefined): object {
  const common = {
    id: inputName(field),
    label: shorten(clean(field.label).replace(/\s+/g, ' ').trim(), LONGEST_LABEL) || '…',
    ...(field.optional ? {} : { isRequired: true, errorMessage: MISSING }),
  };
  if (field.kind === 'text') {
    const [fits = ''] = cutText(value ?? '', Math.max(field.max, 2));
    const isMultiline = field.multiline === true || fits.includes('\n');
    return {
      ...{ type: 'Input.Text', ...common, isMultiline, maxLength: field.max },
      ...(fits === '' ? {} : { value: fits }),
    };
  }
  const choices = field.options.map((option) => ({
    title: shorten(clean(option.label).trim(), LONGEST_CHOICE) || option.value,
    value: option.value,
  }));
  const chosen = choices.some((choice) => choice.value === value) ? { value } : {};
  return { type: 'Input.ChoiceSet', ...common, style: 'compact', choices, ...chosen };
}

function textLine(text: string, style: object, spacing?: 'None'): TextLine {
  return {
    type: 'RichTextBlock',
    ...(spacing ? { spacing } : {}),
    inlines: [{ type: 'TextRun', text, ...style }],
  };
}
