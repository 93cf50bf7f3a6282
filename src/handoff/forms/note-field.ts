import type { FormField } from '../../channels/form.ts';
import { NOTE_LIMIT } from '../../conversation/form-limits.ts';

/** A note that may be left empty. */
export function noteField(label: string, hint: string): FormField {
  return { kind: 'text', id: 'note', label, hint, multiline: true, optional: true, max: NOTE_LIMIT };
}
