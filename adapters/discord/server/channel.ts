import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { isSnowflake } from './snowflake.ts';

/** https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
export const TEXT = 0;
export const ANNOUNCEMENT = 5;
const THREADS = new Set([10, 11, 12]);
const FORUMS = new Set([15, 16]);

/** A channel or a thread, as far as it matters here. */
export interface Channel {
  id: string;
  /** The server; undefined for a direct message. */
  guild: string | undefined;
  /** The channel that a thread is in; undefined for what is no thread. */
  parent: string | undefined;
  type: number;
  name: string;
  /** Of a forum post: the ids of its tags. */
  applied: string[];
  /** Of a forum: its tags by id. */
  tags: ReadonlyMap<string, string>;
  overwrites: readonly Overwrite[];
  /** The id of the newest message, which may be deleted by now. */
  newest: string | undefined;
}

/** What a role or a person may or may not do in one channel. */
export interface Overwrite {
  id: string;
  allow: bigint;
  deny: bigint;
}

export function isThread({ type }: Channel): boolean {
  return THREADS.has(type);
}

export function isForum({ type }: Channel): boolean {
  return FORUMS.has(type);
}

/** A channel object of the API or of an event; undefined where it is none. `guild`: where the object itself does not tell. */
export function readChannel(value: unknown, guild?: string): Channel | undefined {
  const shape = shapeOf(value);
  const { id, type } = shape;
  if (!isSnowflake(id) || typeof type !== 'number') return undefined;
  const parent = shape['parent_id'];
  return {
    id,
    type,
    guild: textOf(shape['guild_id']) || guild,
    // The parent of a channel that is no thread is a category, which nobody writes in.
    parent: THREADS.has(type) && isSnowflake(parent) ? parent : undefined,
    name: textOf(shape['name']),
    applied: listOf(shape['applied_tags']).filter(isSnowflake),
    tags: new Map(
      listOf(shape['available_tags'])
        .map(shapeOf)
        .map((tag) => [textOf(tag['id']), textOf(tag['name'])]),
    ),
    overwrites: listOf(shape['permission_overwrites']).map(shapeOf).map(readOverwrite),
    newest: isSnowflake(shape['last_message_id']) ? shape['last_message_id'] : undefined,
  };
}

function readOverwrite(shape: Shape): Overwrite {
  return { id: textOf(shape['id']), allow: bitsOf(shape['allow']), deny: bitsOf(shape['deny']) };
}

/** Permissions as Discord writes them: a number in a text. */
export function bitsOf(value: unknown): bigint {
  return typeof value === 'string' && /^\d{1,40}$/.test(value) ? BigInt(value) : 0n;
}
