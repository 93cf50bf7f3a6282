import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BoltApp, clientOf, startHttpApp } from './bolt-app.ts';
import { type FakeChannel, type FakeSlack, type FakeUser, startFakeSlack } from './fake-slack.ts';

type Body = Record<string, unknown> & { event: Record<string, unknown> };

let slack: FakeSlack;
let bolt: BoltApp;
let ada: FakeUser;
let help: FakeChannel;
let seen: Body[];

beforeEach(async () => {
  slack = await startFakeSlack();
  bolt = await startHttpApp(slack);
  ada = slack.addUser({ name: 'ada' });
  help = slack.addChannel({ name: 'help', members: [ada] });
  seen = [];
  bolt.app.use(async ({ body, next }) => {
    if ('event' in body) seen.push(body as unknown as Body);
    await next();
  });
});

afterEach(async () => {
  await bolt.stop();
  await slack.stop();
});

/** The events the app got of one type, and subtype where given. */
function events(type: string, subtype?: string): Record<string, unknown>[] {
  return seen.map((body) => body.event).filter((event) => event.type === type && event.subtype === subtype);
}

describe('what the app is told', () => {
  test('an app answers in the thread of a person who mentions it', async () => {
    bolt.app.event('app_mention', async ({ event, say }) => {
      await say({ text: `You said: ${event.text}`, thread_ts: event.ts });
    });
    const asked = await slack.say({ user: ada, channel: help, text: `<@${slack.botUserId}> hello` });
    await slack.until(() => slack.thread(help, asked.ts).length === 2);
    const thread = slack.thread(help, asked.ts);
    expect(thread.map((message) => message.text)).toEqual([
      `<@${slack.botUserId}> hello`,
      `You said: <@${slack.botUserId}> hello`,
    ]);
    expect(thread[1]).toMatchObject({ bot_id: slack.botId, thread_ts: asked.ts, parent_user_id: ada.id });
  });

  test('a mention is told twice, as a message and as a mention, under two event ids', async () => {
    const { delivered, ts } = await slack.say({ user: ada, channel: help, text: `<@${slack.botUserId}> hi` });
    const deliveries = await delivered;
    expect(new Set(deliveries.map((each) => each.id)).size).toBe(2);
    expect(events('message')).toMatchObject([{ ts, user: ada.id, channel_type: 'channel' }]);
    expect(events('app_mention')).toMatchObject([{ ts, user: ada.id }]);
  });

  test('the envelope and the events have the keys that Slack sends', async () => {
    const first = await slack.say({ user: ada, channel: help, text: `<@${slack.botUserId}> hi` });
    await first.delivered;
    await (await slack.say({ user: ada, channel: help, text: 'more', threadTs: first.ts })).delivered;
    await (await slack.react({ user: ada, channel: help, ts: first.ts, name: '+1' })).delivered;
    expect(Object.keys(seen[0] ?? {})).toEqual(
      expect.arrayContaining([
        'token',
        'team_id',
        'api_app_id',
        'event',
        'type',
        'event_id',
        'event_time',
        'authorizations',
      ]),
    );
    expect(seen[0]?.authorizations).toMatchObject([{ user_id: slack.botUserId, is_bot: true }]);
    const [mention] = events('app_mention');
    expect(Object.keys(mention ?? {})).toEqual(
      expect.arrayContaining([
        'type',
        'user',
        'ts',
        'text',
        'channel',
        'event_ts',
        'client_msg_id',
        'team',
        'blocks',
      ]),
    );
    expect(mention).not.toHaveProperty('channel_type');
    const reply = events('message')[1];
    expect(Object.keys(reply ?? {})).toEqual(
      expect.arrayContaining(['thread_ts', 'parent_user_id', 'channel_type']),
    );
    expect(Object.keys(events('reaction_added')[0] ?? {})).toEqual(
      expect.arrayContaining(['type', 'user', 'reaction', 'item', 'item_user', 'event_ts']),
    );
  });

  test('nothing is told of a channel that the bot is not in, nor of one not subscribed to', async () => {
    const other = slack.addChannel({ name: 'other', members: [ada], withoutBot: true });
    expect((await slack.say({ user: ada, channel: other, text: `<@${slack.botUserId}>` })).eventIds).toEqual(
      [],
    );
    const narrow = await startFakeSlack({ events: ['message.im'] });
    const eve = narrow.addUser({ name: 'eve' });
    const channel = narrow.addChannel({ name: 'help', members: [eve] });
    expect((await narrow.say({ user: eve, channel, text: 'hi' })).eventIds).toEqual([]);
    const dm = await narrow.openDm(eve);
    expect((await narrow.say({ user: eve, channel: dm, text: 'hi' })).eventIds).toHaveLength(1);
    await narrow.stop();
  });

  test('an event whose scope was not granted stays away', async () => {
    slack.scopes.delete('channels:history');
    const { eventIds } = await slack.say({ user: ada, channel: help, text: `<@${slack.botUserId}>` });
    expect(eventIds).toHaveLength(1);
  });

  test('what people type is escaped, links are wrapped, emoji are named', async () => {
    const text = 'a < b & c, see https://example.com/x?y=1&z=2. Or example.com, me@example.com `x<y` 🎉';
    await (await slack.say({ user: ada, channel: help, text })).delivered;
    expect(events('message')[0]?.text).toBe(
      'a &lt; b &amp; c, see <https://example.com/x?y=1&amp;z=2>. Or <http://example.com|example.com>, ' +
        '<mailto:me@example.com|me@example.com> `x&lt;y` :tada:',
    );
  });

  test('a mention of a channel carries its name', async () => {
    await (await slack.say({ user: ada, channel: help, text: `in <#${help.id}> <@${ada.id}>` })).delivered;
    expect(events('message')[0]?.text).toBe(`in <#${help.id}|help> <@${ada.id}>`);
  });

  test('the app hears its own posts, with its bot id', async () => {
    const posted = await clientOf(slack).chat.postMessage({ channel: help.id, text: 'hello' });
    await slack.settled();
    // Bolt's own filter drops them before any listener; the event went out all the same.
    expect(slack.pendingEvents()).toEqual([]);
    expect(posted.message).toMatchObject({ bot_id: slack.botId, user: slack.botUserId });
  });

  test('an edit tells what was and what is', async () => {
    const { ts } = await slack.say({ user: ada, channel: help, text: 'tyop' });
    await (await slack.editMessage({ user: ada, channel: help, ts, text: 'typo' })).delivered;
    expect(events('message', 'message_changed')).toMatchObject([
      {
        channel: help.id,
        hidden: true,
        message: { ts, text: 'typo', user: ada.id, edited: { user: ada.id } },
        previous_message: { ts, text: 'tyop' },
      },
    ]);
  });

  test('a preview of a link is a change that nobody made', async () => {
    const { ts } = await slack.say({ user: ada, channel: help, text: 'https://example.com' });
    await (await slack.unfurl({ channel: help, ts, title: 'Example' })).delivered;
    const [changed] = events('message', 'message_changed');
    expect(changed).toMatchObject({ message: { ts, attachments: [{ title: 'Example' }] } });
    expect(changed?.message).not.toHaveProperty('edited');
  });

  test('a deleted message is gone, but one with replies leaves a tombstone', async () => {
    const lone = await slack.say({ user: ada, channel: help, text: 'lone' });
    const parent = await slack.say({ user: ada, channel: help, text: 'parent' });
    await slack.say({ user: ada, channel: help, text: 'reply', threadTs: parent.ts });
    await (await slack.deleteMessage({ user: ada, channel: help, ts: lone.ts })).delivered;
    await (await slack.deleteMessage({ user: ada, channel: help, ts: parent.ts })).delivered;
    expect(events('message', 'message_deleted')).toMatchObject([{ deleted_ts: lone.ts }]);
    expect(events('message', 'message_changed')).toMatchObject([
      { message: { subtype: 'tombstone', ts: parent.ts } },
    ]);
    const replies = await clientOf(slack).conversations.replies({ channel: help.id, ts: parent.ts });
    expect(replies.messages?.map((message) => message.text)).toEqual(['This message was deleted.', 'reply']);
  });

  test('coming and going is told, and shown in the channel', async () => {
    const eve = slack.addUser({ name: 'eve' });
    await slack.join(help, eve).delivered;
    await slack.leave(help, eve).delivered;
    expect(events('member_joined_channel')).toMatchObject([
      { user: eve.id, channel: help.id, channel_type: 'C' },
    ]);
    expect(events('member_left_channel')).toMatchObject([{ user: eve.id }]);
    expect(events('message', 'channel_join')).toHaveLength(1);
    await slack.leave(help, slack.botUserId).delivered;
    expect(events('channel_left')).toMatchObject([{ channel: help.id }]);
  });

  test('a person can not speak where they are not, nor delete what is not theirs', async () => {
    const eve = slack.addUser({ name: 'eve' });
    await expect(slack.say({ user: eve, channel: help, text: 'hi' })).rejects.toThrow('not a member');
    const { ts } = await slack.say({ user: ada, channel: help, text: 'mine' });
    await expect(slack.deleteMessage({ user: eve, channel: help, ts })).rejects.toThrow('not by eve');
  });
});
