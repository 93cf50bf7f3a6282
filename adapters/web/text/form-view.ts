import type { Form, FormField } from '../../../src/channels/form.ts';
import { type TreeNode, toTree } from './to-tree.ts';

/** What the page is told of a form; everything it shows, and nothing to be parsed. */
export type FormView = Omit<Form, 'intro'> & { intro: TreeNode[] };

/** A form as the page shows it. */
export function formView({ intro, fields, ...form }: Form): FormView {
  return { ...form, fields: fields.map(fitting), intro: intro ? toTree(intro) : [] };
}

/** What stands in a field at first is no longer than what may be typed into it, and no character is cut in two. */
function fitting(field: FormField): FormField {
  if (field.kind === 'choice' || field.initial === undefined) return field;
  return { ...field, initial: field.initial.slice(0, field.max).replace(/[\uD800-\uDBFF]$/, '') };
}
