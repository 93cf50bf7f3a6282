import { REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import {
  type Channel,
  type FakeDiscord,
  type Guild,
  type Interaction,
  startFakeDiscord,
  type User,
} from './fake-discord.ts';
import { EVERYTHING, MAY, USUAL } from './world/permissions.ts';

let discord: FakeDiscord;
let clock: ManualClock;
let customer: User;
let guild: Guild;
let help: Channel;
let rest: REST;

beforeEach(async () => {
  clock = new ManualClock();
  discord = await startFakeDiscord({ clock });
  customer = discord.addUser('customer');
  guild = discord.addGuild('Community', [customer]);
  help = discord.addChannel(guild, 'help');
  rest = new REST({ api: discord.apiUrl, retries: 0, offset: 0, rejectOnRateLimit: () => true }).setToken(
    discord.token,
  );
});
afterEach(() => discord.stop());

const post = (body: object, channel = help.id) => rest.post(`/channels/${channel}/messages`, { body });
const refused = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason as { status: number; code: number },
  );
  return error && [error.status, error.code];
};

describe('messages', () => {
  it('are posted with a file, read, edited and deleted', async () => {
    const made = (await rest.post(`/channels/${help.id}/messages`, {
      body: { content: 'see here', allowed_mentions: { parse: [] } },
      files: [{ name: 'app.log', data: Buffer.from('line one'), contentType: 'text/plain' }],
    })) as { id: string; attachments: { url: string; size: number }[] };
    expect(made.attachments[0]?.size).toBe(8);
    const url = made.attachments[0]?.url ?? '';
    expect(await (await fetch(url)).text()).toBe('line one');
    clock.advance(25 * 3_600_000);
    expect((await fetch(url)).status).toBe(404);
    await rest.patch(`/channels/${help.id}/messages/${made.id}`, { body: { content: 'look here' } });
    expect(discord.history(help.id)).toMatchObject([
      { content: 'look here', attachments: [{ filename: 'app.log' }] },
    ]);
    await rest.delete(`/channels/${help.id}/messages/${made.id}`);
    expect(await refused(rest.get(`/channels/${help.id}/messages/${made.id}`))).toEqual([404, 10008]);
  });

  it('are refused as Discord refuses them', async () => {
    expect(await refused(post({ content: 'x'.repeat(2_001) }))).toEqual([400, 50035]);
    expect(await refused(post({ content: ' ' }))).toEqual([400, 50006]);
    expect(await refused(post({ content: 'x' }, '1'))).toEqual([404, 10003]);
    const button = (custom_id: string, label = 'B') => ({ type: 2, style: 1, custom_id, label });
    const row = (...components: object[]) => ({ content: 'x', components: [{ type: 1, components }] });
    expect(await refused(post(row(button('x'.repeat(101)))))).toEqual([400, 50035]);
    expect(await refused(post(row(button('a'), button('a'))))).toEqual([400, 50035]);
    expect(await refused(post(row(...Array.from({ length: 6 }, (_, n) => button(`b${n}`)))))).toEqual([
      400, 50035,
    ]);
    expect(await refused(post({ content: 'x', embeds: [{ description: 'x'.repeat(4_097) }] }))).toEqual([
      400, 50035,
    ]);
    const wrong = new REST({ api: discord.apiUrl, retries: 0 }).setToken('wrong');
    expect(await refused(wrong.get('/users/@me'))).toEqual([401, 0]);
    const theirs = discord.people.write(customer, help, 'mine');
    expect(
      await refused(rest.patch(`/channels/${help.id}/messages/${theirs.id}`, { body: { content: 'x' } })),
    ).toEqual([403, 50005]);
  });

  it('with a nonce that is enforced are made once, for a few minutes', async () => {
    const body = { content: 'once', nonce: 'n1', enforce_nonce: true };
    const first = (await post(body)) as { id: string };
    expect(((await post(body)) as { id: string }).id).toBe(first.id);
    clock.advance(6 * 60_000);
    expect(((await post(body)) as { id: string }).id).not.toBe(first.id);
    expect(await refused(post({ content: 'x', nonce: 'n'.repeat(26) }))).toEqual([400, 50035]);
  });

  it('ping whoever they name, unless told otherwise', async () => {
    const content = `@everyone <@${customer.id}>`;
    await post({ content });
    await post({ content, allowed_mentions: { parse: [] } });
    expect(discord.history(help.id).map(({ pinged }) => pinged)).toEqual([[customer.id], []]);
  });

  it('are listed newest first, or from one on', async () => {
    for (let n = 0; n < 5; n += 1) discord.people.write(customer, help, `m${n}`);
    const list = async (query: string) =>
      (
        (await rest.get(`/channels/${help.id}/messages`, { query: new URLSearchParams(query) })) as {
          content: string;
        }[]
      ).map(({ content }) => content);
    expect(await list('limit=2')).toEqual(['m4', 'm3']);
    expect(await list(`limit=2&after=${discord.history(help.id)[1]?.id}`)).toEqual(['m3', 'm2']);
    expect(
      await refused(rest.get(`/channels/${help.id}/messages`, { query: new URLSearchParams('limit=101') })),
    ).toEqual([400, 50035]);
  });
});

