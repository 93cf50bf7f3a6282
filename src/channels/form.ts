import type { Person, ThreadRef } from './refs.ts';

/** One thing that is asked for in a form. */
export type FormField = {
  /** Unique in its form; the key under which what was filled in comes back. */
  id: string;
  label: string;
  /** A line of help under it. */
  hint?: string;
  /** May be left empty; then it comes back as an empty text. */
  optional?: true;
  /** What stands in it at first; for a choice, the value of an option. */
  initial?: string;
} & (
  | { kind: 'text'; multiline?: true /** Characters. */; max: number }
  | { kind: 'choice'; options: readonly FormOption[] }
);

export interface FormOption {
  value: string;
  label: string;
}

/**
 * A form, neutral of platform: a modal on Slack and Discord, a dialog on the web page, a card with inputs on Teams. At most
 * five fields, for Discord takes no more; at most 25 options in a choice.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal
 */
export interface Form {
  /** Comes back as the `action` of an action event when the form is sent, with what was filled in as its `fields`. */
  action: string;
  /** Comes back as the `value`: what the form is about, such as the escalation's id. */
  value: string;
  /** At most 24 characters are shown everywhere. https://docs.slack.dev/reference/views/modal-views */
  title: string;
  /** Markdown above the fields. */
  intro?: string;
  fields: readonly FormField[];
  /** The words on the button that sends it; at most 24 characters. */
  submit: string;
}

/** Buttons whose id begins so open a form: the adapter asks the intake for it, and shows it at once. */
const FORM_BUTTON = 'form_';

/** The id of the button that opens the form of an action. */
export function formButton(action: string): string {
  return FORM_BUTTON + action;
}

/** The action whose form a button opens; undefined for a button that opens none. */
export function formAction(buttonId: string): string | undefined {
  return buttonId.startsWith(FORM_BUTTON) ? buttonId.slice(FORM_BUTTON.length) : undefined;
}

/** Somebody pressed a button that opens a form. Nothing happens but that they are shown one, so it is no event. */
export interface FormAsk {
  platform: string;
  workspace: string;
  thread: ThreadRef;
  author: Person;
  /** Whether it was pressed at the desk. */
  side: 'customer' | 'desk';
  /** The action of the form, without the mark of the button. */
  action: string;
  /** The button's value. */
  value: string;
}

/** The form, or why there is none, to be told to the one who pressed. */
export type FormAnswer = { kind: 'form'; form: Form } | { kind: 'refused'; text: string };
