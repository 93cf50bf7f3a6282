import type { Finding } from '../../../src/channels/adapter.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import { statusOf } from '../connector/api-errors.ts';
import type { TeamMembers } from '../graph/members.ts';
import { CONSENT } from '../graph/team-owners.ts';
import { placeOf } from '../places.ts';
import type { References } from '../records/references.ts';
import { adminsOf, endpointsOf, identityOf, type TeamsSettings } from '../settings.ts';

interface OwnersCheck {
  settings: TeamsSettings;
  references: Pick<References, 'hostOf'>;
  members: Pick<TeamMembers, 'mayRead'>;
}

/**
 * What `baton doctor` says of whether owners can be told: of the team of each support channel, once it is known from what was
 * written there, where its owners are to be admins at all.
 */
export async function checkOwners({ settings, references, members }: OwnersCheck): Promise<Finding[]> {
  if (identityOf(settings).kind === 'local' || !adminsOf(settings).ofSupportTeams) return [];
  const findings = settings.supportChannels.map(async (setting) => {
    const host = await references.hostOf(placeOf(setting).channel);
    return host === undefined ? [] : [await ownersOf(setting, host)];
  });
  return (await Promise.all(findings)).flat();

  async function ownersOf(setting: string, team: string): Promise<Finding> {
    const name = `teams owners at ${setting}`;
    try {
      await members.mayRead(team);
      return { name, ok: true, detail: 'owners of its team are admins there' };
    } catch (error) {
      if (statusOf(error) !== 403) {
        const mend = `Check that ${endpointsOf(settings).graph} can be reached from here.`;
        return { name, ok: false, detail: `Microsoft Graph does not tell: ${messageOf(error)}`, mend };
      }
      const mend = `${CONSENT} Or set admin.workspace_admins to off, where admins are listed by id.`;
      return {
        name,
        ok: false,
        detail: 'the app may not read who owns its team: nobody is an admin by that',
        mend,
      };
    }
  }
}
