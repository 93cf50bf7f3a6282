import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { postIdOf } from '../posting/find-post.ts';
import { writePostId } from '../posting/post-id.ts';
import { readCustomId } from '../render/buttons.ts';
import { type Channel, isThread, readChannel } from '../server/channel.ts';
import { DIRECT_WORKSPACE } from '../server/direct-workspace.ts';
import type { Identity } from '../server/identity.ts';
import { isSnowflake } from '../server/snowflake.ts';

/** What somebody did with what Discord shows of us. */
export type Interaction = { id: string; token: string; workspace: string; user: Shape; member: Shape } & (
  | { kind: 'press'; channel: string; thread: string | null; post: string; action: string; value: string }
  | { kind: 'command'; channel: Channel | undefined; channelId: string; command: string; args: string }
  | { kind: 'shortcut'; channelId: string; message: Shape }
);

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type */
const [COMMAND, COMPONENT] = [2, 3];
const [CHAT_INPUT, ON_MESSAGE] = [1, 3];
const BUTTON = 2;

/** Reads an interaction; a sentence where it is none of ours, or malformed. Pure. */
export function readInteraction(shape: Shape, identity: Identity): Interaction | string {
  const [id, token] = [textOf(shape['id']), textOf(shape['token'])];
  const member = shapeOf(shape['member']);
  const user = 'user' in member ? shapeOf(member['user']) : shapeOf(shape['user']);
  const channel = readChannel(shape['channel'], textOf(shape['guild_id']) || undefined);
  const channelId = textOf(shape['channel_id']) || (channel?.id ?? '');
  if (!isSnowflake(id) || token === '' || !isSnowflake(user['id']) || !isSnowflake(channelId)) {
    return 'an interaction of nobody or nowhere';
  }
  const common = { id, token, workspace: textOf(shape['guild_id']) || DIRECT_WORKSPACE, user, member };
  const data = shapeOf(shape['data']);
  if (shape['type'] === COMPONENT) {
    const press = readPress(shape, { channel, channelId, identity });
    return typeof press === 'string' ? press : { ...common, ...press };
  }
  if (shape['type'] !== COMMAND) return `an interaction of type ${String(shape['type']).slice(0, 20)}`;
  if (data['type'] === CHAT_INPUT)
    return { ...common, kind: 'command', channel, channelId, ...readWords(data) };
  const message = shapeOf(shapeOf(shapeOf(data['resolved'])['messages'])[textOf(data['target_id'])]);
  if (data['type'] === ON_MESSAGE && isSnowflake(message['id'])) {
    return { ...common, kind: 'shortcut', channelId, message };
  }
  return `a command of type ${String(data['type']).slice(0, 20)}`;
}

function readPress(
  shape: Shape,
  { channel, channelId, identity }: { channel: Channel | undefined; channelId: string; identity: Identity },
) {
  const data = shapeOf(shape['data']);
  const message = shapeOf(shape['message']);
  const pressed = readCustomId(textOf(data['custom_id']));
  if (data['component_type'] !== BUTTON || !pressed) return 'an element that is not ours';
  if (!isSnowflake(message['id'])) return 'a press on no message';
  const root = textOf(shapeOf(message['message_reference'])['message_id']);
  const isReply = channel !== undefined && !isThread(channel) && root !== '';
  const post = writePostId(postIdOf(message, identity, isReply));
  return {
    kind: 'press' as const,
    ...placeOfPress(shape, channel, channelId, message, root),
    post,
    ...pressed,
  };
}

/** A card that has no thread yet, and an answer that replies to a question, stand in the channel itself. */
function placeOfPress(
  shape: Shape,
  channel: Channel | undefined,
  channelId: string,
  message: Shape,
  root: string,
) {
  if (textOf(shape['guild_id']) === '') return { channel: channelId, thread: null };
  if (channel && isThread(channel)) return { channel: channel.parent ?? '', thread: channelId };
  return { channel: channelId, thread: root || textOf(message['id']) };
}

/** The words after the command, also where they come in parts. */
function readWords(data: Shape): { command: string; args: string } {
  const words = optionWords(data['options'], 3).join(' ').trim();
  const [command = ''] = words.split(/\s+/, 1);
  return { command: command.toLowerCase() || 'help', args: words.slice(command.length).trim() };
}

function optionWords(options: unknown, deepest: number): string[] {
  if (deepest === 0) return [];
  return listOf(options)
    .map(shapeOf)
    .flatMap(({ name, value, options: inner }) =>
      ['string', 'number', 'boolean'].includes(typeof value)
        ? [String(value)]
        : [textOf(name), ...optionWords(inner, deepest - 1)],
    );
}
