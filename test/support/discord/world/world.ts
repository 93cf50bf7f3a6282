import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../../src/platform/clock.ts';
import { Snowflakes } from './snowflake.ts';

/** https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
export const TYPE = { text: 0, dm: 1, thread: 11, forum: 15 } as const;

export type Json = Record<string, unknown>;

export interface User {
  id: string;
  username: string;
  global_name: string | null;
  avatar: string | null;
  bot: boolean;
}

export interface Role {
  id: string;
  name: string;
  permissions: bigint;
  bot?: string;
}

export interface Guild {
  id: string;
  name: string;
  owner: string;
  roles: Map<string, Role>;
  members: Map<string, { nick: string | null; roles: string[] }>;
}

export interface Overwrite {
  id: string;
  /** 0: a role; 1: a member. */
  type: 0 | 1;
  allow: bigint;
  deny: bigint;
}

export interface Attachment {
  id: string;
  filename: string;
  content_type: string;
  content: Uint8Array;
}

export interface Message {
  id: string;
  channel: string;
  type: number;
  author: User;
  /** Set where a webhook wrote it: its id; the author's name is then what the webhook said. */
  webhook: string | undefined;
  content: string;
  attachments: Attachment[];
  embeds: Json[];
  components: Json[];
  /** Who was really pinged: `everyone`, `here`, or ids of users and roles. */
  pinged: string[];
  timestamp: string;
  edited: string | null;
  nonce: string | undefined;
  flags: number;
  reference: string | undefined;
  /** What the bot reacted with. */
  reactions: Set<string>;
  /** The one person who sees it, where it is ephemeral. */
  onlyFor: string | undefined;
}

export interface Channel {
  id: string;
  type: number;
  guild: string | undefined;
  parent: string | undefined;
  name: string;
  overwrites: Overwrite[];
  tags: { id: string; name: string }[];
  applied: string[];
  recipients: string[];
  owner: string | undefined;
  archived: boolean;
  messages: Map<string, Message>;
  /** The thread that hangs on a message has its id. */
  createdAt: string;
}

export interface Webhook {
  id: string;
  token: string;
  channel: string;
  name: string;
}

/** A button pressed, a command typed: answered with its token for a quarter of an hour. */
export interface Interaction {
  id: string;
  token: string;
  type: number;
  user: string;
  channel: string;
  message: string | undefined;
  at: number;
  /** Acknowledged: by which callback type. */
  acknowledged: number | undefined;
  /** The ephemeral or public first answer. */
  original: string | undefined;
}

/** All that the fake Discord holds. */
export class World {
  readonly clock: Clock;
  readonly ids: Snowflakes;
  readonly users = new Map<string, User>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  readonly webhooks = new Map<string, Webhook>();
  readonly interactions = new Map<string, Interaction>();
  /** Messages that only one person sees. */
  readonly ephemeral: Message[] = [];
  /** Typing signs, by channel: until when. */
  readonly typing = new Map<string, number>();
  readonly commands = new Map<string, Json[]>();
  readonly bot: User;
  readonly application: string;

  constructor(clock: Clock) {
    this.clock = clock;
    this.ids = new Snowflakes(clock);
    this.application = this.ids.next();
    this.bot = { id: this.application, username: 'Baton', global_name: null, avatar: null, bot: true };
    this.users.set(this.bot.id, this.bot);
  }

  now(): string {
    return this.clock.now().toISOString().replace('Z', '000+00:00');
  }

  secret(): string {
    return randomBytes(24).toString('base64url');
  }

  addChannel(given: Partial<Channel> & { type: number; name: string }): Channel {
    const channel: Channel = {
      id: given.id ?? this.ids.next(),
      guild: undefined,
      parent: undefined,
      overwrites: [],
      tags: [],
      applied: [],
      recipients: [],
      owner: undefined,
      archived: false,
      messages: new Map(),
      createdAt: this.now(),
      ...given,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  addMessage(channel: Channel, given: Partial<Message> & { author: User }): Message {
    const message: Message = {
      id: this.ids.next(),
      channel: channel.id,
      type: 0,
      webhook: undefined,
      content: '',
      attachments: [],
      embeds: [],
      components: [],
      pinged: [],
      timestamp: this.now(),
      edited: null,
      nonce: undefined,
      flags: 0,
      reference: undefined,
      reactions: new Set(),
      onlyFor: undefined,
      ...given,
    };
    if (message.onlyFor) this.ephemeral.push(message);
    else channel.messages.set(message.id, message);
    return message;
  }

  directWith(person: string): Channel {
    const found = [...this.channels.values()].find(
      ({ type, recipients }) => type === TYPE.dm && recipients.includes(person),
    );
    return found ?? this.addChannel({ type: TYPE.dm, name: '', recipients: [person] });
  }
}
