import type { Clock } from '../../../src/platform/clock.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { Gateway, INTENT } from './gateway/gateway.ts';
import { People } from './people.ts';
import type { Backend } from './rest/call.ts';
import type { Fault } from './rest/faults.ts';
import { type JournalEntry, RestServer } from './rest/server.ts';
import { messageObject } from './world/objects.ts';
import { PEOPLE, USUAL } from './world/permissions.ts';
import {
  type Channel,
  type Guild,
  type Interaction,
  type Message,
  type Overwrite,
  TYPE,
  type User,
  World,
} from './world/world.ts';

export interface FakeDiscordOptions {
  clock?: Clock;
  /** Privileged intents that the application was not granted. */
  disallowedIntents?: number;
}

/**
 * Discord on loopback with one bot, for the real REST and gateway clients: pass `apiUrl` as the REST client's `api`. It
 * holds what Discord would hold and refuses what Discord refuses. What people do is in `people`.
 */
export class FakeDiscord {
  readonly token = ['MTAwMDAwMDAwMDAwMDAwMDAw', 'AAAAAA', 'x'.repeat(38)].join('.');
  readonly world: World;
  readonly people: People;
  readonly gateway: Gateway;
  private readonly rest: RestServer;

  private constructor(options: FakeDiscordOptions) {
    this.world = new World(options.clock ?? systemClock);
    const backend: Backend = {
      world: this.world,
      base: () => this.base,
      tell: (event, data) => this.gateway.tell(event, INTENT.guilds, () => data),
      posted: (message) => this.tellMessage('MESSAGE_CREATE', message),
      changed: (message) => this.tellMessage('MESSAGE_UPDATE', message),
      removed: ({ id, channel }) => {
        const guild = this.world.channels.get(channel)?.guild;
        const about = { id, channel_id: channel, ...(guild ? { guild_id: guild } : {}) };
        this.gateway.tell(
          'MESSAGE_DELETE',
          guild ? INTENT.guildMessages : INTENT.directMessages,
          () => about,
        );
      },
    };
    this.rest = new RestServer(backend, this.token);
    this.gateway = new Gateway(this.rest.server, {
      world: this.world,
      token: this.token,
      url: () => `ws://127.0.0.1:${this.rest.port}`,
      disallowed: options.disallowedIntents ?? 0,
    });
    this.people = new People(backend, this.gateway);
  }

  static async start(options: FakeDiscordOptions): Promise<FakeDiscord> {
    const fake = new FakeDiscord(options);
    await fake.rest.listen();
    return fake;
  }

  get base(): string {
    return `http://127.0.0.1:${this.rest.port}/`;
  }

  get apiUrl(): string {
    return `${this.base}api`;
  }

  /** Calls of the app, oldest first. */
  get calls(): JournalEntry[] {
    return this.rest.journal;
  }

  /** Resolves when this holds; looked at now, and after each call of the app. */
  until(probe: () => boolean): Promise<void> {
    return this.rest.until(probe);
  }

  /** Resolves when an interaction was answered for the first time. */
  async answered(interaction: Interaction): Promise<Interaction> {
    await this.until(() => interaction.acknowledged !== undefined);
    return interaction;
  }

  addUser(name: string, given: Partial<User> = {}): User {
    const user = {
      id: this.world.ids.next(),
      username: name,
      global_name: null,
      avatar: null,
      bot: false,
      ...given,
    };
    this.world.users.set(user.id, user);
    return user;
  }

  /** A server with the bot and these people in it. `botMay`: what the bot's role allows. */
  addGuild(name: string, members: User[], botMay: bigint = USUAL): Guild {
    const { world } = this;
    const id = world.ids.next();
    const role = { id: world.ids.next(), name: 'Baton', permissions: botMay, bot: world.bot.id };
    const everyone = { id, name: '@everyone', permissions: PEOPLE };
    const guild: Guild = {
      id,
      name,
      owner: world.ids.next(),
      roles: new Map([
        [id, everyone],
        [role.id, role],
      ]),
      members: new Map(members.map((one) => [one.id, { nick: null, roles: [] }])),
    };
    guild.members.set(world.bot.id, { nick: null, roles: [role.id] });
    world.guilds.set(id, guild);
    return guild;
  }

  /** A role of a server, and who has it. */
  addRole(guild: Guild, name: string, permissions: bigint, members: User[]): string {
    const id = this.world.ids.next();
    guild.roles.set(id, { id, name, permissions });
    for (const one of members) guild.members.get(one.id)?.roles.push(id);
    return id;
  }

  addChannel(guild: Guild, name: string, more: Partial<Channel> = {}): Channel {
    return this.world.addChannel({ type: TYPE.text, name, guild: guild.id, ...more });
  }

  /** A channel that only these people, and the bot, see. */
  addPrivateChannel(guild: Guild, name: string, members: User[]): Channel {
    const view = 1n << 10n;
    const hidden: Overwrite = { id: guild.id, type: 0, allow: 0n, deny: view };
    const seen = [...members, this.world.bot].map(
      ({ id }): Overwrite => ({ id, type: 1, allow: view, deny: 0n }),
    );
    return this.addChannel(guild, name, { overwrites: [hidden, ...seen] });
  }

  addForum(guild: Guild, name: string, tags: string[]): Channel {
    const named = tags.map((tag) => ({ id: this.world.ids.next(), name: tag }));
    return this.addChannel(guild, name, { type: TYPE.forum, tags: named });
  }

  /** Makes the next calls that match fail, such as `/^POST .*messages$/`. */
  failNext(route: RegExp, fault: Fault, times = 1): void {
    this.rest.faults.plan(route, fault, times);
  }

  /** Messages of a channel or thread, oldest first. */
  history(channel: string): Message[] {
    return [...(this.world.channels.get(channel)?.messages.values() ?? [])];
  }

  /** What only this person sees. */
  ephemerals(person: string): Message[] {
    return this.world.ephemeral.filter(({ onlyFor }) => onlyFor === person);
  }

  isTyping(channel: string): boolean {
    return (this.world.typing.get(channel) ?? 0) > this.world.clock.now().getTime();
  }

  async stop(): Promise<void> {
    this.gateway.close();
    await this.rest.close();
  }

  private tellMessage(event: string, message: Message): void {
    const guild = this.world.channels.get(message.channel)?.guild;
    const intent = guild ? INTENT.guildMessages : INTENT.directMessages;
    this.gateway.tell(event, intent, (sees) => messageObject(this.world, this.base, message, sees));
  }
}

export function startFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  return FakeDiscord.start(options);
}

export type { Channel, Guild, Interaction, Message, User };
export { INTENT };
