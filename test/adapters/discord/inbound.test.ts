import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiscordWorld } from './discord-world.ts';

let one: DiscordWorld;
beforeEach(async () => {
  one = await DiscordWorld.start();
});
afterEach(() => one.stop());

describe('what happens on Discord', () => {
  it('a post in a support forum opens a conversation: its title is part of it, its tags are the area', async () => {
    const { discord, customer, forum, intake } = one;
    const { id } = discord.people.post(customer, forum, 'The *export*', 'It is empty', [
      'Billing',
      'Exports',
    ]);
    expect(await intake.first('customer.message')).toMatchObject({
      thread: one.thread(forum.id, id),
      text: 'The \\*export\\*\n\nIt is empty',
      area: 'Billing, Exports',
      via: 'support_channel',
    });
  });

  it('support is asked about a message by its menu, and its author is the customer', async () => {
    const { discord, customer, agent, general, intake } = one;
    const message = discord.people.write(customer, general, 'My order is late');
    discord.people.fromMenu(agent, message, 'Ask support');
    expect(await intake.first('customer.message')).toMatchObject({
      thread: one.thread(general.id, message.id),
      author: { id: customer.id, name: 'The Customer' },
      text: 'My order is late',
      via: 'shortcut',
    });
  });

  it('a message in an ordinary channel that mentions nobody is nobody’s business', async () => {
    const { discord, customer, general, help, intake } = one;
    discord.people.write(customer, general, 'Lunch?');
    discord.people.write(customer, help, 'Help!');
    await intake.first('customer.message');
    expect(intake.events.map((event) => 'text' in event && event.text)).toEqual(['Help!']);
  });

  it('each message that a moderator clears away is a deletion', async () => {
    const { discord, customer, help, intake } = one;
    const messages = ['one', 'two', 'three'].map((text) => discord.people.write(customer, help, text));
    discord.people.removeAll(messages);
    await intake.until(() => intake.of('customer.deleted').length === 3);
    expect(intake.of('customer.deleted').map(({ post }) => post.id)).toEqual(messages.map(({ id }) => id));
  });

  it('a preview that Discord adds to a message is no edit', async () => {
    const { discord, customer, help, intake } = one;
    const message = discord.people.write(customer, help, 'See https://example.com');
    discord.people.unfurl(message);
    discord.people.edit(customer, message, 'See https://example.com/a');
    await intake.first('customer.edited');
    expect(intake.of('customer.edited').map(({ text }) => text)).toEqual(['See <https://example.com/a>']);
  });

  it.each([
    ['a frame that is no JSON', 'nonsense'],
    ['an event without data', JSON.stringify({ op: 0, s: 900, t: 'MESSAGE_CREATE', d: null })],
    ['a message without an author', JSON.stringify({ op: 0, s: 901, t: 'MESSAGE_CREATE', d: { id: '1' } })],
    ['an operation that nobody knows', JSON.stringify({ op: 99, d: {} })],
    ['an interaction with nothing in it', JSON.stringify({ op: 0, s: 902, t: 'INTERACTION_CREATE', d: {} })],
  ])('%s changes nothing for whoever comes next', async (_, frame) => {
    const { discord, customer, help, intake } = one;
    for (const { socket } of discord.gateway.sessions.values()) socket?.send(frame);
    const [session] = discord.gateway.sessions.values();
    if (session) session.sequence = 1_000;
    discord.people.write(customer, help, 'Still there?');
    expect((await intake.first('customer.message')).text).toBe('Still there?');
  });

  it('the gateway is asked for no more than is needed', () => {
    const [session] = one.discord.gateway.sessions.values();
    const [guilds, guildMessages, directMessages, content] = [1, 1 << 9, 1 << 12, 1 << 15];
    expect(session?.intents).toBe(guilds | guildMessages | directMessages | content);
  });
});
