import { channelObject } from '../world/objects.ts';
import { EVERYTHING, MAY, permissionsInGuild } from '../world/permissions.ts';
import { type Guild, type Overwrite, TYPE, type World } from '../world/world.ts';
import type { Route } from './call.ts';
import { guildOf } from './channels.ts';
import { invalid, missingPermissions, Refusal } from './refusal.ts';

/** Channels of a server. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes (30013) */
const MOST = 500;

/**
 * https://docs.discord.com/developers/resources/guild#create-guild-channel: it takes Manage Channels, and in overwrites only
 * what the bot has in the server can be allowed or denied; Manage Roles only by administrators.
 */
export const createGuildChannel: Route = (backend, { params, json }) => {
  const { world } = backend;
  const guild = guildOf(world, params[0]);
  const may = permissionsInGuild(guild, world.bot.id);
  if (!(may & MAY.manageChannels)) throw missingPermissions();
  const { name, type = TYPE.text } = json;
  if (typeof name !== 'string' || name.trim() === '' || [...name].length > 100)
    throw invalid('name', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.');
  if (type !== TYPE.text && type !== TYPE.forum)
    throw invalid('type', 'BASE_TYPE_CHOICES', 'Value must be one of the types of channels.');
  const overwrites = overwritesOf(world, guild, json['permission_overwrites'] ?? []);
  for (const { allow, deny } of overwrites) {
    const touched = allow | deny;
    if ((touched & ~may) !== 0n) throw missingPermissions();
    if ((touched & MAY.manageRoles) !== 0n && may !== EVERYTHING) throw missingPermissions();
  }
  const there = [...world.channels.values()].filter((one) => one.guild === guild.id && !one.parent);
  if (there.length >= MOST)
    throw new Refusal(400, 30013, `Maximum number of guild channels reached (${MOST})`);
  // A text channel's name has small letters and no spaces; two channels may have one name.
  const channel = world.addChannel({
    type,
    name: name.trim().toLowerCase().replaceAll(/\s+/g, '-'),
    guild: guild.id,
    overwrites,
  });
  backend.tell('CHANNEL_CREATE', channelObject(channel), { guild: guild.id });
  return { status: 201, body: channelObject(channel) };
};

/** https://docs.discord.com/developers/resources/channel#overwrite-object */
function overwritesOf(world: World, guild: Guild, given: unknown): Overwrite[] {
  const field = 'permission_overwrites';
  if (!Array.isArray(given)) throw invalid(field, 'BASE_TYPE_LIST', 'Must be a list');
  return given.map((one: Record<string, unknown>) => {
    const { id, type, allow = '0', deny = '0' } = one;
    if (type !== 0 && type !== 1) throw invalid(field, 'BASE_TYPE_CHOICES', 'Value must be one of {0, 1}.');
    const known = type === 0 ? guild.roles.has(String(id)) : world.users.has(String(id));
    if (typeof id !== 'string' || !known) throw new Refusal(404, 10009, 'Unknown Overwrite');
    if (![allow, deny].every((bits) => /^\d+$/.test(String(bits))))
      throw invalid(field, 'NUMBER_TYPE_COERCE', 'Value is not an integer.');
    return { id, type, allow: BigInt(String(allow)), deny: BigInt(String(deny)) };
  });
}
