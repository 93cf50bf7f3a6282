import type { CompletionAsk } from '../../channels/command.ts';
import { messageOf } from '../../platform/errors.ts';
import { roleOf } from '../permissions.ts';
import type { CommandDeps, Role } from './context.ts';
import type { Command } from './definition.ts';

/** What somebody may do: the desk says who works there, settings and platform who may change things. */
export async function roleFor(
  { desk, settings, logger }: CommandDeps,
  {
    platform,
    workspace,
    author,
    standing,
  }: Pick<CompletionAsk, 'platform' | 'workspace' | 'author' | 'standing'>,
): Promise<Role> {
  const isAdmin = roleOf(author, standing, false, settings.current().admin) === 'admin';
  if (desk?.platform !== platform || desk.channel.workspace !== workspace)
    return { agent: false, admin: isAdmin };
  const agent = await desk.isMember(author.id).catch((error) => {
    logger.warn({ reason: messageOf(error) }, 'the desk could not tell who its members are');
    return 'unknown' as const;
  });
  return { agent, admin: isAdmin };
}

/** Whether somebody may give a command. Who sets Baton up may also see what agents see. */
export function mayRun({ who }: Command, role: Role): 'yes' | 'no' | 'unknown' {
  if (who === 'anyone' || role.admin) return 'yes';
  if (who === 'admin') return 'no';
  if (role.agent === 'unknown') return 'unknown';
  return role.agent ? 'yes' : 'no';
}
