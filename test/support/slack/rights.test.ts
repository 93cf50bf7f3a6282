import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientOf } from './bolt-app.ts';
import { type FakeSlack, startFakeSlack } from './fake-slack.ts';

let slack: FakeSlack;
beforeEach(async () => {
  slack = await startFakeSlack();
});
afterEach(() => slack.stop());

test('a user’s rights are told, and that somebody is of another workspace', async () => {
  const boss = slack.addUser({ name: 'boss', isOwner: true }).id;
  const guest = slack.addUser({ name: 'guest', isAdmin: true, homeTeam: 'T0OTHER' }).id;
  const { users } = clientOf(slack);
  expect((await users.info({ user: boss })).user).toMatchObject({
    ...{ is_admin: false, is_owner: true, is_primary_owner: false, team_id: slack.teamId },
  });
  expect((await users.info({ user: guest })).user).toMatchObject({ team_id: 'T0OTHER', is_stranger: true });
});

test('members of user groups are told to who asks for them, and has the scope', async () => {
  const ada = slack.addUser({ name: 'ada' }).id;
  const { id } = slack.workspace.addUserGroup('leads', [ada]);
  const { usergroups } = clientOf(slack);
  const [bare] = (await usergroups.list()).usergroups ?? [];
  expect(bare).toMatchObject({ id, handle: 'leads' });
  expect(bare).not.toHaveProperty('users');
  expect((await usergroups.list({ include_users: true })).usergroups?.[0]?.users).toEqual([ada]);
  slack.scopes.delete('usergroups:read');
  await expect(usergroups.list()).rejects.toThrow('missing_scope');
});
