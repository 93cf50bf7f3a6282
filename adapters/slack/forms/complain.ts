import { listOf, type Shape, shapeOf } from '../../../src/platform/shape.ts';
import { section } from '../render/blocks.ts';
import { inputsOf } from './read-submission.ts';

/** The block that says what is wrong, in a modal that asks for nothing. */
const COMPLAINT = 'baton_complaint';
/** What an app may say of a view; the rest of it is Slack's own. */
const OURS = ['type', 'callback_id', 'private_metadata', 'title', 'submit', 'close'];

/**
 * The answer that leaves a modal open, with everything that was typed, and says what is wrong: beside its last field,
 * which is next to the button. https://docs.slack.dev/surfaces/modals#displaying_errors
 */
export function complain(view: Shape, text: string): object {
  const last = inputsOf(view).at(-1);
  if (last !== undefined) return { response_action: 'errors', errors: { [last]: text } };
  const blocks = listOf(view['blocks']).filter((block) => shapeOf(block)['block_id'] !== COMPLAINT);
  const own = Object.fromEntries(OURS.flatMap((key) => (view[key] ? [[key, view[key]]] : [])));
  const complaint = { ...section(text), block_id: COMPLAINT };
  return { response_action: 'update', view: { ...own, blocks: [...blocks, complaint] } };
}
