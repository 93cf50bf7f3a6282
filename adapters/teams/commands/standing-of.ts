import type { Standing } from '../../../src/channels/command.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Live } from '../../../src/platform/live.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { isObjectId } from '../graph/members.ts';
import type { TeamOwners } from '../graph/team-owners.ts';
import type { TeamsActivity } from '../inbound/activity.ts';
import type { Territory } from '../inbound/found.ts';
import { placeOf } from '../places.ts';
import type { References } from '../records/references.ts';
import type { OwnersAsAdmins } from '../settings.ts';

export interface StandingDeps {
  territory: Territory;
  references: Pick<References, 'hostOf'>;
  owners: Pick<TeamOwners, 'isOwner'>;
  admins: Live<OwnersAsAdmins>;
  logger: Logger;
}

/** What Teams tells of the rights of whoever did something, `at` a conversation. Never rejects. */
export type StandingOf = (activity: TeamsActivity, at: string) => Promise<Standing>;

/** Groups that are asked about for one command; more are a list of accounts. */
const MOST_ASKED = 50;

/**
 * What Teams tells of somebody's rights. Anybody can make a team, and add the app to it; so owning one means something only
 * where Baton's own settings name it: as the team of a support channel, for what is done in that channel, or as one of the
 * groups of admins, everywhere.
 *
 * The id of an account in Entra stands for a group of its own, for it is the one that can be looked up there; the id in
 * `from.id` is made for this bot alone. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context
 */
export function createStandingOf({
  territory,
  references,
  owners,
  admins,
  logger,
}: StandingDeps): StandingOf {
  async function ownsHost(person: string, at: string): Promise<boolean> {
    const { channel } = placeOf(at);
    if (!territory.support.has(channel) || !admins().ofSupportTeams) return false;
    try {
      const host = await references.hostOf(channel);
      return host !== undefined && (await owners.isOwner(host, person));
    } catch (error) {
      logger.error({ error: messageOf(error) }, 'The team of a support channel could not be looked up');
      return false;
    }
  }

  async function ownedOf(groups: readonly string[], person: string): Promise<string[]> {
    const asked = groups.filter((id) => isObjectId(id) && id.toLowerCase() !== person.toLowerCase());
    const owned = await Promise.all(
      asked.slice(0, MOST_ASKED).map(async (id) => ((await owners.isOwner(id, person)) ? [id] : [])),
    );
    return owned.flat();
  }

  return async ({ from }, at) => {
    const person = from?.aadObjectId;
    if (!person) return { admin: false, groups: [] };
    const [admin, owned] = await Promise.all([ownsHost(person, at), ownedOf(admins().groups, person)]);
    return { admin, groups: [person, ...owned] };
  };
}
