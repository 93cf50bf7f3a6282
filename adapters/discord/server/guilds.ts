import type { Clock } from '../../../src/platform/clock.ts';
import { RecentCache } from '../../../src/platform/recent-cache.ts';
import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { LIMITS } from '../limits.ts';
import type { DiscordApi } from '../rest/discord-api.ts';
import { bitsOf } from './channel.ts';

/** Who loses a role loses what it allowed, at the latest after this. */
export const FRESH_MS = 10_000;
const MOST = 1_000;

export interface Role {
  id: string;
  name: string;
  permissions: bigint;
  /** The bot that has the role from being invited. */
  bot: string | undefined;
  /** Discord or an app decides who has it; nobody can be given it by hand. */
  managed: boolean;
}

/** A server, as far as it matters here. */
export interface Guild {
  id: string;
  name: string;
  owner: string;
  roles: ReadonlyMap<string, Role>;
}

/** Servers, by id. */
export class Guilds {
  readonly #api: DiscordApi;
  readonly #known: RecentCache<Guild>;

  constructor(api: DiscordApi, clock: Clock) {
    this.#api = api;
    this.#known = new RecentCache(clock, MOST);
  }

  /** Throws like any call of the API. */
  get(id: string): Promise<Guild> {
    return this.#known.get(id, async () => ({ value: await askGuild(this.#api, id), keepMs: FRESH_MS }));
  }
}

/** The server as it is now. Throws like any call of the API. */
export async function askGuild(api: DiscordApi, id: string): Promise<Guild> {
  return readGuild(id, await api.object('GET', `/guilds/${id}`));
}

function readGuild(id: string, shape: Shape): Guild {
  const roles = listOf(shape['roles']).map(shapeOf).map(readRole);
  return {
    id,
    name: textOf(shape['name']),
    owner: textOf(shape['owner_id']),
    roles: new Map(roles.map((role) => [role.id, role])),
  };
}

function readRole(shape: Shape): Role {
  return {
    id: textOf(shape['id']),
    name: textOf(shape['name']),
    permissions: bitsOf(shape['permissions']),
    bot: textOf(shapeOf(shape['tags'])['bot_id']) || undefined,
    managed: shape['managed'] === true,
  };
}

/** The ids of the servers that the bot serves: those of the settings, else all that it is in. */
export async function servedGuilds(api: DiscordApi, settings: readonly string[]): Promise<string[]> {
  if (settings.length > 0) return [...settings];
  const ids: string[] = [];
  for (let after = '0'; ; ) {
    const page = await api.list('/users/@me/guilds', { after, limit: String(LIMITS.guildsPage) });
    const found = page.map(({ id }) => textOf(id)).filter((id) => id !== '');
    ids.push(...found);
    if (page.length < LIMITS.guildsPage) return ids;
    after = found.at(-1) ?? after;
  }
}
