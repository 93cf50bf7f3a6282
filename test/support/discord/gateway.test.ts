import { type SessionInfo, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { type GatewayDispatchPayload, REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import {
  type Channel,
  type FakeDiscord,
  type Guild,
  INTENT,
  startFakeDiscord,
  type User,
} from './fake-discord.ts';

let discord: FakeDiscord;
let customer: User;
let guild: Guild;
let help: Channel;
const clients: WebSocketManager[] = [];

beforeEach(async () => {
  discord = await startFakeDiscord();
  customer = discord.addUser('customer');
  guild = discord.addGuild('Community', [customer]);
  help = discord.addChannel(guild, 'help');
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.destroy();
  await discord.stop();
});

const USUAL = INTENT.guilds | INTENT.guildMessages | INTENT.directMessages | INTENT.content;

/** The real gateway client, with what it was told. */
async function connect(intents = USUAL) {
  const told: GatewayDispatchPayload[] = [];
  const waiting: (() => void)[] = [];
  let session: SessionInfo | null = null;
  const client = new WebSocketManager({
    token: discord.token,
    intents,
    rest: new REST({ api: discord.apiUrl }).setToken(discord.token),
    retrieveSessionInfo: () => session,
    updateSessionInfo: (_, info) => {
      session = info;
    },
  });
  clients.push(client);
  client.on(WebSocketShardEvents.Dispatch, ({ data }) => {
    told.push(data);
    for (const resolve of waiting.splice(0)) resolve();
  });
  client.on(WebSocketShardEvents.Error, () => undefined);
  await client.connect();
  return {
    told,
    until: async (count: number, event: string) => {
      const some = () => told.filter(({ t }) => t === event);
      while (some().length < count) await new Promise<void>((resolve) => waiting.push(resolve));
      return some().map(({ d }) => d as unknown as Record<string, unknown>);
    },
  };
}

describe('the gateway', () => {
  it('tells who identifies what there is, and what happens', async () => {
    const client = await connect();
    const [told] = await client.until(1, 'GUILD_CREATE');
    expect(told).toMatchObject({ id: guild.id, channels: [{ id: help.id }] });
    const said = discord.people.write(customer, help, 'hello');
    discord.people.edit(customer, said, 'hello there');
    discord.people.remove(said);
    expect(await client.until(1, 'MESSAGE_UPDATE')).toMatchObject([
      { content: 'hello there', edited_timestamp: expect.any(String) },
    ]);
    expect(await client.until(1, 'MESSAGE_DELETE')).toEqual([
      { id: said.id, channel_id: help.id, guild_id: guild.id },
    ]);
  });

  it('shows the words only to who may read them, or is meant', async () => {
    const client = await connect(USUAL & ~INTENT.content);
    discord.people.write(customer, help, 'hello');
    discord.people.write(customer, help, `<@${discord.world.bot.id}> hello`);
    discord.people.writeDirectly(customer, 'psst');
    const told = await client.until(3, 'MESSAGE_CREATE');
    expect(told.map(({ content }) => content)).toEqual(['', `<@${discord.world.bot.id}> hello`, 'psst']);
  });

  it('tells what was missed to who resumes', async () => {
    const client = await connect();
    await client.until(1, 'GUILD_CREATE');
    discord.gateway.drop(4_000);
    await discord.gateway.until(0);
    discord.people.write(customer, help, 'are you there?');
    expect(await client.until(1, 'MESSAGE_CREATE')).toMatchObject([{ content: 'are you there?' }]);
    expect([discord.gateway.identified, discord.gateway.resumed]).toEqual([1, 1]);
  });

  it('refuses a wrong token, and intents that were not granted', async () => {
    const closedWith = async (given: object, to = discord) => {
      const socket = new WebSocket(`ws${to.base.slice(4)}`);
      socket.on('open', () => socket.send(JSON.stringify({ op: 2, d: given })));
      return new Promise((resolve) => socket.on('close', resolve));
    };
    expect(await closedWith({ token: 'wrong', intents: USUAL })).toBe(4004);
    expect(await closedWith({ token: discord.token, intents: -1 })).toBe(4013);
    const strict = await startFakeDiscord({ disallowedIntents: INTENT.content });
    expect(await closedWith({ token: strict.token, intents: USUAL }, strict)).toBe(4014);
    await strict.stop();
  });

  it('a post in a forum is a thread with its tags, and a message of the same id', async () => {
    const client = await connect();
    const forum = discord.addForum(guild, 'questions', ['billing', 'bug']);
    const post = discord.people.post(customer, forum, 'Invoice', 'Where is it?', ['billing']);
    expect(await client.until(1, 'THREAD_CREATE')).toMatchObject([
      { id: post.id, parent_id: forum.id, applied_tags: [forum.tags[0]?.id] },
    ]);
    expect(await client.until(1, 'MESSAGE_CREATE')).toMatchObject([{ id: post.id, channel_id: post.id }]);
  });
});
