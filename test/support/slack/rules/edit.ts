import { joined, type Sent } from '../delivery/events.ts';
import type { Backend } from '../web-api/backend.ts';
import type { FakeChannel } from '../workspace/channel.ts';
import type { FakeFile } from '../workspace/file.ts';
import { type FakeMessage, messageObject } from '../workspace/message.ts';

type Happening = Pick<Backend, 'workspace' | 'events'>;

/** Changes a message in place and tells the app. `by` marks it as edited; without, it is a change of Slack's own. */
export function changeMessage(
  { workspace, events }: Happening,
  channel: FakeChannel,
  message: FakeMessage,
  change: Partial<FakeMessage>,
  by?: string,
): Sent {
  const previous = messageObject(message);
  applyChange(message, change);
  if (by !== undefined) message.edited = { user: by, ts: workspace.nextTs() };
  return events.changed(channel, previous, messageObject(message));
}

const PAST_KEPT = 20;

/** Changes a message without telling anyone, as is done with ephemeral ones. */
export function applyChange(message: FakeMessage, change: Partial<FakeMessage>): void {
  if (message.blocks && change.blocks) {
    message.pastBlocks = [...(message.pastBlocks ?? []), message.blocks].slice(-PAST_KEPT);
  }
  Object.assign(message, change);
}

/** Deletes a message and tells the app. One with replies leaves a tombstone, which comes as a change. */
export function deleteMessage({ events }: Happening, channel: FakeChannel, message: FakeMessage): Sent {
  const previous = messageObject(message);
  message.deleted = true;
  if (channel.replies(message.ts).length > 0) {
    return events.changed(channel, previous, tombstone(message));
  }
  return events.deleted(channel, previous);
}

/** What stands in the place of a deleted message that has replies. */
export function tombstone(message: Pick<FakeMessage, 'ts'>): Record<string, unknown> {
  return {
    type: 'message',
    subtype: 'tombstone',
    text: 'This message was deleted.',
    user: 'USLACKBOT',
    hidden: true,
    ts: message.ts,
    thread_ts: message.ts,
  };
}

/** Takes a file out of the workspace. Messages that shared it say in its place that it was deleted. */
export function forgetFile(backend: Happening, file: FakeFile): Sent {
  backend.workspace.files.delete(file.id);
  const sent = file.shares.flatMap(({ channel: id, ts }) => {
    const channel = backend.workspace.channels.get(id);
    const message = channel?.find(ts);
    if (!channel || !message) return [];
    const files = (message.files ?? []).map((each) => (each.id === file.id ? goneFile(file.id) : each));
    return [changeMessage(backend, channel, message, { files })];
  });
  return joined(sent);
}

/** https://docs.slack.dev/reference/objects/file-object: what is left of a deleted file in its message. */
function goneFile(id: string): Record<string, unknown> {
  return { id, mode: 'tombstone' };
}
