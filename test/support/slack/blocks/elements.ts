import { isDeepStrictEqual } from 'node:util';
import type { Findings, Json } from './findings.ts';
import { LIMITS } from './limits.ts';

type Check = (element: Json, at: string, findings: Findings) => void;

/** How each interactive element is checked; what is not here Slack does not know. */
const ELEMENTS: Record<string, Check> = {
  button(element, at, findings) {
    findings.text(element, 'text', at, LIMITS.buttonText, { plain: true });
    findings.string(element, 'value', at, LIMITS.buttonValue);
    findings.string(element, 'url', at, LIMITS.buttonUrl);
    findings.string(element, 'accessibility_label', at, LIMITS.accessibilityLabel);
    if (element.style !== undefined && element.style !== 'primary' && element.style !== 'danger') {
      findings.add('must be one of: primary, danger', `${at}/style`);
    }
  },
  static_select: select,
  multi_static_select: select,
  external_select: picker,
  users_select: picker,
  multi_users_select: picker,
  conversations_select: picker,
  channels_select: picker,
  datepicker: picker,
  timepicker: picker,
  overflow(element, at, findings) {
    findings.items(element, 'options', at, LIMITS.overflowOptions, (each, place) =>
      option(each, place, findings),
    );
  },
  radio_buttons: choices,
  checkboxes: choices,
  plain_text_input: textInput,
  number_input: picker,
  email_text_input: picker,
  url_text_input: picker,
  rich_text_input: picker,
  feedback_buttons(element, at, findings) {
    for (const key of ['positive_button', 'negative_button']) {
      if (!element[key]) findings.add(`missing required field: ${key}`, at);
    }
  },
  icon_button(element, at, findings) {
    findings.text(element, 'text', at, LIMITS.buttonText, { plain: true });
  },
};

/** Checks an interactive element; `allowed` narrows which ones may stand here. */
export function checkElement(element: Json, at: string, findings: Findings, allowed?: string[]): void {
  const type = String(element.type);
  const check = ELEMENTS[type];
  if (!check || (allowed && !allowed.includes(type))) {
    findings.add(`unsupported type: ${type}`, `${at}/type`);
    return;
  }
  check(element, at, findings);
  findings.string(element, 'action_id', at, LIMITS.actionId);
  if (element.confirm !== undefined) checkConfirm(element.confirm as Json, `${at}/confirm`, findings);
}

function select(element: Json, at: string, findings: Findings): void {
  picker(element, at, findings);
  if (element.option_groups !== undefined) return;
  findings.items(element, 'options', at, LIMITS.selectOptions, (each, place) =>
    option(each, place, findings),
  );
  const { initial_option: initial, options } = element;
  if (initial === undefined || !Array.isArray(options)) return;
  if (!options.some((each) => isDeepStrictEqual(each, initial)))
    findings.add('`initial_option` must match one of the options', `${at}/initial_option`);
}

/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
function textInput(element: Json, at: string, findings: Findings): void {
  picker(element, at, findings);
  const { max_length: most = LIMITS.inputText, initial_value: initial } = element;
  if (typeof most !== 'number' || !Number.isInteger(most) || most < 1 || most > LIMITS.inputText)
    findings.add(`must be between 1 and ${LIMITS.inputText}`, `${at}/max_length`);
  else findings.string(element, 'initial_value', at, most);
  if (element.multiline !== undefined && typeof element.multiline !== 'boolean')
    findings.add('must be a boolean', `${at}/multiline`);
  if (initial === '') findings.add('must be more than 0 characters', `${at}/initial_value`);
}

function picker(element: Json, at: string, findings: Findings): void {
  findings.text(element, 'placeholder', at, LIMITS.placeholder, { plain: true, optional: true });
}

function choices(element: Json, at: string, findings: Findings): void {
  findings.items(element, 'options', at, LIMITS.choices, (each, place) => option(each, place, findings));
}

function option(each: Json, at: string, findings: Findings): void {
  findings.text(each, 'text', at, LIMITS.optionText);
  findings.text(each, 'description', at, LIMITS.optionDescription, { optional: true });
  findings.string(each, 'value', at, LIMITS.optionValue, true);
}

function checkConfirm(confirm: Json, at: string, findings: Findings): void {
  findings.text(confirm, 'title', at, LIMITS.confirmTitle, { plain: true });
  findings.text(confirm, 'text', at, LIMITS.confirmText);
  findings.text(confirm, 'confirm', at, LIMITS.confirmButton, { plain: true });
  findings.text(confirm, 'deny', at, LIMITS.confirmButton, { plain: true });
}
