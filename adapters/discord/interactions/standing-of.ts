import type { Standing } from '../../../src/channels/command.ts';
import { listOf, type Shape } from '../../../src/platform/shape.ts';
import { ADMINISTRATOR, MANAGE_GUILD } from '../permissions.ts';
import { bitsOf } from '../server/channel.ts';
import { isSnowflake } from '../server/snowflake.ts';

/**
 * What Discord tells of a member's rights with each interaction. In a direct message it tells nothing.
 * https://docs.discord.com/developers/resources/guild#guild-member-object
 */
export function standingOf(member: Shape): Standing {
  const admin = (bitsOf(member['permissions']) & (ADMINISTRATOR | MANAGE_GUILD)) !== 0n;
  return { admin, groups: listOf(member['roles']).filter(isSnowflake) };
}
