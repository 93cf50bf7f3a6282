import { afterEach, describe, expect, it } from 'vitest';
import { graphScope } from '../../../adapters/teams/graph/clouds.ts';
import type { OwnersAsAdmins, TeamsSettings } from '../../../adapters/teams/teams.ts';
import { COMMAND_FORM, type Standing } from '../../../src/channels/command.ts';
import { collectingLogger } from '../../support/collecting-logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { objectIdOf } from '../../support/teams/people.ts';
import type { Account, Conversation, Team } from '../../support/teams/world.ts';
import { TeamsWorld } from './teams-world.ts';

const FIVE_MINUTES = 5 * 60_000;

let one: TeamsWorld;
let clock: ManualClock;
let log: ReturnType<typeof collectingLogger>;
let help: Conversation;
let team: Team;
let admins: OwnersAsAdmins;
afterEach(() => one.stop());

/** A support channel in a team, of which the customer is a member. */
async function begin(given: Partial<TeamsSettings> = {}): Promise<void> {
  log = collectingLogger();
  clock = new ManualClock();
  admins = { ofSupportTeams: true, groups: [] };
  one = await TeamsWorld.start({}, clock, log);
  team = one.teams.addTeam([one.customer]);
  help = one.teams.addChannel([one.customer], team);
  await one.restart({ supportChannels: [help.id], admins: () => admins, ...given });
}

/** What their rights are told to be with a command that they give. */
async function standing(place: Conversation = help, person: Account = one.customer): Promise<Standing> {
  const before = one.intake.calls.length;
  const { status } = await one.teams.people.write(person, place, '/baton status');
  expect(status).toBe(200);
  expect(one.intake.calls).toHaveLength(before + 1);
  return one.intake.calls[before]?.standing ?? { admin: false, groups: [] };
}

const own = (person: Account = one.customer, owned: Team = team) => one.teams.join(owned, person, ['owner']);
const asked = () => one.teams.server.calls.filter(({ call }) => call.includes('/v1.0/teams/'));
const warned = () => log.lines.filter((line) => line.startsWith('warn: '));

describe('a command in a support channel', () => {
  it('is one of an admin where an owner of its team gives it, in a private channel too', async () => {
    await begin();
    own();
    expect(await standing()).toEqual({ admin: true, groups: [objectIdOf(one.customer)] });
    help.channelType = 'private';
    expect((await standing()).admin).toBe(true);
  });

  it('is none of an admin where a member gives it', async () => {
    await begin();
    expect(await standing()).toEqual({ admin: false, groups: [objectIdOf(one.customer)] });
  });

  it('is none where the owner of another team gives it', async () => {
    await begin();
    own(one.customer, one.teams.addTeam([one.customer]));
    expect((await standing()).admin).toBe(false);
  });

  it('is none where the channel is shared, for any of several teams may be meant', async () => {
    await begin();
    own();
    help.channelType = 'shared';
    expect((await standing()).admin).toBe(false);
    delete help.channelType;
    await one.restart({ supportChannels: [help.id], admins: () => admins });
    expect((await standing()).admin).toBe(false);
    expect(asked()).toEqual([]);
    help.channelType = 'standard';
    expect((await standing()).admin).toBe(true);
  });

  it('is none once Teams has told, elsewhere in the team, that the channel is shared', async () => {
    await begin();
    own();
    const general = one.teams.addChannel([one.customer], team);
    const about = { id: one.teams.world.nextId(), from: one.customer, thread: undefined };
    const channelData = { eventType: 'channelShared', channel: { id: help.id, type: 'shared' } };
    const event = { type: 'conversationUpdate' };
    await one.teams.post(one.teams.people.activity(general, about, event, channelData));
    expect((await standing()).admin).toBe(false);
    expect(asked()).toEqual([]);
  });

  it('is none where somebody from another tenant gives it, whom Graph calls an owner', async () => {
    await begin();
    one.teams.join(team, one.customer, ['owner'], '00000000-0000-4000-8000-000000000009');
    expect((await standing()).admin).toBe(false);
  });

  it('asks nothing where owners of the team are not to be admins', async () => {
    await begin();
    own();
    admins = { ofSupportTeams: false, groups: [] };
    expect((await standing()).admin).toBe(false);
    expect(asked()).toEqual([]);
  });

  it('may open a form, which is sent from the personal chat, also where another process takes it', async () => {
    await begin();
    own();
    one.intake.answerTo = async ({ fields }) =>
      fields
        ? { kind: 'taken' }
        : {
            kind: 'form',
            form: {
              ...{ action: COMMAND_FORM, value: 'agent add', title: 'A new agent', submit: 'Add' },
              fields: [{ id: 'name', label: 'Name', kind: 'text', max: 80 }],
            },
          };
    await one.teams.people.write(one.customer, help, '/baton agent add');
    const [form] = one.teams.posts({ channel: one.chat.id, thread: null });
    if (!form) throw new Error('no form was posted');
    await one.restart({ supportChannels: [help.id], admins: () => admins });
    await one.teams.people.fillIn(one.customer, one.chat, form, ['Second agent']);
    expect(one.intake.calls.map((call) => call.standing.admin)).toEqual([true, true]);
  });
});

