import type { ThreadRef } from '../../../src/channels/refs.ts';
import { type Channel, isThread } from '../server/channel.ts';
import type { Channels } from '../server/channels.ts';
import type { DirectMessages } from '../server/direct-messages.ts';
import { DIRECT_WORKSPACE } from '../server/direct-workspace.ts';

interface Deps {
  channels: Channels;
  directMessages: DirectMessages;
}

/** Where somebody typed a command, or filled in a form. */
interface Typed {
  workspace: string;
  /** As the interaction tells it. */
  channel: Channel | undefined;
  channelId: string;
}

/** In a thread that thread is meant, a customer's or a card's; elsewhere the direct message with the author. */
export async function placeOfCommand(
  { channels, directMessages }: Deps,
  { workspace, channelId, channel: told }: Typed,
  author: string,
): Promise<{ thread: ThreadRef; channel: string }> {
  const platform = 'discord';
  if (workspace === DIRECT_WORKSPACE) {
    return { thread: { platform, workspace, channel: channelId, thread: null }, channel: channelId };
  }
  const channel = told ?? (await channels.get(channelId));
  const parent = channel && isThread(channel) ? channel.parent : undefined;
  if (parent !== undefined) {
    return { thread: { platform, workspace, channel: parent, thread: channelId }, channel: parent };
  }
  const direct = await directMessages.channelWith(author);
  const thread = { platform, workspace: DIRECT_WORKSPACE, channel: direct, thread: null };
  return { thread, channel: parent ?? channelId };
}
