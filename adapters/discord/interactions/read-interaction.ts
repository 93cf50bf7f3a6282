import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { postIdOf } from '../posting/find-post.ts';
import { writePostId } from '../posting/post-id.ts';
import { readCustomId } from '../render/buttons.ts';
import { type Channel, isThread, readChannel } from '../server/channel.ts';
import { DIRECT_WORKSPACE } from '../server/direct-workspace.ts';
import type { Identity } from '../server/identity.ts';
import { isSnowflake } from '../server/snowflake.ts';
import { readOpener } from './kept-forms.ts';
import { type FilledIn, readFields } from './read-fields.ts';

/** A message of ours that something was done at. */
export interface At {
  channel: string;
  thread: string | null;
  post: string;
}

interface Common {
  id: string;
  token: string;
  workspace: string;
  user: Shape;
  member: Shape;
  /** Where it was done, as far as the interaction tells. */
  channel: Channel | undefined;
  channelId: string;
}

/** What somebody did with what Discord shows of us. */
export type Interaction = Common &
  (
    | { kind: 'press'; at: At; action: string; value: string }
    /** Pressed to open a form that is kept. */
    | { kind: 'opener'; key: string }
    /** Filled in a form; `at` where it was opened by a button. */
    | ({ kind: 'form'; form: string; at: At | undefined } & FilledIn)
    | { kind: 'command'; words: string }
    /** Is typing a command. */
    | { kind: 'typing'; words: string }
    | { kind: 'shortcut'; message: Shape }
  );

export type Of<K extends Interaction['kind']> = Extract<Interaction, { kind: K }>;

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type */
const [COMMAND, COMPONENT, TYPING, MODAL] = [2, 3, 4, 5];
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
  const workspace = textOf(shape['guild_id']) || DIRECT_WORKSPACE;
  const common: Common = { id, token, workspace, user, member, channel, channelId };
  const data = shapeOf(shape['data']);
  switch (shape['type']) {
    case COMPONENT:
      return readPress(shape, common, identity);
    case MODAL: {
      const at = isSnowflake(shapeOf(shape['message'])['id']) ? readAt(shape, common, identity) : undefined;
      return {
        ...common,
        kind: 'form',
        form: textOf(data['custom_id']),
        at,
        ...readFields(data['components']),
      };
    }
    case COMMAND:
      return readCommand(data, common);
    case TYPING:
      return { ...common, kind: 'typing', words: optionWords(data['options'], DEEPEST).join(' ') };
    default:
      return `an interaction of type ${String(shape['type']).slice(0, 20)}`;
  }
}

function readPress(shape: Shape, common: Common, identity: Identity): Interaction | string {
  const data = shapeOf(shape['data']);
  const custom = textOf(data['custom_id']);
  const opener = readOpener(custom);
  if (opener !== undefined) return { ...common, kind: 'opener', key: opener };
  const pressed = readCustomId(custom);
  if (data['component_type'] !== BUTTON || !pressed) return 'an element that is not ours';
  if (!isSnowflake(shapeOf(shape['message'])['id'])) return 'a press on no message';
  return { ...common, kind: 'press', at: readAt(shape, common, identity), ...pressed };
}

/** A card that has no thread yet, and an answer that replies to a question, stand in the channel itself. */
function readAt(shape: Shape, { channel, channelId }: Common, identity: Identity): At {
  const message = shapeOf(shape['message']);
  const root = textOf(shapeOf(message['message_reference'])['message_id']);
  const inThread = channel !== undefined && isThread(channel);
  const isReply = channel !== undefined && !inThread && root !== '';
  const post = writePostId(postIdOf(message, identity, isReply));
  if (textOf(shape['guild_id']) === '') return { channel: channelId, thread: null, post };
  if (inThread) return { channel: channel.parent ?? '', thread: channelId, post };
  return { channel: channelId, thread: root || textOf(message['id']), post };
}

function readCommand(data: Shape, common: Common): Interaction | string {
  if (data['type'] === CHAT_INPUT) {
    return { ...common, kind: 'command', words: optionWords(data['options'], DEEPEST).join(' ').trim() };
  }
  const message = shapeOf(shapeOf(shapeOf(data['resolved'])['messages'])[textOf(data['target_id'])]);
  if (data['type'] === ON_MESSAGE && isSnowflake(message['id'])) {
    return { ...common, kind: 'shortcut', message };
  }
  return `a command of type ${String(data['type']).slice(0, 20)}`;
}

const DEEPEST = 3;

/** The words after the command, also where they come in parts. */
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
