import type { CustomerActionEvent, DeskActionEvent } from '../channels/events.ts';
import type { Step } from './step.ts';

/** What was chosen of these; the default where nothing was, undefined where it is none of them. */
export function chosen<T extends string>(
  { fields }: Pick<DeskActionEvent, 'fields'>,
  id: string,
  options: readonly T[],
  initial: T,
): T | undefined {
  const value = fieldOf(fields, id);
  return value === undefined ? initial : options.find((option) => option === value);
}

/** What was written there, trimmed and cut at `max` characters; undefined where it was not asked for. */
export function written(
  { fields }: Pick<DeskActionEvent | CustomerActionEvent, 'fields'>,
  id: string,
  max: number,
): string | undefined {
  return fieldOf(fields, id)?.trim().slice(0, max).toWellFormed();
}

/** A form was filled in as it cannot be: only who sent it is told, and nothing changes. */
export function refuseForm(step: Step, event: DeskActionEvent): void {
  const theirs = written(event, 'note', Number.POSITIVE_INFINITY) ?? '';
  step.whisper('desk', event.author.id, 'desk.form_invalid', {}, { theirs });
}

function fieldOf(fields: DeskActionEvent['fields'], id: string): string | undefined {
  return fields && Object.hasOwn(fields, id) ? fields[id] : undefined;
}
