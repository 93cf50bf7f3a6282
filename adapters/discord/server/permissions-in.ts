import { ADMINISTRATOR, VIEW_CHANNEL } from '../permissions.ts';
import type { Overwrite } from './channel.ts';
import type { Guild } from './guilds.ts';

/** Every permission there is. */
const ALL = ~0n;

/**
 * What a member may do in a channel. The overwrites of everybody count first, then those of the member's roles together,
 * then the member's own. https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
export function permissionsIn(
  guild: Guild,
  overwrites: readonly Overwrite[],
  member: { id: string; roles: readonly string[] },
): bigint {
  if (member.id === guild.owner) return ALL;
  // The role of everybody has the server's own id.
  const roles = [guild.id, ...member.roles];
  const base = roles.reduce((bits, role) => bits | (guild.roles.get(role)?.permissions ?? 0n), 0n);
  if ((base & ADMINISTRATOR) !== 0n) return ALL;
  const steps = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id }) => member.roles.includes(id)),
    overwrites.filter(({ id }) => id === member.id),
  ];
  return steps.reduce((bits, step) => {
    const deny = step.reduce((all, overwrite) => all | overwrite.deny, 0n);
    const allow = step.reduce((all, overwrite) => all | overwrite.allow, 0n);
    return (bits & ~deny) | allow;
  }, base);
}

/** Whether somebody without any role does not see the channel. */
export function isPrivate(guild: Guild, { overwrites }: { overwrites: readonly Overwrite[] }): boolean {
  return (permissionsIn(guild, overwrites, { id: '0', roles: [] }) & VIEW_CHANNEL) === 0n;
}