describe('what the bot may not do', () => {
  it('is refused, by role and by channel', async () => {
    const quiet = discord.addGuild('Quiet', [customer], USUAL & ~MAY.manageWebhooks);
    const deny = MAY.createThreads | MAY.send;
    const overwrites = [{ id: discord.world.bot.id, type: 1 as const, allow: 0n, deny }];
    const channel = discord.addChannel(quiet, 'talk', { overwrites });
    const said = discord.people.write(customer, channel, 'hello');
    expect(await refused(post({ content: 'x' }, channel.id))).toEqual([403, 50013]);
    const thread = rest.post(`/channels/${channel.id}/messages/${said.id}/threads`, { body: { name: 't' } });
    expect(await refused(thread)).toEqual([403, 50013]);
    expect(await refused(rest.get(`/channels/${channel.id}/webhooks`))).toEqual([403, 50013]);
    const hidden = discord.addChannel(guild, 'staff', {
      overwrites: [{ id: guild.id, type: 0, allow: 0n, deny: EVERYTHING }],
    });
    expect(await refused(rest.get(`/channels/${hidden.id}`))).toEqual([403, 50001]);
  });
});

describe('threads and webhooks', () => {
  it('a thread takes the id of its message, once; a webhook writes in it under any name', async () => {
    const said = discord.people.write(customer, help, 'a question');
    const start = () =>
      rest.post(`/channels/${help.id}/messages/${said.id}/threads`, { body: { name: 'a question' } });
    expect(await start()).toMatchObject({ id: said.id, parent_id: help.id, type: 11 });
    expect(await refused(start())).toEqual([400, 160004]);
    const hook = (await rest.post(`/channels/${help.id}/webhooks`, { body: { name: 'Baton' } })) as {
      id: string;
      token: string;
    };
    const write = (body: object) =>
      rest.post(`/webhooks/${hook.id}/${hook.token}`, {
        body,
        auth: false,
        query: new URLSearchParams(`wait=true&thread_id=${said.id}`),
      });
    const made = (await write({ content: 'hi', username: 'The Agent' })) as { id: string };
    expect(discord.history(said.id)).toMatchObject([{ author: { username: 'The Agent' }, webhook: hook.id }]);
    expect(await refused(write({ content: 'hi', username: 'Clyde' }))).toEqual([400, 50035]);
    expect(
      await refused(rest.post(`/webhooks/${hook.id}/nope`, { body: { content: 'x' }, auth: false })),
    ).toEqual([401, 50027]);
    const query = new URLSearchParams(`thread_id=${said.id}`);
    await rest.patch(`/webhooks/${hook.id}/${hook.token}/messages/${made.id}`, {
      body: { content: 'ho' },
      auth: false,
      query,
    });
    await rest.delete(`/webhooks/${hook.id}/${hook.token}/messages/${made.id}`, { auth: false, query });
    expect(discord.history(said.id)).toEqual([]);
  });
});

