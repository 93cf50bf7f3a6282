import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../../src/admin/commands/all.ts';
import type { Person } from '../../../src/channels/refs.ts';
import { startTestStore, type TestStore } from '../../support/test-store.ts';
import { type CommandBed, openCommandBed } from './command-bed.ts';
import { admin, agent, customer } from './people.ts';

let server: TestStore;
let bed: CommandBed;

beforeAll(async () => {
  server = await startTestStore();
  bed = await openCommandBed({ uri: server.uri });
});
afterAll(async () => {
  await bed.stop();
  await server.stop();
});

/** What settings, articles and agents there are. */
async function kept(): Promise<string> {
  const { store, live } = bed;
  const agents = await store.agents.known();
  return JSON.stringify([live.show().map(({ value }) => value), await store.articles.since(null), agents]);
}

const withWho = (who: string) => commands.filter((one) => one.who === who);
const call = ({ name, examples }: (typeof commands)[number]) => examples.at(-1) ?? name;

describe.each([
  ['a customer', customer, [...withWho('admin'), ...withWho('agent')]],
  ['an agent', agent, withWho('admin')],
] as [string, Person, typeof commands][])('%s', (_, who, forbidden) => {
  test.each(forbidden.map((one) => [one.name, one] as const))(
    'may not %s, hears so alone, and nothing changes',
    async (_name, one) => {
      const before = await kept();
      const answer = await bed.ask(who, `${call(one)} --here`);
      expect(answer).toMatchObject({ kind: 'answer', here: false });
      expect(JSON.stringify(answer)).toMatch(/Only (admins|the support team) may use/);
      expect(await kept()).toBe(before);
    },
  );
});

test('whom the workspace calls an admin is none where the settings say so, and whoever is listed is one', async () => {
  await bed.say(admin, 'config set admin.workspace_admins off');
  expect(await bed.say(admin, 'config show')).toContain('Only admins');
  await bed.live.set('admin.people', customer.id, {
    platform: 'loop',
    workspace: 'test',
    id: 'x',
    name: 'X',
  });
  expect(await bed.say(customer, 'config unset admin.workspace_admins')).toContain('→');
  await bed.live.unset('admin.people', { platform: 'loop', workspace: 'test', id: 'x', name: 'X' });
  expect(await bed.say(customer, 'config show')).toContain('Only admins');
});

test('an agent of the desk is none in another workspace', async () => {
  const thread = { platform: 'loop', workspace: 'elsewhere', channel: 'help', thread: null };
  const answer = await bed.say(agent, 'queue', { workspace: 'elsewhere', thread });
  expect(answer).toContain('Only the support team');
});

test('an admin who does not work at the desk sees it, but does nothing there in an agent’s name', async () => {
  expect(await bed.say(admin, 'queue')).toContain('Nobody waits');
  for (const words of ['away', 'back', 'copilot always']) {
    expect(await bed.say(admin, words)).toContain('Only members of the agent desk');
  }
});

test('where the desk cannot tell who its members are, agents are asked to try again', async () => {
  const broken = await openCommandBed({
    uri: server.uri,
    hooks: {
      beforeIsMember() {
        throw new Error('the platform is down');
      },
    },
  });
  expect(await broken.say(agent, 'queue')).toContain("couldn't check");
  expect(await broken.say(admin, 'queue')).toContain('Nobody waits');
  await broken.stop();
});

test('help shows each only what they may', async () => {
  const [forCustomer, forAgent, forAdmin] = await Promise.all(
    [customer, agent, admin].map((who) => bed.say(who, 'help')),
  );
  expect(forCustomer).toContain('human');
  expect(forCustomer).not.toContain('config set');
  expect(forAgent).toContain('queue');
  expect(forAgent).not.toContain('config set');
  for (const { name } of commands) expect(forAdmin).toContain(name);
});