describe('owning a team', () => {
  it('means nothing in a channel of it that is no support channel, nor in the personal chat', async () => {
    await begin();
    own();
    const general = one.teams.addChannel([one.customer], team);
    expect((await standing(general)).admin).toBe(false);
    expect((await standing(one.chat)).admin).toBe(false);
  });

  it('means nothing where there are no support channels', async () => {
    await begin({ supportChannels: [] });
    own();
    expect((await standing()).admin).toBe(false);
    expect(asked()).toEqual([]);
  });

  it('means nothing in local play, where there is no Graph', async () => {
    await begin();
    own();
    await one.restart({ supportChannels: [help.id], admins: () => admins, appId: '', local: true });
    const calls = one.intake.calls.length;
    await one.teams.people.write(one.customer, help, '/baton status');
    expect(one.intake.calls.slice(calls)).toMatchObject([{ standing: { admin: false } }]);
    expect(asked()).toEqual([]);
  });

  it('means membership in its group everywhere, once the group is listed', async () => {
    await begin();
    const staff = one.teams.addTeam([one.customer]);
    own(one.customer, staff);
    expect((await standing(one.chat)).groups).toEqual([objectIdOf(one.customer)]);
    const listed = staff.groupId.toUpperCase();
    admins = { ofSupportTeams: true, groups: ['S0123456789', listed, objectIdOf(one.customer)] };
    expect(await standing(one.chat)).toEqual({ admin: false, groups: [objectIdOf(one.customer), listed] });
    expect(asked()).toHaveLength(1);
  });

  it('of a listed team means nothing to its members', async () => {
    await begin();
    admins = { ofSupportTeams: true, groups: [team.groupId] };
    expect((await standing(one.chat)).groups).toEqual([objectIdOf(one.customer)]);
  });
});

