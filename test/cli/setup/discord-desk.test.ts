import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGivenAnswers } from '../../../src/cli/setup/given-answers.ts';
import {
  type FakeDiscord,
  type Guild,
  startFakeDiscord,
  type User,
} from '../../support/discord/fake-discord.ts';
import { MAY, PEOPLE, permissionsOf, USUAL } from '../../support/discord/world/permissions.ts';
import { type SetupBed, startSetupBed } from './setup-bed.ts';

let bed: SetupBed;
let discord: FakeDiscord;
let agent: User;
let stranger: User;
let guild: Guild;
let agents: string;

beforeEach(async () => {
  bed = await startSetupBed();
  discord = await startFakeDiscord();
  agent = discord.addUser('agent');
  stranger = discord.addUser('stranger');
  guild = discord.addGuild('Ours', [agent, stranger], USUAL | MAY.manageChannels);
  agents = discord.addRole(guild, 'Agents', PEOPLE, [agent]);
});
afterEach(async () => {
  await discord.stop();
  await bed.stop();
});

const env = () => ({ DISCORD_API_URL: discord.apiUrl });
const start = () => ({ platforms: ['discord'], DISCORD_TOKEN: discord.token, desk: 'make' });
const named = (name: string) => [...discord.world.channels.values()].filter((one) => one.name === name);
const sees = (person: User, name = 'support-desk') => {
  const [channel] = named(name);
  return channel !== undefined && (permissionsOf(discord.world, channel, person.id) & MAY.view) !== 0n;
};
const botMay = (bits: bigint) => {
  for (const role of guild.roles.values()) if (role.bot) role.permissions = bits;
};

describe('somebody without a desk on Discord', () => {
  it('has one made that a role sees and strangers do not, and a conversation goes through it', async () => {
    const { asker, passed } = await bed.setUp({ ...start(), who: agents }, { env: env() });
    expect(asker.unused).toEqual([]);
    expect(asker.transcript).toContain('good: #support-desk is made.');
    expect(asker.transcript).toContain('good: discord desk privacy: #support-desk is private');
    expect([sees(agent), sees(stranger)]).toEqual([true, false]);
    expect(passed).toBe(true);
    expect(asker.transcript).toContain('brings a card to the desk on Discord');
    expect(asker.lines.at(-1)).toContain('Let your agents see the desk channel');
    expect(await bed.env()).toContain(`BATON__DISCORD__DESK_CHANNEL=${named('support-desk')[0]?.id}\n`);
  });

  it('has one made for one person, and no second one where it is there already', async () => {
    const script = { ...start(), who: 'id', member: agent.id, test: false };
    await bed.setUp(script, { env: env() });
    await bed.setUp(script, { env: env() });
    expect(named('support-desk')).toHaveLength(1);
    expect([sees(agent), sees(stranger)]).toEqual([true, false]);
  });

  it('chooses among the roles of all servers', async () => {
    const other = discord.addGuild('Theirs', [agent], USUAL | MAY.manageChannels);
    const theirs = discord.addRole(other, 'Agents', PEOPLE, [agent]);
    await bed.setUp({ ...start(), who: theirs, test: false }, { env: env() });
    expect(named('support-desk')).toMatchObject([{ guild: other.id }]);
  });

  it.each([
    ['Manage Channels', USUAL],
    ['Embed Links', (USUAL | MAY.manageChannels) & ~MAY.embed],
  ])('is told that the bot’s role lacks %s, and how to do it by hand', async (lacks, may) => {
    botMay(may);
    const given = () => {
      botMay(USUAL | MAY.manageChannels);
      return 'make';
    };
    const { asker } = await bed.setUp(
      { ...start(), desk: ['make', given], who: [agents, agents], test: false },
      { env: env() },
    );
    expect(asker.transcript).toContain(
      `→ Give the bot’s role in Ours: ${lacks} (Server Settings, Roles), and try again.`,
    );
    expect(asker.transcript).toContain('→ Or by hand: create a private text channel');
    expect(sees(agent)).toBe(true);
  });

  it.each([
    ['somebody who is in no server of the bot', () => '100000000000000000', 'Nobody and no role'],
    ['everybody', () => guild.id, 'Nobody and no role'],
  ])('is told that it cannot be for %s', async (_, who, words) => {
    const script = { ...start(), desk: ['make', 'make'], who: ['id', agents], member: who(), test: false };
    const { asker } = await bed.setUp(script, { env: env() });
    expect(asker.transcript).toContain(words);
    expect(sees(agent)).toBe(true);
  });

  it('is offered another name where that of the desk is taken by a channel that others see', async () => {
    discord.addChannel(guild, 'support-desk');
    const script = { ...start(), desk: ['make', 'make'], who: [agents, agents], test: false };
    const { asker } = await bed.setUp({ ...script, desk_name: ['support-desk', 'cases'] }, { env: env() });
    expect(asker.transcript).toContain('There is a channel #support-desk in Ours already');
    expect([sees(agent, 'cases'), sees(stranger, 'cases')]).toEqual([true, false]);
  });

  it('says which server, where somebody is in several of them', async () => {
    discord.addGuild('Theirs', [agent], USUAL | MAY.manageChannels);
    const script = { ...start(), desk: ['make', 'make'], who: ['id', agents], member: agent.id, test: false };
    const { asker } = await bed.setUp(script, { env: env() });
    expect(asker.transcript).toContain('is in several servers: Ours, Theirs');
  });

  it.each([
    ['a role', () => agents],
    ['a person', () => agent.id],
  ])('without questions gives %s by --member', async (_, member) => {
    const given = { DISCORD_TOKEN: discord.token, ...env(), desk: 'make', member: member(), test: 'no' };
    const asker = createGivenAnswers(given, () => undefined);
    await bed.answeredBy(asker, { env: { DISCORD_TOKEN: discord.token, ...env() } });
    expect(sees(agent)).toBe(true);
  });
});
