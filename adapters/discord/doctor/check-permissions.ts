import type { Finding } from '../../../src/channels/adapter.ts';
import { listOf } from '../../../src/platform/shape.ts';
import { PERMISSIONS, type Permission } from '../permissions.ts';
import type { DiscordApi } from '../rest/discord-api.ts';
import type { Channel } from '../server/channel.ts';
import { askGuild } from '../server/guilds.ts';
import type { Identity } from '../server/identity.ts';
import { permissionsIn } from '../server/permissions-in.ts';
import { isSnowflake } from '../server/snowflake.ts';

/** What the bot lacks in a channel, one finding each; one that all is well where it lacks nothing. */
export async function permissionFindings(
  api: DiscordApi,
  { botUser }: Identity,
  channel: Channel,
  name: string,
  where: NonNullable<Permission['only']>,
): Promise<Finding[]> {
  const guildId = channel.guild ?? '';
  const guild = await askGuild(api, guildId);
  const member = await api.object('GET', `/guilds/${guildId}/members/${botUser}`);
  const roles = listOf(member['roles']).filter(isSnowflake);
  const may = permissionsIn(guild, channel.overwrites, { id: botUser, roles });
  const wanted = PERMISSIONS.filter(({ only }) => only === undefined || only === where);
  const missing = wanted.filter(({ bit }) => (may & bit) === 0n);
  if (missing.length === 0) return [{ name, ok: true, detail: `#${channel.name} in ${guild.name}` }];
  return missing.map(({ name: permission, why, optional }) => ({
    name: `${name}: ${permission}`,
    ok: optional === true,
    detail: `not given; ${optional ? 'it would serve' : 'it is needed'} ${why}`,
    mend: `Give the bot’s role ${permission} in #${channel.name} (Edit Channel, Permissions).`,
  }));
}
