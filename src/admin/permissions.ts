import type { Standing } from '../channels/command.ts';
import type { Config } from '../platform/config/parse-config.ts';

/** What somebody may: `admin` everything, `agent` what the desk is for, `customer` what concerns themselves. */
export type Role = 'admin' | 'agent' | 'customer';

/**
 * The role of a person. Pure.
 *
 * @param standing what the platform says of them, in the workspace that they speak from
 * @param deskMember whether they may act at the desk now
 */
export function roleOf(
  person: { id: string },
  standing: Standing,
  deskMember: boolean,
  { people, groups, workspace_admins: workspaceAdmins }: Config['admin'],
): Role {
  const listed = people.includes(person.id) || standing.groups.some((group) => groups.includes(group));
  if (listed || (standing.admin && workspaceAdmins === 'on')) return 'admin';
  return deskMember ? 'agent' : 'customer';
}
