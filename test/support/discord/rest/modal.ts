import type { Json, Modal, ModalField } from '../world/world.ts';
import { invalid } from './refusal.ts';

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
const TITLE = 45;
const COMPONENTS = 5;
/** https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id */
const CUSTOM_ID = 100;
/** https://docs.discord.com/developers/components/reference#label */
const LABEL = 45;
const DESCRIPTION = 100;
/** https://docs.discord.com/developers/components/reference#text-input */
const TEXT = 4_000;
const PLACEHOLDER = 100;
/** https://docs.discord.com/developers/components/reference#string-select */
const OPTIONS = 25;
const OPTION = 100;
/** https://docs.discord.com/developers/components/reference#component-object-component-types */
const TYPE = { select: 3, text: 4, display: 10, label: 18 } as const;

/** Checks a modal as Discord does; text inputs in action rows, which are deprecated, are not taken here. */
export function readModal(data: Json): Modal {
  const custom_id = textIn(data, 'data.custom_id', 'custom_id', 1, CUSTOM_ID);
  const title = textIn(data, 'data.title', 'title', 1, TITLE);
  const components = data['components'];
  if (!Array.isArray(components) || components.length < 1 || components.length > COMPONENTS) {
    throw invalid(
      'data.components',
      'BASE_TYPE_BAD_LENGTH',
      `Must be between 1 and ${COMPONENTS} in length.`,
    );
  }
  const displays: string[] = [];
  const fields: ModalField[] = [];
  components.forEach((component: Json, at) => {
    const path = `data.components.${at}`;
    if (component['type'] === TYPE.display) {
      displays.push(textIn(component, `${path}.content`, 'content', 1, TEXT));
    } else if (component['type'] === TYPE.label) fields.push(readLabel(component, path));
    else
      throw invalid(`${path}.type`, 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (10, 18).');
  });
  if (new Set(fields.map(({ id }) => id)).size < fields.length) {
    throw invalid(
      'data.components',
      'COMPONENT_CUSTOM_ID_DUPLICATED',
      'Component custom id cannot be duplicated',
    );
  }
  return { custom_id, title, displays, fields };
}

function readLabel(label: Json, path: string): ModalField {
  const words = textIn(label, `${path}.label`, 'label', 1, LABEL);
  if (label['description'] !== undefined) textIn(label, `${path}.description`, 'description', 1, DESCRIPTION);
  const given = (label['component'] ?? {}) as Json;
  const here = `${path}.component`;
  const id = textIn(given, `${here}.custom_id`, 'custom_id', 1, CUSTOM_ID);
  const common = {
    id,
    label: words,
    hint: label['description'] as string | undefined,
    required: given['required'] !== false,
  };
  if (given['disabled'] !== undefined) throw invalid(`${here}.disabled`, 'MODAL_DISABLED', 'Not in a modal');
  if (given['type'] === TYPE.text) return { ...common, ...readTextInput(given, here) };
  if (given['type'] === TYPE.select) return { ...common, ...readSelect(given, here, common.required) };
  throw invalid(`${here}.type`, 'UNION_TYPE_CHOICES', 'Value of field "type" is not one that a label takes.');
}

function readTextInput(given: Json, here: string) {
  if (given['style'] !== 1 && given['style'] !== 2) {
    throw invalid(`${here}.style`, 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2}.');
  }
  const min = numberIn(given, here, 'min_length', 0, TEXT) ?? 0;
  const max = numberIn(given, here, 'max_length', 1, TEXT) ?? TEXT;
  if (min > max) throw invalid(`${here}.min_length`, 'NUMBER_TYPE_MAX', 'min_length is more than max_length');
  if (given['placeholder'] !== undefined) {
    textIn(given, `${here}.placeholder`, 'placeholder', 0, PLACEHOLDER);
  }
  const value = given['value'] === undefined ? '' : textIn(given, `${here}.value`, 'value', min, max);
  return { kind: 'text' as const, min, max, value };
}

function readSelect(given: Json, here: string, required: boolean) {
  const options = given['options'];
  if (!Array.isArray(options) || options.length < 1 || options.length > OPTIONS) {
    throw invalid(`${here}.options`, 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${OPTIONS} in length.`);
  }
  const read = options.map((option: Json, at) => ({
    value: textIn(option, `${here}.options.${at}.value`, 'value', 1, OPTION),
    label: textIn(option, `${here}.options.${at}.label`, 'label', 1, OPTION),
    isDefault: option['default'] === true,
  }));
  if (new Set(read.map(({ value }) => value)).size < read.length) {
    throw invalid(`${here}.options`, 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The value is used already');
  }
  const least = numberIn(given, here, 'min_values', 0, OPTIONS);
  if (required && least === 0) {
    throw invalid(
      `${here}.min_values`,
      'NUMBER_TYPE_MIN',
      'min_values must be at least 1 where it is required',
    );
  }
  const most = numberIn(given, here, 'max_values', 1, OPTIONS) ?? 1;
  const defaults = read.filter(({ isDefault }) => isDefault);
  if (defaults.length > most) {
    throw invalid(`${here}.options`, 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'Too many default values');
  }
  return { kind: 'choice' as const, options: read, value: defaults[0]?.value ?? '' };
}

function textIn(from: Json, path: string, field: string, least: number, most: number): string {
  const value = from[field];
  if (typeof value !== 'string') throw invalid(path, 'BASE_TYPE_STRING', 'Must be a string');
  if ([...value].length < least || [...value].length > most) {
    throw invalid(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`);
  }
  return value;
}

function numberIn(from: Json, here: string, field: string, least: number, most: number): number | undefined {
  const value = from[field];
  if (value === undefined) return undefined;
  if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
    throw invalid(`${here}.${field}`, 'NUMBER_TYPE_MAX', `Must be between ${least} and ${most}.`);
  }
  return value as number;
}
