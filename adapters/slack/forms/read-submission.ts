import { createHash } from 'node:crypto';
import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { type Origin, unpackOrigin } from './origin.ts';

/** A form that was sent. */
export interface Submission {
  /** Stable: the same modal with the same answers has the same id, however often it is sent. */
  id: string;
  user: string;
  origin: Origin;
  fields: Record<string, string>;
}

/** Reads a `view_submission` payload. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function readSubmission(body: Shape): Submission | undefined {
  const view = shapeOf(body['view']);
  const [user, viewId] = [textOf(shapeOf(body['user'])['id']), textOf(view['id'])];
  const origin = unpackOrigin(textOf(view['private_metadata']));
  if (user === '' || viewId === '' || origin === undefined) return undefined;
  const fields = fieldsOf(view);
  const digest = createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 16);
  return { id: `f:${viewId}:${digest}`.slice(0, 200), user, origin, fields };
}

function fieldsOf(view: Shape): Record<string, string> {
  const values = shapeOf(shapeOf(view['state'])['values']);
  const filled = inputsOf(view).map((id) => [id, answerOf(shapeOf(shapeOf(values[id])[id]))] as const);
  return Object.fromEntries(filled);
}

function answerOf(state: Shape): string {
  return textOf(state['value']) || textOf(shapeOf(state['selected_option'])['value']);
}

/** Ids of what a modal asks for, in order. */
export function inputsOf(view: Shape): string[] {
  const blocks = listOf(view['blocks']).map(shapeOf);
  return blocks.filter(({ type }) => type === 'input').map((block) => textOf(block['block_id']));
}
