import { type Channel, type Guild, TYPE, type World } from './world.ts';

/** https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags */
export const MAY = {
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  addReactions: 1n << 6n,
  view: 1n << 10n,
  send: 1n << 11n,
  manageMessages: 1n << 13n,
  embed: 1n << 14n,
  attach: 1n << 15n,
  history: 1n << 16n,
  mentionEveryone: 1n << 17n,
  manageRoles: 1n << 28n,
  manageWebhooks: 1n << 29n,
  createThreads: 1n << 35n,
  sendInThreads: 1n << 38n,
} as const;

export const EVERYTHING = Object.values(MAY).reduce((all, one) => all | one, 0n);
/** What the bot's invitation does not give it. */
const NOT_ASKED_FOR =
  MAY.administrator |
  MAY.manageChannels |
  MAY.manageGuild |
  MAY.manageRoles |
  MAY.mentionEveryone |
  MAY.manageMessages;
/** What the bot's invitation gives it. */
export const USUAL = EVERYTHING & ~NOT_ASKED_FOR;
export const PEOPLE =
  MAY.view | MAY.send | MAY.history | MAY.sendInThreads | MAY.createThreads | MAY.attach | MAY.addReactions;

/** What somebody may do in a server, whatever its channels say. */
export function permissionsInGuild(guild: Guild, person: string): bigint {
  const member = guild.members.get(person);
  if (guild.owner === person) return EVERYTHING;
  const roles = [guild.id, ...(member?.roles ?? [])];
  const base = roles.reduce((all, id) => all | (guild.roles.get(id)?.permissions ?? 0n), 0n);
  return base & MAY.administrator ? EVERYTHING : base;
}

/** What somebody may do in a channel. https://docs.discord.com/developers/topics/permissions#permission-overwrites */
export function permissionsOf(world: World, channel: Channel, person: string): bigint {
  if (channel.type === TYPE.dm)
    return channel.recipients.includes(person) || person === world.bot.id ? EVERYTHING : 0n;
  const guild = world.guilds.get(channel.guild ?? '');
  const member = guild?.members.get(person);
  if (!guild || !member) return 0n;
  if (guild.owner === person) return EVERYTHING;
  const base = permissionsInGuild(guild, person);
  if (base & MAY.administrator) return EVERYTHING;
  const where = channel.parent ? world.channels.get(channel.parent) : channel;
  const overwrites = where?.overwrites ?? [];
  let may = base;
  const apply = (some: typeof overwrites) => {
    for (const { deny } of some) may &= ~deny;
    for (const { allow } of some) may |= allow;
  };
  apply(overwrites.filter(({ id }) => id === guild.id));
  apply(overwrites.filter(({ id, type }) => type === 0 && member.roles.includes(id)));
  apply(overwrites.filter(({ id, type }) => type === 1 && id === person));
  // Without seeing it, nothing else can be done there.
  return may & MAY.view ? may : 0n;
}
