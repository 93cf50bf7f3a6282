import { listOf, shapeOf, textOf } from '../../../src/platform/shape.ts';

/** What was filled in. */
export interface FilledIn {
  /** By the field's id. */
  fields: Record<string, string>;
  /** What was typed, rather than chosen: it must not be lost. */
  typed: string[];
}

/** Reads what a modal brings. https://docs.discord.com/developers/components/reference#label-label-interaction-response-structure */
export function readFields(components: unknown): FilledIn {
  const inputs = listOf(components)
    .map(shapeOf)
    .map(({ component }) => shapeOf(component));
  const filled = inputs.filter((input) => textOf(input['custom_id']) !== '');
  const typed = filled.map((input) => textOf(input['value'])).filter((text) => text.trim() !== '');
  const entries = filled.map((input): [string, string] => [
    textOf(input['custom_id']),
    Array.isArray(input['values']) ? textOf(input['values'][0]) : textOf(input['value']),
  ]);
  return { fields: Object.fromEntries(entries), typed };
}
