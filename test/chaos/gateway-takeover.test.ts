import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagePath } from '../../src/platform/package-path.ts';
import { type BatonProcess, startBatonProcess } from '../support/baton-process.ts';
import {
  type Channel,
  type FakeDiscord,
  startFakeDiscord,
  type User,
} from '../support/discord/fake-discord.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
let discord: FakeDiscord;
let customer: User;
let help: Channel;
let folder: string;
let running: BatonProcess[];

beforeEach(async () => {
  server = await startTestStore();
  discord = await startFakeDiscord();
  customer = discord.addUser('customer');
  help = discord.addChannel(discord.addGuild('The community', [customer]), 'help');
  folder = await mkdtemp(join(tmpdir(), 'baton-gateway-'));
  running = [];
});
afterEach(async () => {
  for (const one of running) await one.stop();
  await discord.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function startBaton(): Promise<BatonProcess> {
  const baton = await startBatonProcess(folder, {
    MONGODB_URI: server.uri,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    BATON__DISCORD__SUPPORT_CHANNELS: help.id,
    BATON__DISCORD__GATEWAY_LEASE: '1s',
    BATON__INTAKE__LEASE: '1s',
    BATON__INTAKE__SWEEP_EVERY: '50ms',
    BATON__WEB__ENABLED: 'on',
    BATON__KNOWLEDGE__PATH: packagePath('config/knowledge'),
  });
  running.push(baton);
  return baton;
}

const answersTo = (question: string) =>
  discord.history(question).filter(({ author }) => author.id === discord.world.bot.id);
const answered = async (question: string) => {
  while (answersTo(question).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('the process that holds the Discord gateway is killed', { timeout: 60_000 }, () => {
  it.each([
    ['Discord tells the next one what it missed', false],
    ['Discord has forgotten the session, so what was missed is fetched', true],
  ])('another takes over, and what was asked in between is answered once: %s', async (_, forgetful) => {
    const first = await startBaton();
    await discord.gateway.until(1);
    await startBaton();
    expect(discord.gateway.connected).toBe(1);
    const before = discord.people.write(customer, help, 'How do I cancel a booking?');
    await answered(before.id);

    discord.gateway.forgetful = forgetful;
    running.splice(running.indexOf(first), 1);
    await first.kill();
    await discord.gateway.until(0);
    const between = discord.people.write(customer, help, 'How do I reset my password?');
    await answered(between.id);
    const after = discord.people.write(customer, help, 'Where can I download my invoice?');
    await answered(after.id);

    expect(discord.gateway.connected).toBe(1);
    expect(forgetful ? discord.gateway.identified : discord.gateway.resumed).toBe(forgetful ? 2 : 1);
    for (const question of [before, between, after]) expect(answersTo(question.id)).toHaveLength(1);
  });
});
