import { afterEach, describe, expect, it } from 'vitest';
import type { TextContent } from '../../../src/channels/content.ts';
import { EVERYTHING, MAY, USUAL } from '../../support/discord/world/permissions.ts';
import { DiscordWorld } from './discord-world.ts';

let one: DiscordWorld;
afterEach(() => one.stop());

const text = (words: string, more: Partial<TextContent> = {}): TextContent => ({
  kind: 'text',
  text: words,
  ...more,
});
/** Takes a permission from the bot in the support channel. */
function deny(permission: bigint): void {
  one.help.overwrites.push({ id: one.discord.world.bot.id, type: 1, allow: 0n, deny: permission });
}
const asked = async () => {
  const { id } = one.discord.people.write(one.customer, one.help, 'How do I **export**, please?');
  return (await one.intake.first('customer.message')).thread.thread ?? id;
};

describe('posting on Discord', () => {
  it('an answer opens a thread that is named after the question, with whoever asked in it', async () => {
    one = await DiscordWorld.start();
    const thread = await asked();
    await one.adapter.channel.post(one.thread(one.help.id, thread), text('Like this'), { key: 'k1' });
    expect(one.discord.world.channels.get(thread)?.name).toBe('How do I export, please?');
    const added = `/channels/${thread}/thread-members/${one.customer.id}`;
    expect(one.discord.calls.map(({ method, path }) => `${method} ${path}`)).toContain(`PUT ${added}`);
  });

  it('an agent is shown under their own name and picture, by one webhook for the channel', async () => {
    one = await DiscordWorld.start();
    const thread = one.thread(one.help.id, await asked());
    const author = { name: 'First agent', avatarUrl: 'https://pictures.example.com/agent.png' };
    const first = await one.adapter.channel.post(thread, text('Hello', { author }), { key: 'k1' });
    expect(one.last(thread.thread ?? '').author.username).toBe('First agent');
    await one.adapter.channel.post(thread, text('Again', { author }), { key: 'k2' });
    expect(one.discord.world.webhooks.size).toBe(1);
    await one.adapter.channel.update(first, text('Hello!', { author }));
    expect(one.discord.history(thread.thread ?? '').map(({ content }) => content)).toContain('Hello!');
  });

  it('where webhooks are not permitted, or the name is not, it stands before the words', async () => {
    one = await DiscordWorld.start({}, USUAL & ~MAY.manageWebhooks);
    const thread = one.thread(one.help.id, await asked());
    await one.adapter.channel.post(thread, text('Hello', { author: { name: 'First agent' } }), { key: 'k1' });
    expect(one.last(thread.thread ?? '')).toMatchObject({
      webhook: undefined,
      content: expect.stringMatching(/First agent[\s\S]*Hello/),
    });
    await one.adapter.channel.post(thread, text('Hi', { author: { name: 'Clyde' } }), { key: 'k2' });
    expect(one.last(thread.thread ?? '').content).toMatch(/Clyde[\s\S]*Hi/);
  });

  it('where no thread may be opened, the answer is a reply to the question', async () => {
    one = await DiscordWorld.start();
    deny(MAY.createThreads);
    const question = await asked();
    const thread = one.thread(one.help.id, question);
    const post = await one.adapter.channel.post(thread, text('Like this'), { key: 'k1' });
    expect(one.last(one.help.id)).toMatchObject({ content: 'Like this', reference: question });
    await one.adapter.channel.update(post, text('Like that'));
    expect(one.last(one.help.id).content).toBe('Like that');
  });

  it('a post made again under the same key is the same post', async () => {
    one = await DiscordWorld.start();
    const thread = one.thread(one.help.id, await asked());
    const first = await one.adapter.channel.post(thread, text('Once'), { key: 'k1' });
    const again = await one.adapter.channel.post(thread, text('Once'), { key: 'k1' });
    expect(again).toEqual(first);
    const said = one.discord.history(thread.thread ?? '').filter(({ content }) => content === 'Once');
    expect(said).toHaveLength(1);
  });

  it('even a bot that may mention everyone pings nobody', async () => {
    one = await DiscordWorld.start({}, EVERYTHING);
    const thread = one.thread(one.help.id, await asked());
    const words = `@everyone @here <@${one.agent.id}> <@&${one.guild.id}>`;
    await one.adapter.channel.post(thread, text(words), { key: 'k1' });
    expect(one.last(thread.thread ?? '').pinged).toEqual([]);
    const author = { name: 'First agent' };
    await one.adapter.channel.post(thread, text(words, { author }), { key: 'k2' });
    expect(one.last(thread.thread ?? '').pinged).toEqual([]);
  });

  it('whoever pressed a button is told beside it what only they are to see', async () => {
    one = await DiscordWorld.start();
    const thread = one.thread(one.help.id, await asked());
    const buttons = [{ id: 'human', label: 'Talk to a human', value: 'c1' }];
    await one.adapter.channel.post(thread, text('Yes?', { buttons }), { key: 'k1' });
    one.discord.people.press(one.customer, one.last(thread.thread ?? ''), 'Talk to a human');
    await one.intake.first('customer.action');
    await one.adapter.channel.whisper(thread, one.customer.id, text('only you'));
    expect(one.discord.ephemerals(one.customer.id).map(({ content }) => content)).toEqual(['only you']);
  });
});

describe('the check', () => {
  it('finds all well where everything is given', async () => {
    one = await DiscordWorld.start();
    const findings = [...(await one.adapter.channel.check()), ...(await one.adapter.desk.checkDesk())];
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('names the permission that is missing, and a desk that everybody sees', async () => {
    one = await DiscordWorld.start({ deskChannel: '#general' });
    deny(MAY.sendInThreads);
    const findings = [...(await one.adapter.channel.check()), ...(await one.adapter.desk.checkDesk())];
    const wrong = findings.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`);
    expect(wrong.join('\n')).toContain('Send Messages in Threads');
    expect(wrong.join('\n')).toContain('discord desk privacy');
  });
});
