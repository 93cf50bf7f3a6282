import type { Standing } from '../../../src/channels/command.ts';
import type { TeamsActivity } from '../inbound/activity.ts';

/**
 * What Teams tells of somebody's rights: not who owns a team, which only Microsoft Graph tells, to apps that may read the
 * members of every team. So admins are listed by id. The id of an account in Entra stands for a group of its own, for it is
 * the one that can be looked up there; the id in `from.id` is made for this bot alone.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context
 */
export function standingOf({ from }: TeamsActivity): Standing {
  return { admin: false, groups: from?.aadObjectId ? [from.aadObjectId] : [] };
}
