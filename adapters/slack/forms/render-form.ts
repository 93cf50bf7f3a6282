import type { types } from '@slack/bolt';
import type { Form, FormField } from '../../../src/channels/form.ts';
import { shorten } from '../../../src/markdown/cut-text.ts';
import { LIMITS } from '../limits.ts';
import { section } from '../render/blocks.ts';
import { shortenMrkdwn } from '../render/shorten-mrkdwn.ts';
import { type Origin, packOrigin } from './origin.ts';

/** What marks a modal as a form of ours. */
export const FORM_VIEW = 'baton_form';

/**
 * A form as a modal, within Slack's limits whatever it holds; texts that are too long are cut. The id of a field is the
 * id of its block, and of the element in it.
 */
export function renderForm(form: Form, place: Omit<Origin, 'action' | 'value'>): types.ModalView {
  const intro = form.intro?.trim() ? [section(shortenMrkdwn(form.intro, LIMITS.text))] : [];
  return {
    type: 'modal',
    callback_id: FORM_VIEW,
    private_metadata: packOrigin(form, place),
    title: plain(form.title, LIMITS.viewTitle),
    submit: plain(form.submit, LIMITS.viewButton),
    close: plain('Cancel', LIMITS.viewButton),
    blocks: [...intro, ...form.fields.filter(canBeAsked).map(inputBlock)],
  };
}

/** Slack takes no choice without options. */
function canBeAsked(field: FormField): boolean {
  return field.kind === 'text' || field.options.length > 0;
}

function inputBlock(field: FormField): types.InputBlock {
  return {
    type: 'input',
    block_id: field.id.slice(0, LIMITS.actionId),
    label: plain(field.label, LIMITS.inputLabel),
    ...(field.hint?.trim() ? { hint: plain(field.hint, LIMITS.inputHint) } : {}),
    optional: field.optional === true,
    element: { action_id: field.id.slice(0, LIMITS.actionId), ...elementOf(field) },
  };
}

function elementOf(field: FormField): types.PlainTextInput | types.StaticSelect {
  if (field.kind === 'choice') {
    const options = field.options.slice(0, LIMITS.options).map(({ value, label }) => ({
      text: plain(label, LIMITS.optionText),
      value: value.slice(0, LIMITS.optionValue),
    }));
    const initial = options[field.options.findIndex(({ value }) => value === field.initial)];
    return { type: 'static_select', options, ...(initial ? { initial_option: initial } : {}) };
  }
  const longest = Math.max(1, Math.min(field.max, LIMITS.inputText));
  const initial = cut(field.initial ?? '', longest);
  return {
    type: 'plain_text_input',
    multiline: field.multiline === true,
    max_length: longest,
    ...(initial === '' ? {} : { initial_value: initial }),
  };
}

function plain(text: string, limit: number): types.PlainTextElement {
  return { type: 'plain_text', text: shorten(text.trim(), limit) || '…', emoji: true };
}

/** The beginning, with no character cut in two. */
function cut(text: string, limit: number): string {
  return text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');
}
