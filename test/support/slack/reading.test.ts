import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import { clientOf } from './bolt-app.ts';
import { type FakeChannel, type FakeSlack, type FakeUser, startFakeSlack } from './fake-slack.ts';
import { refusal } from './refused.ts';

let clock: ManualClock;
let slack: FakeSlack;
let client: ReturnType<typeof clientOf>;
let ada: FakeUser;
let help: FakeChannel;

beforeEach(async () => {
  clock = new ManualClock();
  slack = await startFakeSlack({ clock });
  client = clientOf(slack);
  ada = slack.addUser({ name: 'ada' });
  help = slack.addChannel({ name: 'help', members: [ada] });
});

afterEach(() => slack.stop());

describe('reading', () => {
  test('a thread is read in pages, from its first message, with metadata where asked', async () => {
    const { ts } = await slack.say({ user: ada, channel: help, text: 'first' });
    const metadata = { event_type: 'answer', event_payload: { key: 'k1' } };
    for (const text of ['a', 'b', 'c']) {
      await client.chat.postMessage({ channel: help.id, thread_ts: ts, text, metadata });
    }
    const texts: (string | undefined)[] = [];
    for await (const page of client.paginate('conversations.replies', { channel: help.id, ts, limit: 2 })) {
      texts.push(
        ...(page as unknown as { messages: { text: string }[] }).messages.map((message) => message.text),
      );
    }
    expect(texts).toEqual(['first', 'a', 'b', 'c']);
    const all = await client.conversations.replies({ channel: help.id, ts, include_all_metadata: true });
    expect(all.messages?.[0]).toMatchObject({ reply_count: 3, thread_ts: ts });
    expect(all.messages?.[1]?.metadata).toEqual(metadata);
    const plain = await client.conversations.replies({ channel: help.id, ts });
    expect(plain.messages?.[1]).not.toHaveProperty('metadata');
  });

  test('a time range leaves out what is older, but never the first message of a thread', async () => {
    const first = await slack.say({ user: ada, channel: help, text: 'first' });
    clock.advance(1000);
    const old = await slack.say({ user: ada, channel: help, text: 'old', threadTs: first.ts });
    clock.advance(1000);
    await slack.say({ user: ada, channel: help, text: 'new', threadTs: first.ts });
    const { messages } = await client.conversations.replies({
      channel: help.id,
      ts: first.ts,
      oldest: old.ts,
    });
    expect(messages?.map((message) => message.text)).toEqual(['first', 'new']);
    const top = await client.conversations.history({ channel: help.id });
    expect(top.messages?.map((message) => message.text)).toEqual(['first']);
  });

  test('threads, channels and people that are not there are refused by name', async () => {
    const channel = help.id;
    expect(await refusal(client.conversations.replies({ channel, ts: '1.000001' }))).toBe('thread_not_found');
    expect(await refusal(client.conversations.info({ channel: 'C0NOWHERE' }))).toBe('channel_not_found');
    expect(await refusal(client.users.info({ user: 'U0NOBODY' }))).toBe('user_not_found');
    expect(await refusal(client.conversations.members({ channel, cursor: 'x' }))).toBe('invalid_cursor');
    const open = slack.addChannel({ name: 'open', withoutBot: true });
    expect(await refusal(client.conversations.history({ channel: open.id }))).toBe('not_in_channel');
  });

  test('members come in pages, people with name and picture, the bot with its id', async () => {
    const members: string[] = [];
    for await (const page of client.paginate('conversations.members', { channel: help.id, limit: 1 })) {
      members.push(...(page as unknown as { members: string[] }).members);
    }
    expect(members).toEqual([ada.id, slack.botUserId]);
    const { user } = await client.users.info({ user: ada.id });
    expect(user?.profile).toMatchObject({
      display_name: 'ada',
      image_72: ada.avatar,
      email: 'ada@example.com',
    });
    expect(await client.auth.test()).toMatchObject({ user_id: slack.botUserId, bot_id: slack.botId });
    expect((await client.bots.info({ bot: slack.botId })).bot).toMatchObject({ app_id: slack.appId });
    expect((await client.users.list({})).members).toHaveLength(2);
  });

  test('the bot finds its channels, joins public ones and opens direct messages', async () => {
    const open = slack.addChannel({ name: 'open', withoutBot: true });
    slack.addChannel({ name: 'secret', isPrivate: true, withoutBot: true });
    const all = await client.conversations.list({ types: 'public_channel,private_channel' });
    expect(all.channels?.map((channel) => channel.name)).toEqual(['help', 'open']);
    const own = await client.users.conversations({});
    expect(own.channels?.map((channel) => channel.name)).toEqual(['help']);
    await client.conversations.join({ channel: open.id });
    expect((await client.conversations.info({ channel: open.id })).channel?.is_member).toBe(true);
    expect((await client.conversations.open({ users: ada.id })).channel?.id).toBe(await slack.openDm(ada));
  });

  test('a reaction stands once for each who reacts', async () => {
    const { ts: timestamp } = await slack.say({ user: ada, channel: help, text: 'a' });
    const given = { channel: help.id, timestamp, name: 'eyes' };
    await client.reactions.add(given);
    expect(await refusal(client.reactions.add(given))).toBe('already_reacted');
    await client.reactions.remove(given);
    expect(await refusal(client.reactions.remove(given))).toBe('no_reaction');
    expect(await refusal(client.reactions.add({ ...given, name: 'no such' }))).toBe('invalid_name');
  });
});
