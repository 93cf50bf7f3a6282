import type { Group, Place, Places } from '../../src/channels/adapter.ts';
import type { DiscordApi } from './rest/discord-api.ts';
import { type Channel, isForum, readChannel } from './server/channel.ts';
import { commandRoutes, registerCommands } from './server/commands.ts';
import { isWrittenIn } from './server/find-channel.ts';
import { askGuild, type Guild, servedGuilds } from './server/guilds.ts';
import { whoAmI } from './server/identity.ts';
import { makeDesk } from './server/make-desk.ts';
import { isPrivate } from './server/permissions-in.ts';
import type { DiscordSettings } from './settings.ts';

/** The channels of the servers that the bot serves, for `baton setup`. */
export class DiscordPlaces implements Places {
  readonly #api: DiscordApi;
  readonly #settings: DiscordSettings;
  readonly #open: () => Promise<unknown>;

  constructor(api: DiscordApi, settings: DiscordSettings, open: () => Promise<unknown>) {
    this.#api = api;
    this.#settings = settings;
    this.#open = open;
  }

  async openDesk(): Promise<void> {
    await this.#open();
  }

  async list(): Promise<Place[]> {
    const guilds = await servedGuilds(this.#api, this.#settings.guilds);
    const places: Place[] = [];
    for (const id of guilds) {
      const guild = await askGuild(this.#api, id);
      const channels = (await this.#api.list(`/guilds/${id}/channels`)).map((one) => readChannel(one, id));
      for (const channel of channels)
        if (channel && isWrittenIn(channel)) places.push(placeOf(guild, channel, guilds.length > 1));
    }
    return places.toSorted((one, other) => one.name.localeCompare(other.name));
  }

  async groups(): Promise<Group[]> {
    const ids = await servedGuilds(this.#api, this.#settings.guilds);
    const groups: Group[] = [];
    for (const id of ids) {
      const guild = await askGuild(this.#api, id);
      for (const role of guild.roles.values())
        if (role.id !== id && !role.managed)
          groups.push({ id: role.id, name: ids.length > 1 ? `${role.name} in ${guild.name}` : role.name });
    }
    return groups;
  }

  /** Needs Manage Channels in the server. A private channel of this name that they see already is taken. */
  async makeDesk(name: string, who: string): Promise<Place> {
    const guilds = await servedGuilds(this.#api, this.#settings.guilds);
    const { botUser } = await whoAmI(this.#api);
    const { guild, channel } = await makeDesk(this.#api, { guilds, botUser, name, who });
    return placeOf(guild, channel, guilds.length > 1);
  }

  async registerCommands(): Promise<void> {
    const { application } = await whoAmI(this.#api);
    const { guilds, command } = this.#settings;
    await registerCommands(this.#api, commandRoutes(application, guilds), command);
  }
}

function placeOf(guild: Guild, channel: Channel, several: boolean): Place {
  const name = several ? `#${channel.name} in ${guild.name}` : `#${channel.name}`;
  return { id: channel.id, name, fitsDesk: !isForum(channel) && isPrivate(guild, channel) };
}
