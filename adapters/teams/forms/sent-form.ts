import { z } from 'zod';
import type { Form } from '../../../src/channels/form.ts';

/** Where a form was opened, and what it is about. */
export interface Origin {
  /** The conversation that it was opened in. */
  at: string;
  /** The post whose button opened it; Teams tells that when a dialog is opened, and not when it is sent. https://github.com/microsoft/botframework-sdk/issues/6473 */
  post?: string;
  /** The same however often the same form is sent: it is handed in once. */
  once: string;
}

/** A form as it was sent. */
export interface SentForm extends Origin {
  action: string;
  value: string;
  fields: Record<string, string>;
  /** What was typed, rather than chosen: it must not be lost. */
  typed: string[];
}

const PREFIX = { text: 't_', choice: 'c_' } as const;
const id = z.string().min(1).max(300);

const data = z
  .object({
    baton: z.object({
      form: z.string().max(500),
      value: z.string().max(4_000),
      at: id,
      post: id.optional(),
      once: id,
      inputs: z.array(z.string().max(500)).max(10),
    }),
  })
  .loose();

/** The name of a field's input; it tells what kind it is. */
export function inputName({ id: field, kind }: Form['fields'][number]): string {
  return PREFIX[kind] + field;
}

/** What the button that sends a form carries; what is filled in comes beside it. */
export function formData({ action, value, fields }: Form, origin: Origin): object {
  const inputs = fields.map(inputName);
  return { baton: { form: action, value, ...origin, inputs } };
}

/** Reads what came of a form; undefined where it is none. What was left empty is an empty text, whatever the client sends. */
export function readSentForm(value: unknown): SentForm | undefined {
  const parsed = data.safeParse(value);
  if (!parsed.success) return undefined;
  const { baton, ...filled } = parsed.data;
  const { form, inputs, post, ...rest } = baton;
  const { value: about, at, once } = rest;
  const given = inputs.map((name): [string, string] => [
    name,
    textOf(Object.hasOwn(filled, name) ? filled[name] : ''),
  ]);
  return {
    ...{ action: form, value: about, at, once },
    ...(post === undefined ? {} : { post }),
    fields: Object.fromEntries(given.map(([name, text]) => [name.slice(PREFIX.text.length), text])),
    typed: given
      .filter(([name, text]) => name.startsWith(PREFIX.text) && text.trim() !== '')
      .map(([, text]) => text),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
