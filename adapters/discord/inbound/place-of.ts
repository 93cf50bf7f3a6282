import type { Via } from '../../../src/channels/events.ts';
import { type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { type Channel, isThread } from '../server/channel.ts';
import { DIRECT_WORKSPACE } from '../server/direct-workspace.ts';
import type { Territory } from '../server/session.ts';

/** Where a message was written, and whom it concerns. */
export interface Place {
  workspace: string;
  channel: string;
  thread: string | null;
  /** It was written in the thread of a card at the desk. */
  desk: boolean;
  /** How it reached us; undefined: addressed to nobody here, which matters for new messages only. */
  via: Via | undefined;
  /** It is the first of a forum post or of a thread, whose name belongs to it. */
  opens: boolean;
}

/** What is known about the message besides itself. */
interface Surroundings {
  /** Undefined for a direct message. */
  channel: Channel | undefined;
  territory: Territory;
  botUser: string;
  /** The ids whose mention means the bot. */
  self: readonly string[];
}

const REPLY = 19;

/** Where a message belongs; a sentence where it belongs nowhere. Pure. */
export function placeOf(message: Shape, { channel, territory, botUser, self }: Surroundings): Place | string {
  const id = textOf(message['id']);
  const here = textOf(message['channel_id']);
  const guild = textOf(message['guild_id']);
  const none = { desk: false, opens: false };
  if (guild === '') return { ...none, workspace: DIRECT_WORKSPACE, channel: here, thread: null, via: 'dm' };
  if (!channel) return 'in a channel that the bot does not see';
  const mention: Via | undefined = mentionsAny(textOf(message['content']), self) ? 'mention' : undefined;
  if (isThread(channel)) {
    const parent = channel.parent ?? '';
    const opens = id === channel.id || message['position'] === 0;
    const via = mention ?? (opens && territory.support.has(parent) ? 'support_channel' : 'thread');
    const desk = parent === territory.desk?.channel;
    return { workspace: guild, channel: parent, thread: channel.id, desk, opens, via };
  }
  if (here === territory.desk?.channel) return 'desk talk outside a card’s thread';
  const inChannel = { ...none, workspace: guild, channel: here };
  const reply = repliesTo(message, botUser);
  const supports = territory.support.has(here);
  if (reply?.ours)
    return { ...inChannel, thread: reply.root, via: mention ?? (supports ? 'support_channel' : 'thread') };
  if (!supports) return { ...inChannel, thread: id, via: mention };
  if (!reply || mention) return { ...inChannel, thread: id, via: mention ?? 'support_channel' };
  return { ...inChannel, thread: reply.root, via: reply.own ? 'support_channel' : 'thread' };
}

/**
 * The message at the root of what a message replies to. Where no thread could be opened, our answers are replies to the
 * question, so whoever replies to them means the question.
 */
function repliesTo(
  message: Shape,
  botUser: string,
): { root: string; ours: boolean; own: boolean } | undefined {
  if (message['type'] !== REPLY) return undefined;
  const answered = shapeOf(message['referenced_message']);
  const author = shapeOf(answered['author'])['id'];
  const root = textOf(shapeOf(answered['message_reference'])['message_id']);
  if (author === botUser && root !== '') return { root, ours: true, own: false };
  const id = textOf(answered['id']);
  return id === '' ? undefined : { root: id, ours: false, own: author === shapeOf(message['author'])['id'] };
}

function mentionsAny(text: string, ids: readonly string[]): boolean {
  return ids.some(
    (id) => text.includes(`<@${id}>`) || text.includes(`<@!${id}>`) || text.includes(`<@&${id}>`),
  );
}
