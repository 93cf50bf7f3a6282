import type { Finding } from '../../../src/channels/adapter.ts';
import type { DiscordApi } from '../rest/discord-api.ts';
import type { Channel } from '../server/channel.ts';
import { findDesk } from '../server/find-channel.ts';
import { askGuild, servedGuilds } from '../server/guilds.ts';
import { whoAmI } from '../server/identity.ts';
import { isPrivate } from '../server/permissions-in.ts';
import type { DiscordSettings } from '../settings.ts';
import { failure } from './check-channel.ts';
import { permissionFindings } from './check-permissions.ts';

const NAME = 'discord desk channel';

/** What `baton doctor` says of the desk: that it exists, that the bot may work there, and that strangers do not see it. */
export async function checkDesk(api: DiscordApi, settings: DiscordSettings): Promise<Finding[]> {
  if (settings.deskChannel === '') {
    const mend = 'Create a private text channel for the bot and your agents, and set discord.desk_channel.';
    return [{ name: NAME, ok: false, detail: 'discord.desk_channel is not set', mend }];
  }
  try {
    // Where the token is no good, that is what has to be mended, and nothing here.
    const identity = await whoAmI(api);
    const desk = await findDesk(api, await servedGuilds(api, settings.guilds), settings.deskChannel);
    return [
      ...(await permissionFindings(api, identity, desk, NAME, 'desk')),
      await privacyFinding(api, desk),
    ];
  } catch (error) {
    return [failure(NAME, error, 'Check discord.desk_channel, and let the bot’s role view the channel.')];
  }
}

/** Whoever sees the channel may answer customers, so somebody without any role must not. */
async function privacyFinding(api: DiscordApi, desk: Channel): Promise<Finding> {
  const name = 'discord desk privacy';
  const guild = await askGuild(api, desk.guild ?? '');
  if (isPrivate(guild, desk)) return { name, ok: true, detail: `#${desk.name} is private` };
  const mend = 'Make the channel private: everybody who sees it can read and answer customers.';
  return { name, ok: false, detail: `#${desk.name} is seen by everybody`, mend };
}
