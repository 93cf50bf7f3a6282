import type { Clock } from '../../../src/platform/clock.ts';
import { RecentCache } from '../../../src/platform/recent-cache.ts';
import { listOf } from '../../../src/platform/shape.ts';
import { VIEW_CHANNEL } from '../permissions.ts';
import { statusOf } from '../rest/api-errors.ts';
import type { DiscordApi } from '../rest/discord-api.ts';
import { type Channel, readChannel } from './channel.ts';
import { FRESH_MS, type Guilds } from './guilds.ts';
import { permissionsIn } from './permissions-in.ts';
import { isSnowflake } from './snowflake.ts';

const MOST = 2_000;

/** Who may act at the desk: whoever may see its channel. */
export class DeskMembers {
  readonly #api: DiscordApi;
  readonly #guilds: Guilds;
  readonly #desk: Channel;
  readonly #channel: RecentCache<Channel>;
  readonly #roles: RecentCache<string[] | undefined>;

  constructor(deps: { api: DiscordApi; guilds: Guilds; clock: Clock }, desk: Channel) {
    this.#api = deps.api;
    this.#guilds = deps.guilds;
    this.#desk = desk;
    this.#channel = new RecentCache(deps.clock, 1);
    this.#roles = new RecentCache(deps.clock, MOST);
  }

  /** Whether the person may see the desk now. Throws like any call of the API where that cannot be told. */
  async has(person: string): Promise<boolean> {
    const { id, guild } = this.#desk;
    if (!isSnowflake(person) || guild === undefined) return false;
    const [server, channel, roles] = await Promise.all([
      this.#guilds.get(guild),
      this.#channel.get(id, () => this.#askChannel()),
      this.#roles.get(person, () => this.#askRoles(guild, person)),
    ]);
    if (roles === undefined) return false;
    return (permissionsIn(server, channel.overwrites, { id: person, roles }) & VIEW_CHANNEL) !== 0n;
  }

  async #askChannel() {
    const value = readChannel(await this.#api.object('GET', `/channels/${this.#desk.id}`)) ?? this.#desk;
    return { value, keepMs: FRESH_MS };
  }

  /** The roles of a member; undefined where the person is none. */
  async #askRoles(guild: string, person: string) {
    try {
      const member = await this.#api.object('GET', `/guilds/${guild}/members/${person}`);
      return { value: listOf(member['roles']).filter(isSnowflake), keepMs: FRESH_MS };
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
      return { value: undefined, keepMs: FRESH_MS };
    }
  }
}
