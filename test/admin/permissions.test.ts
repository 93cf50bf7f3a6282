import { describe, expect, test } from 'vitest';
import { roleOf } from '../../src/admin/permissions.ts';
import { parseConfig } from '../../src/platform/config/parse-config.ts';

const nobody = { admin: false, groups: [] };
const adminOf = (env: Record<string, string>) => parseConfig('', env).admin;

describe('who is an admin', () => {
  test.each([
    ['an owner of the workspace', 'U1', { admin: true, groups: [] }, {}, 'admin'],
    [
      'an owner, where owners do not count',
      'U1',
      { admin: true, groups: [] },
      { BATON__ADMIN__WORKSPACE_ADMINS: 'off' },
      'customer',
    ],
    ['a listed person', 'U1', nobody, { BATON__ADMIN__PEOPLE: 'U0,U1' }, 'admin'],
    [
      'a person whose id only begins like a listed one',
      'U1',
      nobody,
      { BATON__ADMIN__PEOPLE: 'U11' },
      'customer',
    ],
    [
      'a member of a listed group',
      'U1',
      { admin: false, groups: ['S1', 'S2'] },
      { BATON__ADMIN__GROUPS: 'S2' },
      'admin',
    ],
    [
      'a member of another group',
      'U1',
      { admin: false, groups: ['S1'] },
      { BATON__ADMIN__GROUPS: 'S2' },
      'customer',
    ],
    ['anybody else', 'U1', nobody, {}, 'customer'],
  ] as const)('%s', (_, id, standing, env, role) => {
    expect(roleOf({ id }, standing, false, adminOf(env))).toBe(role);
  });
});

test('a member of the desk is an agent, and an admin where they are that too', () => {
  expect(roleOf({ id: 'U1' }, nobody, true, adminOf({}))).toBe('agent');
  expect(roleOf({ id: 'U1' }, { admin: true, groups: [] }, true, adminOf({}))).toBe('admin');
});
