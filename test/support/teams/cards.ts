import type { Json } from './world.ts';

/** One input of a card, as it is shown. */
export interface CardInput {
  id: string;
  label: string;
  /** What stands below it. */
  hint: string;
  required: boolean;
  max: number;
  value: string;
  /** None for a text. */
  choices: { title: string; value: string }[];
}

export const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
/** A message in a Teams client: https://learn.microsoft.com/microsoftteams/limits-specifications-teams#chat */
const LARGEST = 28 * 1_024;

/**
 * What is wrong with an Adaptive Card; undefined where Teams would show it. https://adaptivecards.io/explorer
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference#adaptive-card
 */
export function cardProblem(card: Json): string | undefined {
  if (card['type'] !== 'AdaptiveCard') return 'it is no AdaptiveCard';
  if (!/^1\.[0-5]$/.test(String(card['version']))) return `version ${String(card['version'])} is not shown`;
  if (JSON.stringify(card).length > LARGEST) return 'the card is too large';
  const body = listIn(card, 'body');
  const inputs = body.filter(({ type }) => String(type).startsWith('Input.'));
  const ids = inputs.map(({ id }) => id);
  if (ids.some((id) => typeof id !== 'string' || id === '')) return 'an input has no id';
  if (new Set(ids).size < ids.length) return 'two inputs have one id';
  return (
    body.map(lineProblem).find((found) => found !== undefined) ??
    inputs.map(inputProblem).find((found) => found !== undefined) ??
    listIn(card, 'actions')
      .map(actionProblem)
      .find((found) => found !== undefined)
  );
}

function lineProblem(line: Json): string | undefined {
  if (line['type'] !== 'RichTextBlock') return undefined;
  const runs = listIn(line, 'inlines');
  return runs.length === 0 || runs.some(({ text }) => typeof text !== 'string')
    ? 'a line without words'
    : undefined;
}

function inputProblem(input: Json): string | undefined {
  if (typeof input['label'] !== 'string' || input['label'] === '') return 'an input has no label';
  if (input['isRequired'] === true && !input['errorMessage']) return 'what is missing would not be said';
  if (input['type'] === 'Input.Text') {
    const [value, max] = [String(input['value'] ?? ''), Number(input['maxLength'])];
    return value.length > max ? 'the value is longer than maxLength' : undefined;
  }
  if (input['type'] !== 'Input.ChoiceSet') return `${String(input['type'])} is not known here`;
  const choices = listIn(input, 'choices');
  if (choices.some(({ title, value }) => !title || typeof value !== 'string'))
    return 'a choice without words';
  const values = choices.map(({ value }) => value);
  return input['value'] === undefined || values.includes(input['value'])
    ? undefined
    : 'it is none of the choices';
}

function actionProblem(action: Json): string | undefined {
  const { type, title, style, data } = action;
  if (!title) return 'a button without words';
  if (style !== undefined && !['default', 'positive', 'destructive'].includes(String(style)))
    return `there is no style ${String(style)}`;
  if (type === 'Action.OpenUrl') return action['url'] ? undefined : 'a link without an address';
  if (type !== 'Action.Submit' && type !== 'Action.Execute') return `there is no ${String(type)}`;
  return typeof data === 'object' && data !== null ? undefined : 'a button without data';
}

/** The inputs of a card, each with the line below it. */
export function inputsOf(card: Json): CardInput[] {
  const body = listIn(card, 'body');
  return body.flatMap((one, at): CardInput[] => {
    if (!String(one['type']).startsWith('Input.')) return [];
    const below = body[at + 1];
    const isHint = below?.['type'] === 'RichTextBlock';
    return [
      {
        id: String(one['id']),
        label: String(one['label']),
        hint: isHint ? wordsOfLine(below) : '',
        required: one['isRequired'] === true,
        max: Number(one['maxLength'] ?? Number.POSITIVE_INFINITY),
        value: String(one['value'] ?? ''),
        choices: (one['choices'] as CardInput['choices'] | undefined) ?? [],
      },
    ];
  });
}

/** The words above the inputs. */
export function wordsAbove(card: Json): string[] {
  const body = listIn(card, 'body');
  const first = body.findIndex(({ type }) => String(type).startsWith('Input.'));
  return body.slice(0, first < 0 ? undefined : first).map(wordsOfLine);
}

/** What an input's person fills in; an error where the client would not send it. */
export function filledIn(inputs: readonly CardInput[], values: readonly (string | undefined)[]): Json {
  const entries = inputs.flatMap((input, at): [string, string][] => {
    const given = values[at] ?? input.value;
    const chosen = input.choices.find(({ title, value }) => title === given || value === given);
    if (input.choices.length > 0 && given !== '' && !chosen)
      throw new Error(`${input.label} has no choice ${given}`);
    if (input.required && given === '') throw new Error(`${input.label} must be filled in`);
    if (given.length > input.max) throw new Error(`${input.label} takes ${input.max} characters`);
    // Clients leave out what was never touched.
    return given === '' ? [] : [[input.id, chosen?.value ?? given]];
  });
  return Object.fromEntries(entries);
}

function wordsOfLine(line: Json): string {
  return listIn(line, 'inlines')
    .map(({ text }) => String(text))
    .join('');
}

function listIn(json: Json, field: string): Json[] {
  return (json[field] as Json[] | undefined) ?? [];
}