describe('what Graph tells', () => {
  it('is asked for once in five minutes, and a new owner is one after that', async () => {
    await begin();
    await standing();
    own();
    expect((await standing()).admin).toBe(false);
    clock.advance(FIVE_MINUTES);
    expect((await standing()).admin).toBe(true);
    one.teams.join(team, one.customer);
    expect((await standing()).admin).toBe(true);
    clock.advance(FIVE_MINUTES);
    expect((await standing()).admin).toBe(false);
    expect(asked()).toHaveLength(3);
  });

  it('is read page by page, with empty pages between, and is asked for nowhere else', async () => {
    await begin();
    for (let n = 0; n < 6; n += 1) one.teams.join(team, one.teams.addPerson(`Member ${n}`));
    const owner = one.teams.addPerson('The owner');
    own(owner);
    one.teams.graph.pageAtMost = 3;
    one.teams.graph.nextLinkOrigin = 'https://graph.example.com';
    expect((await standing(help, owner)).admin).toBe(true);
    expect(asked().map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('is not asked for when a question mentions the bot', async () => {
    await begin();
    own();
    one.intake.complete = async ({ words }) =>
      ['status'].filter((each) => each.startsWith(words)).map((value) => ({ value, label: value }));
    await one.teams.people.write(one.customer, help, 'why is it late?', { mention: one.teams.world.bot });
    expect(one.intake.of('customer.message')).toHaveLength(1);
    expect(asked()).toEqual([]);
    await one.teams.people.write(one.customer, help, 'status', { mention: one.teams.world.bot });
    expect(one.intake.calls).toMatchObject([{ command: 'status', standing: { admin: true } }]);
  });
});

describe('where Graph does not tell', () => {
  it('the team has not consented: nobody is an admin, it is said once until an owner consents', async () => {
    await begin();
    own();
    team.consents = false;
    expect((await standing()).admin).toBe(false);
    expect((await standing()).admin).toBe(false);
    expect(asked()).toHaveLength(1);
    clock.advance(FIVE_MINUTES);
    expect((await standing()).admin).toBe(false);
    expect(warned()).toHaveLength(1);
    const mends = log.told.map(({ facts }) => String(facts['mend']));
    expect(mends.filter((mend) => mend.includes('TeamMember.Read.Group'))).toHaveLength(1);
    team.consents = true;
    clock.advance(FIVE_MINUTES);
    expect((await standing()).admin).toBe(true);
    team.consents = false;
    clock.advance(FIVE_MINUTES);
    expect((await standing()).admin).toBe(false);
    expect(warned()).toHaveLength(2);
  });

  it('a listed id is of no team: it is not asked about again and again, whoever gives a command', async () => {
    await begin();
    const account = objectIdOf(one.teams.addPerson('Listed by account'));
    admins = { ofSupportTeams: true, groups: [account] };
    await standing(one.chat);
    const other = one.teams.addPerson('Second customer');
    await standing(one.teams.world.personal(other), other);
    clock.advance(FIVE_MINUTES);
    await standing(one.chat);
    expect(asked().map(({ status }) => status)).toEqual([404]);
    expect(warned()).toEqual([]);
  });

  it('it hangs: the command is answered after two seconds, and the rights are there when it has answered', async () => {
    await begin();
    own();
    one.teams.failNext(/\/v1\.0\/teams\//, { hang: true });
    const written = one.teams.people.write(one.customer, help, '/baton status');
    await one.teams.until(() => asked().length === 1);
    expect(one.intake.calls).toEqual([]);
    clock.advance(2_000);
    expect((await written).status).toBe(200);
    expect(one.intake.calls).toMatchObject([{ standing: { admin: false } }]);
    expect(warned()).toHaveLength(1);
    const late = one.teams.until(() => asked().some(({ status }) => status === 200));
    one.teams.server.resume();
    await late;
    expect((await standing()).admin).toBe(true);
    expect(asked()).toHaveLength(2);
  });

  it.each([
    ['it is asked too often', { status: 429, retryAfter: 90 }, 90_000],
    ['it fails', { status: 503 }, 30_000],
    ['the connection breaks', { drop: true } as const, 30_000],
  ])('%s: it is left in peace for as long as that takes', async (_, fault, ms) => {
    await begin();
    own();
    one.teams.failNext(/\/v1\.0\/teams\//, fault);
    expect((await standing()).admin).toBe(false);
    expect((await standing()).admin).toBe(false);
    clock.advance(ms - 1);
    expect((await standing()).admin).toBe(false);
    expect(warned()).toHaveLength(1);
    clock.advance(1);
    expect((await standing()).admin).toBe(true);
  });

  it('Microsoft gives no token for it: the command is answered all the same', async () => {
    await begin({ secret: 'wrong' });
    own();
    await one.teams.people.write(one.customer, help, '/baton status');
    expect(one.intake.calls).toMatchObject([{ standing: { admin: false } }]);
    expect(asked()).toEqual([]);
  });
});

describe('doctor', () => {
  const finding = async () =>
    (await one.channel.check()).filter(({ name }) => name === `teams owners at ${help.id}`);

  it('says whether owners of the team can be told, once the team is known', async () => {
    await begin();
    expect(await finding()).toEqual([]);
    await standing();
    expect(await finding()).toMatchObject([{ ok: true }]);
    team.consents = false;
    expect(await finding()).toMatchObject([
      { ok: false, mend: expect.stringMatching(/Update the app.*TeamMember\.Read\.Group/) },
    ]);
    admins = { ofSupportTeams: false, groups: [] };
    expect(await finding()).toEqual([]);
  });
});

it.each([
  ['https://graph.microsoft.com', 'https://graph.microsoft.com/.default'],
  ['https://graph.microsoft.us', 'https://graph.microsoft.us/.default'],
  ['https://microsoftgraph.chinacloudapi.cn', 'https://microsoftgraph.chinacloudapi.cn/.default'],
  ['http://127.0.0.1:8080', 'https://graph.microsoft.com/.default'],
  ['https://graph.microsoft.us.example.com', 'https://graph.microsoft.com/.default'],
])('a token for Graph at %s is asked for with the scope %s', (graph, scope) => {
  expect(graphScope(graph)).toBe(scope);
});
