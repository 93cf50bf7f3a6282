import { type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import type { Happening, Nothing, Territory } from './happening.ts';
import { readMessage } from './read-message.ts';

/** What the message's menu calls “Ask support”; the manifest names it too. */
export const ASK_SUPPORT = 'ask_support';

/**
 * Reads a message shortcut: somebody asks support about a message, their own or another's, wherever it stands but at the
 * desk. It is its author's question. https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
 */
export function readShortcut(body: Shape, territory: Territory): Happening | Nothing {
  const channel = textOf(shapeOf(body['channel'])['id']);
  if (channel === territory.desk) return { kind: 'nothing', why: 'desk talk' };
  // Asked about by name, a message is taken wherever it stands.
  const everywhere = { ...territory, support: new Set([channel]) };
  const found = readMessage({ ...shapeOf(body['message']), channel }, everywhere);
  if (found.kind !== 'message') return found;
  return { ...found, id: `s:${channel}:${found.ts}`, via: 'shortcut' };
}