describe('interactions', () => {
  it('are acknowledged once, within three seconds, and answered for a quarter of an hour', async () => {
    const late = discord.people.command(customer, help, 'baton');
    clock.advance(3_001);
    const answer = (to: { id: string; token: string }, body: object) =>
      rest.post(`/interactions/${to.id}/${to.token}/callback`, { body, auth: false });
    expect(await refused(answer(late, { type: 5 }))).toEqual([404, 10062]);
    const quick = discord.people.command(customer, help, 'baton');
    await answer(quick, { type: 5, data: { flags: 64 } });
    expect(await refused(answer(quick, { type: 5 }))).toEqual([400, 40060]);
    const followUp = () =>
      rest.post(`/webhooks/${discord.world.application}/${quick.token}`, {
        body: { content: 'only you', flags: 64 },
        auth: false,
      });
    await followUp();
    expect(discord.ephemerals(customer.id).map(({ content }) => content)).toEqual(['only you']);
    await followUp();
    expect(discord.ephemerals(customer.id).map(({ content }) => content)).toEqual(['only you', 'only you']);
    await rest.delete(`/webhooks/${discord.world.application}/${quick.token}/messages/@original`, {
      auth: false,
    });
    expect(discord.ephemerals(customer.id)).toHaveLength(1);
    clock.advance(15 * 60_000 + 1);
    expect(await refused(followUp())).toEqual([401, 50027]);
  });

  it('take each only the answers that they can have', async () => {
    const answer = (to: Interaction, type: number, data: object = {}) =>
      refused(
        rest.post(`/interactions/${to.id}/${to.token}/callback`, { body: { type, data }, auth: false }),
      );
    const text = { type: 4, custom_id: 'note', style: 1 };
    const field = { type: 18, label: 'Note', component: text };
    const modal = (more: object) => ({ custom_id: 'm', title: 'A form', components: [field], ...more });
    const typed = discord.people.command(customer, help, 'baton');
    expect(await answer(typed, 6)).toEqual([400, 50035]);
    expect(await answer(typed, 8, { choices: [] })).toEqual([400, 50035]);
    for (const wrong of [
      { title: 'x'.repeat(46) },
      { custom_id: 'x'.repeat(101) },
      { components: [] },
      { components: Array.from({ length: 6 }, () => field) },
      { components: [field, field] },
      { components: [{ ...field, label: 'x'.repeat(46) }] },
      { components: [{ ...field, description: '' }] },
      { components: [{ ...field, component: { ...text, value: 'x'.repeat(4_001) } }] },
      { components: [{ ...field, component: { ...text, max_length: 2, value: 'xyz' } }] },
      { components: [{ ...field, component: { type: 3, custom_id: 'c', options: [] } }] },
      { components: [{ type: 1, components: [text] }] },
    ]) {
      expect([wrong, await answer(typed, 9, modal(wrong))]).toEqual([wrong, [400, 50035]]);
    }
    expect(await answer(typed, 9, modal({}))).toBeUndefined();
    const sent = discord.people.fillIn(customer, typed, { Note: 'x' });
    expect(await answer(sent, 9, modal({}))).toEqual([400, 50035]);
    expect(await answer(sent, 6)).toEqual([400, 50035]);
    expect(await answer(sent, 4, { content: 'Thanks' })).toBeUndefined();
    expect(typed.modal).toBeUndefined();
    const typing = discord.people.type(customer, help, 'baton', 'request', 'co');
    const choice = { name: 'config', value: 'config' };
    expect(await answer(typing, 4, { content: 'x' })).toEqual([400, 50035]);
    expect(await answer(typing, 8, { choices: Array.from({ length: 26 }, () => choice) })).toEqual([
      400, 50035,
    ]);
    expect(await answer(typing, 8, { choices: [choice] })).toBeUndefined();
    expect(typing.choices).toEqual([choice]);
  });
});

describe('faults', () => {
  it('strike the calls they are meant for', async () => {
    discord.failNext(/^POST .*messages$/, { status: 429, retryAfter: 7 });
    await expect(post({ content: 'x' })).rejects.toMatchObject({ retryAfter: 7_000 });
    expect(discord.history(help.id)).toEqual([]);
  });

  it('an answer that is lost leaves the message', async () => {
    discord.failNext(/^POST .*messages$/, { acceptThenDrop: true });
    await expect(post({ content: 'x' })).rejects.toThrow();
    expect(discord.history(help.id)).toHaveLength(1);
  });
});

describe('channels that the bot makes', () => {
  const make = (body: object) => rest.post(`/guilds/${guild.id}/channels`, { body });
  const hidden = { id: '', type: 0, allow: '0', deny: String(MAY.view) };
  const botMay = (bits: bigint) => {
    for (const role of guild.roles.values()) if (role.bot) role.permissions = bits;
  };

  it('need Manage Channels', async () => {
    expect(await refused(make({ name: 'desk' }))).toEqual([403, 50013]);
  });

  it('hide and show with what the bot has itself, and nothing else', async () => {
    botMay(USUAL | MAY.manageChannels);
    const overwrites = (more: object) => ({ permission_overwrites: [{ ...hidden, id: guild.id, ...more }] });
    expect(await refused(make({ name: 'desk', ...overwrites({ allow: String(MAY.manageGuild) }) }))).toEqual([
      403, 50013,
    ]);
    expect(await refused(make({ name: 'desk', ...overwrites({ deny: String(MAY.manageRoles) }) }))).toEqual([
      403, 50013,
    ]);
    expect(await refused(make({ name: '' }))).toEqual([400, 50035]);
    const made = (await make({ name: 'Our Desk', ...overwrites({}) })) as { id: string; name: string };
    expect(made.name).toBe('our-desk');
    expect(discord.world.channels.get(made.id)?.overwrites).toMatchObject([{ deny: MAY.view }]);
  });
});
