import { afterEach, describe, expect, it } from 'vitest';
import { type Mode, type SlackWorld, startSlackWorld } from './slack-world.ts';

let world: SlackWorld;

afterEach(() => world.stop());

const MODES: Mode[] = ['http', 'socket'];

describe.each(MODES)('what happens on Slack, received by %s', (mode) => {
  it('a mention opens a conversation in the thread of its message, once, though Slack tells it twice', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, customer, general } = world;
    const said = await slack.say({
      user: customer,
      channel: general,
      text: `<@${slack.botUserId}> my *order* is late`,
    });
    const deliveries = await said.delivered;
    expect(deliveries.map(({ acknowledged }) => acknowledged)).toEqual([true, true]);
    expect(intake.events).toHaveLength(2);
    expect(intake.events[1]).toEqual(intake.events[0]);
    expect(intake.events[0]).toEqual({
      kind: 'customer.message',
      id: `m:${general}:${said.ts}`,
      platform: 'slack',
      workspace: slack.teamId,
      at: new Date(Math.floor(Number(said.ts) * 1000)).toISOString(),
      thread: world.thread(general, said.ts),
      post: { ...world.thread(general, said.ts), id: said.ts },
      author: { id: customer, name: 'The Customer', avatarUrl: expect.stringContaining('http') },
      text: 'my **order** is late',
      files: [],
      via: 'mention',
      permalink: `https://${slack.workspace.team.domain}.slack.com/archives/${general}/p${said.ts.replace('.', '')}`,
    });
  });

  it('support is asked about a message by its menu, wherever it stands but at the desk', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, customer, agent, general, deskChannel } = world;
    const said = await slack.say({ user: customer, channel: general, text: 'my *order* is late' });
    await said.delivered;
    expect(intake.events).toEqual([]);
    const asked = await slack.shortcut({
      user: agent,
      callbackId: 'ask_support',
      on: { channel: general, ts: said.ts },
    });
    expect(asked.acknowledged).toBe(true);
    expect(intake.events).toMatchObject([
      {
        kind: 'customer.message',
        id: `s:${general}:${said.ts}`,
        thread: world.thread(general, said.ts),
        author: { id: customer },
        text: 'my **order** is late',
        via: 'shortcut',
      },
    ]);
    const talk = await slack.say({ user: agent, channel: deskChannel, text: 'lunch?' });
    await slack.shortcut({
      user: agent,
      callbackId: 'ask_support',
      on: { channel: deskChannel, ts: talk.ts },
    });
    expect(intake.events).toHaveLength(1);
  });

  it('a mention inside a thread belongs to that thread', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, customer, agent, general } = world;
    const first = await slack.say({ user: agent, channel: general, text: 'lunch?' });
    const text = `<@${slack.botUserId}> help`;
    const said = await slack.say({ user: customer, channel: general, text, threadTs: first.ts });
    await said.delivered;
    const [event] = intake.of('customer.message');
    expect(event).toMatchObject({ thread: world.thread(general, first.ts), via: 'mention', text: 'help' });
    expect(event?.permalink).toContain(`?thread_ts=${first.ts}&cid=${general}`);
  });

  it('a direct message is one conversation, a thread in it another', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, customer } = world;
    const dm = await slack.openDm(customer);
    const first = await slack.say({ user: customer, channel: dm, text: 'hello' });
    await first.delivered;
    await (await slack.say({ user: customer, channel: dm, text: 'and this', threadTs: first.ts })).delivered;
    await (await slack.editMessage({ user: customer, channel: dm, ts: first.ts, text: 'hello there' }))
      .delivered;
    expect(intake.of('customer.message')).toMatchObject([
      { thread: world.thread(dm, null), via: 'dm', text: 'hello' },
      { thread: world.thread(dm, first.ts), via: 'dm', text: 'and this' },
    ]);
    expect(intake.of('customer.edited')).toMatchObject([{ thread: world.thread(dm, null) }]);
  });

  it('a post in a support channel opens a conversation; talk elsewhere opens none', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, customer, general, help } = world;
    const asked = await slack.say({ user: customer, channel: help, text: 'where is it?' });
    const talk = await slack.say({ user: customer, channel: general, text: 'nice weather' });
    expect((await talk.delivered)[0]?.acknowledged).toBe(true);
    await asked.delivered;
    expect(intake.events).toMatchObject([
      { kind: 'customer.message', thread: world.thread(help, asked.ts), via: 'support_channel' },
    ]);
  });

  it('a reply in any thread is handed in as one, also where it is sent to the channel too', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, customer, agent, general } = world;
    const first = await slack.say({ user: agent, channel: general, text: 'question' });
    const reply = { user: customer, channel: general, threadTs: first.ts };
    await (await slack.say({ ...reply, text: 'one' })).delivered;
    await (await slack.say({ ...reply, text: 'two', broadcast: true })).delivered;
    await (await slack.say({ ...reply, text: 'three', subtype: 'me_message' })).delivered;
    expect(intake.of('customer.message').map(({ text, via }) => [text, via])).toEqual([
      ['one', 'thread'],
      ['two', 'thread'],
      ['three', 'thread'],
    ]);
  });

  it('an edit and a deletion reach us with ids of their own; a preview of a link does not', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, customer, help } = world;
    const asked = await slack.say({ user: customer, channel: help, text: 'see https://example.com' });
    await asked.delivered;
    const at = { channel: help, ts: asked.ts };
    await (await slack.unfurl({ ...at, title: 'Example' })).delivered;
    await (await slack.editMessage({ ...at, user: customer, text: 'see *this*' })).delivered;
    await (await slack.editMessage({ ...at, user: customer, text: 'see that' })).delivered;
    await (await slack.deleteMessage({ ...at, user: customer })).delivered;
    const [, first, second, gone] = intake.events;
    expect(intake.events).toHaveLength(4);
    expect(first).toMatchObject({ kind: 'customer.edited', text: 'see **this**', post: { id: asked.ts } });
    expect(second).toMatchObject({ kind: 'customer.edited', text: 'see that', author: { id: customer } });
    expect(first?.id).toMatch(`e:${help}:${asked.ts}:`);
    expect(second?.id).not.toBe(first?.id);
    expect(gone).toMatchObject({
      kind: 'customer.deleted',
      id: `d:${help}:${asked.ts}`,
      thread: { thread: asked.ts },
    });
  });

  it('the first message of a thread is deleted, though Slack leaves a tombstone in its place', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, customer, help } = world;
    const asked = await slack.say({ user: customer, channel: help, text: 'never mind' });
    await (await slack.say({ user: customer, channel: help, text: 'a reply', threadTs: asked.ts })).delivered;
    await (await slack.deleteMessage({ user: customer, channel: help, ts: asked.ts })).delivered;
    expect(intake.of('customer.deleted')).toMatchObject([
      { id: `d:${help}:${asked.ts}`, thread: world.thread(help, asked.ts) },
    ]);
  });

  it('files come with their message', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, customer, help } = world;
    const files = [{ name: 'log.txt', content: 'twelve bytes' }];
    await (await slack.say({ user: customer, channel: help, text: 'the log', files })).delivered;
    await (await slack.say({ user: customer, channel: help, files })).delivered;
    expect(intake.of('customer.message').map(({ text }) => text)).toEqual(['the log', '']);
    for (const event of intake.of('customer.message')) {
      expect(event.files).toEqual([
        {
          platform: 'slack',
          id: expect.stringMatching(/^F/),
          name: 'log.txt',
          mediaType: 'text/plain',
          size: 12,
          url: expect.stringContaining('log.txt'),
        },
      ]);
    }
  });

  it('what bots write, this one included, opens and continues nothing', async () => {
    world = await startSlackWorld({ mode });
    const { slack, channel, intake, help } = world;
    const other = slack.addUser({ name: 'otherbot', isBot: true });
    slack.join(help, other.id);
    const text = `<@${slack.botUserId}> ping`;
    await (await slack.say({ user: other.id, channel: help, text })).delivered;
    const key = { key: 'own' };
    const post = await channel.post(world.thread(help, null), { kind: 'text', text: 'hello' }, key);
    await channel.update(post, { kind: 'text', text: 'hello again' });
    await channel.remove(post);
    await slack.settled();
    expect(intake.events).toEqual([]);
  });

  it('a pressed button tells what it does, what it is about, and who pressed it where', async () => {
    world = await startSlackWorld({ mode });
    const { slack, channel, intake, customer, help } = world;
    const asked = await slack.say({ user: customer, channel: help, text: 'hm' });
    await asked.delivered;
    const buttons = [{ id: 'human', label: 'Talk to a human', value: 'conversation-1' }];
    const thread = world.thread(help, asked.ts);
    const post = await channel.post(thread, { kind: 'text', text: 'an answer', buttons }, { key: 'k' });
    const press = await slack.click({ user: customer, channel: help, ts: post.id, actionId: 'human' });
    expect(press.acknowledged).toBe(true);
    expect(intake.of('customer.action')).toEqual([
      {
        kind: 'customer.action',
        id: expect.stringMatching(new RegExp(`^a:${help}:${post.id}:${customer}:\\d+\\.\\d+$`)),
        platform: 'slack',
        workspace: slack.teamId,
        at: expect.stringMatching(/Z$/),
        thread,
        post: { ...thread, id: post.id },
        author: expect.objectContaining({ id: customer, name: 'The Customer' }),
        action: 'human',
        value: 'conversation-1',
      },
    ]);
  });

  it('a command is meant for where it was typed, and answered directly', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, customer, general } = world;
    const command = { user: customer, channel: general, command: '/baton' };
    const typed = await slack.command({ ...command, text: 'Human  my order &amp; me' });
    await slack.command({ ...command, text: '' });
    expect(typed).toMatchObject({ acknowledged: true });
    const dm = await slack.openDm(customer);
    expect(intake.calls).toMatchObject([
      { thread: world.thread(dm, null), channel: general, command: 'human', args: 'my order & me' },
      { thread: world.thread(dm, null), channel: general, command: 'help', args: '' },
    ]);
    expect(new Set(intake.calls.map(({ id }) => id)).size).toBe(2);
    expect(slack.calls.filter(({ method }) => method === 'conversations.open')).toHaveLength(1);
  });

  it('the desk: threads of cards are heard, other talk is not', async () => {
    world = await startSlackWorld({ mode });
    const { slack, desk, intake, agent, deskChannel } = world;
    const buttons = [{ id: 'claim', label: 'Claim', value: 'escalation-1' }];
    const card = {
      title: 'Late order',
      state: 'waiting',
      status: 'now',
      fields: [],
      sections: [],
      buttons,
    } as const;
    const content = { kind: 'card' as const, card: { ...card, fields: [], sections: [], buttons } };
    const posted = await desk.post(desk.channel, content, { key: 'card' });
    const thread = world.thread(deskChannel, posted.id);
    await slack.click({ user: agent, channel: deskChannel, ts: posted.id, actionId: 'claim' });
    const reply = { user: agent, channel: deskChannel, threadTs: posted.id };
    const answer = await slack.say({
      ...reply,
      text: 'I am on it',
      files: [{ name: 'a.txt', content: 'a' }],
    });
    await answer.delivered;
    const at = { user: agent, channel: deskChannel, ts: answer.ts };
    await (await slack.editMessage({ ...at, text: 'I am on it now' })).delivered;
    await (await slack.deleteMessage(at)).delivered;
    await (await slack.say({ user: agent, channel: deskChannel, text: 'who is on call?' })).delivered;
    expect(intake.events).toMatchObject([
      {
        kind: 'desk.action',
        thread,
        post: { id: posted.id },
        author: { name: 'The Agent' },
        action: 'claim',
        value: 'escalation-1',
      },
      {
        kind: 'desk.message',
        thread,
        post: { id: answer.ts },
        text: 'I am on it',
        files: [{ name: 'a.txt' }],
      },
      { kind: 'desk.edited', thread, text: 'I am on it now' },
      { kind: 'desk.deleted', thread, post: { id: answer.ts } },
    ]);
  });

  it('names of people and channels stand in the text', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, customer, agent, general, help } = world;
    const text = `ask <@${agent}> in <#${general}> or <!here>`;
    await (await slack.say({ user: customer, channel: help, text })).delivered;
    await (await slack.say({ user: customer, channel: help, wireText: `in <#${general}|>, <@U0NOBODY>` }))
      .delivered;
    expect(intake.of('customer.message').map((event) => event.text)).toEqual([
      'ask @The Agent in #general or @here',
      'in #general, @U0NOBODY',
    ]);
  });
});
