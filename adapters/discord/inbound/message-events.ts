import type { CustomerMessageEvent, InboundEvent } from '../../../src/channels/events.ts';
import type { PostRef, ThreadRef } from '../../../src/channels/refs.ts';
import { RecentCache } from '../../../src/platform/recent-cache.ts';
import { type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { readFiles } from '../files/read-file.ts';
import type { Channel } from '../server/channel.ts';
import { permalink } from '../server/direct-workspace.ts';
import type { Session } from '../server/session.ts';
import { isoOf, isSnowflake } from '../server/snowflake.ts';
import { type LookupDeps, lookUpNames, selfIn } from './lookup.ts';
import { type Place, placeOf } from './place-of.ts';
import { isByPerson, personOf, textOfMessage } from './read-message.ts';

/** Something that is not handed in. Only what is `malformed` is worth a line in the log. */
export interface Nothing {
  nothing: string;
  malformed?: boolean;
}

/** A tag of a forum may have 20 characters, and a post five tags. */
const LONGEST_AREA = 120;

/** A deletion tells nothing of what the message answered; it is remembered for as long as people usually repent. */
const REPLY_KNOWN_FOR_MS = 24 * 60 * 60_000;
const MOST_REPLIES = 10_000;

/** Turns messages as Discord tells them into events; the same for what the gateway tells and what is fetched later. */
export class MessageEvents {
  readonly #session: Session;
  readonly #deps: LookupDeps;
  /** Threads that replies belong to although they stand in the channel itself, by message. */
  readonly #replies: RecentCache<string>;

  constructor(session: Session, deps: LookupDeps) {
    this.#replies = new RecentCache(deps.clock, MOST_REPLIES);
    this.#session = session;
    this.#deps = deps;
  }

  /** A new message. Throws where Discord could not tell what the channel is. */
  async created(message: Shape): Promise<InboundEvent | Nothing> {
    const read = await this.#read(message);
    if ('nothing' in read) return read;
    const { place, common, author, text } = read;
    const files = readFiles(message, textOf(message['channel_id']));
    const event = { ...common, id: `m:${common.id}`, author, text, files };
    if (place.desk) return { ...event, kind: 'desk.message' };
    if (place.via === undefined) return { nothing: 'addressed to nobody here' };
    const area = place.opens ? await this.#areaOf(place) : '';
    return {
      ...event,
      kind: 'customer.message',
      via: place.via,
      permalink: permalink(place.workspace, textOf(message['channel_id']), common.post.id),
      ...(area ? { area } : {}),
    };
  }

  /** A message for which somebody asked support by its menu; it may stand anywhere but at the desk. */
  async asked(message: Shape): Promise<CustomerMessageEvent | Nothing> {
    const read = await this.#read(message);
    if ('nothing' in read) return read;
    const { place, common, author, text } = read;
    if (place.desk) return { nothing: 'desk talk' };
    const channelId = textOf(message['channel_id']);
    return {
      ...common,
      kind: 'customer.message',
      id: `s:${common.id}`,
      author,
      text,
      files: readFiles(message, channelId),
      via: 'shortcut',
      permalink: permalink(place.workspace, channelId, common.post.id),
    };
  }

  /** A message that was changed: by its author, or by Discord, which adds previews and is not told on. */
  async updated(message: Shape): Promise<InboundEvent | Nothing> {
    const edited = Date.parse(textOf(message['edited_timestamp']));
    if (Number.isNaN(edited)) return { nothing: 'not edited by its author' };
    const read = await this.#read(message);
    if ('nothing' in read) return read;
    const { place, common, author, text } = read;
    const at = new Date(edited).toISOString();
    const kind = place.desk ? 'desk.edited' : 'customer.edited';
    return { ...common, kind, id: `e:${common.id}:${edited}`, at, author, text };
  }

  /** A message that was deleted, of which nothing is known but its id. */
  async deleted(id: string, where: Shape): Promise<InboundEvent | Nothing> {
    const { territory, identity } = this.#session;
    const channelId = textOf(where['channel_id']);
    if (!isSnowflake(id) || !isSnowflake(channelId)) return malformed('a deletion of nothing');
    const channel = await this.#channel(where);
    const place = placeOf({ ...where, id }, { channel, territory, botUser: identity.botUser, self: [] });
    if (typeof place === 'string') return { nothing: place };
    const thread = this.#replies.peek(id) ?? place.thread;
    const common = commonOf({ ...place, thread }, id, channelId);
    const at = this.#deps.clock.now().toISOString();
    return { ...common, kind: place.desk ? 'desk.deleted' : 'customer.deleted', id: `d:${common.id}`, at };
  }

  async #read(message: Shape) {
    const { identity, territory } = this.#session;
    const [id, channelId] = [message['id'], message['channel_id']];
    if (!isSnowflake(id) || !isSnowflake(channelId)) return malformed('a message without an id');
    if (!isByPerson(message, identity.botUser)) return { nothing: 'not by a person' };
    const guild = textOf(message['guild_id']);
    if (guild !== '' && territory.guilds?.has(guild) === false)
      return { nothing: 'in a server that is not served' };
    const channel = await this.#channel(message);
    const self = await selfIn(message, identity.botUser, this.#deps);
    const place = placeOf(message, { channel, territory, botUser: identity.botUser, self });
    if (typeof place === 'string') return { nothing: place };
    const { thread } = place;
    if (thread !== null && thread !== id && thread !== channelId)
      this.#replies.set(id, thread, REPLY_KNOWN_FOR_MS);
    const names = await lookUpNames(message, self, this.#deps);
    return {
      place,
      common: { ...commonOf(place, id, channelId), at: isoOf(id) ?? '' },
      author: personOf(shapeOf(message['author']), shapeOf(message['member']), guild),
      text: textOfMessage(message, names, place.opens ? channel?.name : ''),
    };
  }

  #channel(message: Shape): Promise<Channel | undefined> {
    if (textOf(message['guild_id']) === '') return Promise.resolve(undefined);
    return this.#deps.channels.get(textOf(message['channel_id']));
  }

  /** The tags of a forum post. */
  async #areaOf({ channel, thread }: Place): Promise<string> {
    const [forum, post] = await Promise.all([
      this.#deps.channels.get(channel),
      thread === null ? undefined : this.#deps.channels.get(thread),
    ]);
    const tags = (post?.applied ?? []).map((tag) => forum?.tags.get(tag) ?? '').filter((name) => name !== '');
    return tags.join(', ').slice(0, LONGEST_AREA);
  }
}

/** `id`: what the ids of all events about the message have in common. */
function commonOf({ workspace, channel, thread }: Place, message: string, channelId: string) {
  const ref: ThreadRef = { platform: 'discord', workspace, channel, thread };
  const post: PostRef = { ...ref, id: message };
  return { id: `${channelId}:${message}`, platform: 'discord', workspace, thread: ref, post };
}

function malformed(why: string): Nothing {
  return { nothing: why, malformed: true };
}
