import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import type { Happening, Nothing, Territory } from './happening.ts';
import { isoOf } from './moment.ts';

/** Reads a `block_actions` payload: what was pressed on a message. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function readActions(body: Shape, territory: Territory): (Happening | Nothing)[] {
  const container = shapeOf(body['container']);
  const message = shapeOf(body['message']);
  const channel = textOf(container['channel_id']) || textOf(shapeOf(body['channel'])['id']);
  const ts = textOf(container['message_ts']) || textOf(message['ts']);
  const user = textOf(shapeOf(body['user'])['id']);
  if (channel === '' || user === '' || isoOf(ts) === undefined) return [malformed('a press on no message')];
  const thread = textOf(container['thread_ts']) || textOf(message['thread_ts']);
  const place = {
    channel,
    thread: thread !== '' && thread !== ts ? thread : channel.startsWith('D') ? null : ts,
    ts,
    desk: channel === territory.desk,
    user,
  };
  return listOf(body['actions']).map((each, index): Happening | Nothing => {
    const action = shapeOf(each);
    const actionTs = textOf(action['action_ts']);
    const at = isoOf(actionTs);
    if (at === undefined) return malformed('a press without a time stamp');
    if (action['type'] !== 'button') return nothing(`an element of type ${textOf(action['type'])}`);
    const id = `a:${channel}:${ts}:${user}:${actionTs}${index > 0 ? `:${index}` : ''}`;
    return {
      kind: 'action',
      id,
      ...place,
      at,
      action: textOf(action['action_id']),
      value: textOf(action['value']),
    };
  });
}

function nothing(why: string): Nothing {
  return { kind: 'nothing', why };
}

function malformed(why: string): Nothing {
  return { kind: 'nothing', why, malformed: true };
}
