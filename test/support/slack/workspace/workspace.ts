import type { Clock } from '../../../../src/platform/clock.ts';
import { type ChannelKind, FakeChannel } from './channel.ts';
import type { FakeFile } from './file.ts';
import type { FakeMessage } from './message.ts';
import { Timestamps } from './timestamps.ts';
import type { FakeUser } from './user.ts';

/** Everything that a workspace remembers. No rules here: people and the Web API bring their own. */
export class Workspace {
  readonly clock: Clock;
  readonly team: { id: string; name: string; domain: string };
  /** The app under test. */
  readonly app = { id: 'A0000000APP', verificationToken: 'verification-token' };
  readonly bot: FakeUser & { botId: string };
  readonly users = new Map<string, FakeUser>();
  readonly channels = new Map<string, FakeChannel>();
  readonly files = new Map<string, FakeFile>();
  /** Ephemeral messages by the person who sees them. */
  readonly ephemerals = new Map<string, FakeMessage[]>();
  /** Status under each thread (`channel:ts`), as set for the assistant; absent where none shows. */
  readonly statuses = new Map<string, { status: string; loadingMessages: string[] }>();
  readonly #directs = new Map<string, FakeChannel>();
  readonly #timestamps: Timestamps;
  #ids = 0;

  constructor(clock: Clock, team: { id: string; name: string; domain: string }) {
    this.clock = clock;
    this.team = team;
    this.#timestamps = new Timestamps(clock);
    const bot = this.addUser({ name: 'baton', realName: 'Baton', isBot: true });
    this.bot = { ...bot, botId: bot.botId ?? '', appId: this.app.id };
    this.users.set(bot.id, this.bot);
  }

  now(): number {
    return this.clock.now().getTime();
  }

  nextTs(): string {
    return this.#timestamps.next();
  }

  /** A new id of Slack's form: one or two letters that tell the kind, then nine capitals and digits. */
  id(prefix: string): string {
    this.#ids += 1;
    return `${prefix}0${this.#ids.toString(36).toUpperCase().padStart(8, '0')}`;
  }

  addUser(given: Partial<Omit<FakeUser, 'id'>> & { name: string }): FakeUser {
    const id = this.id('U');
    const realName = given.realName ?? given.name;
    const user: FakeUser = {
      id,
      name: given.name,
      realName,
      displayName: given.displayName ?? realName,
      avatar: given.avatar ?? `https://avatars.example.com/${id}.png`,
      email: given.email ?? `${given.name}@example.com`,
      isBot: given.isBot ?? false,
      locale: given.locale ?? 'en-US',
      tz: given.tz ?? 'Europe/Berlin',
      deleted: given.deleted ?? false,
      ...(given.teamId ? { teamId: given.teamId } : {}),
      presence: given.presence ?? 'active',
    };
    if (user.isBot) {
      user.botId = given.botId ?? this.id('B');
      user.appId = given.appId ?? this.id('A');
    }
    this.users.set(id, user);
    return user;
  }

  addChannel(kind: ChannelKind, name: string, members: string[]): FakeChannel {
    const prefix = kind === 'im' ? 'D' : 'C';
    const channel = new FakeChannel(this.id(prefix), kind, name, members, this.now());
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** The direct messages between a person and the app's bot, made where they did not exist. */
  directWithBot(userId: string): FakeChannel {
    const known = this.#directs.get(userId);
    if (known) return known;
    const channel = this.addChannel('im', '', [userId, this.bot.id]);
    this.#directs.set(userId, channel);
    return channel;
  }

  /** Keeps an ephemeral message for its one reader. */
  addEphemeral(userId: string, message: FakeMessage): void {
    const known = this.ephemerals.get(userId);
    if (known) known.push(message);
    else this.ephemerals.set(userId, [message]);
  }
}
