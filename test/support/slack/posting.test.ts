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

describe('posting', () => {
  test('a message can be posted to a channel, by name, and to a person', async () => {
    await client.chat.postMessage({ channel: help.id, text: 'one' });
    await client.chat.postMessage({ channel: '#help', text: 'two' });
    const { channel } = await client.chat.postMessage({ channel: ada.id, text: 'three' });
    expect(slack.history(help).map((message) => message.text)).toEqual(['one', 'two']);
    expect(slack.history(await slack.openDm(ada)).map((message) => message.text)).toEqual(['three']);
    expect(channel).toBe(await slack.openDm(ada));
  });

  test('where the bot is not, it can not post; what it can not see does not exist', async () => {
    const open = slack.addChannel({ name: 'open', withoutBot: true });
    const secret = slack.addChannel({ name: 'secret', isPrivate: true, withoutBot: true });
    const post = (channel: string) => refusal(client.chat.postMessage({ channel, text: 'hi' }));
    expect(await post(open.id)).toBe('not_in_channel');
    expect(await post(secret.id)).toBe('channel_not_found');
    expect(await post('C0NOWHERE')).toBe('channel_not_found');
    slack.archive(help);
    expect(await post(help.id)).toBe('is_archived');
    slack.scopes.add('chat:write.public');
    expect(await post(open.id)).toBeUndefined();
  });

  test('text beyond 40,000 characters is cut, an edit beyond 4,000 is refused', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: help.id, text: 'x'.repeat(40_001) });
    expect(slack.history(help)[0]?.text).toHaveLength(40_000);
    expect(await refusal(client.chat.update({ channel: help.id, ts, text: 'x'.repeat(4001) }))).toBe(
      'msg_too_long',
    );
  });

  test('stray control characters are escaped, links wrapped, mentions kept', async () => {
    const text = '1 < 2 & 3 &amp; <@U000000001> <https://a.example|a> https://b.example.';
    await client.chat.postMessage({ channel: help.id, text });
    expect(slack.history(help)[0]?.text).toBe(
      '1 &lt; 2 &amp; 3 &amp; <@U000000001> <https://a.example|a> <https://b.example>.',
    );
  });

  test('a reply to a message that is gone lands in the channel, without a thread', async () => {
    const { ts } = await slack.say({ user: ada, channel: help, text: 'bye' });
    await slack.deleteMessage({ user: ada, channel: help, ts });
    const posted = await client.chat.postMessage({ channel: help.id, thread_ts: ts, text: 'late' });
    expect(posted.message).not.toHaveProperty('thread_ts');
    expect(slack.history(help).map((message) => message.text)).toEqual(['late']);
  });

  test('only own messages can be changed or deleted, and only those there are', async () => {
    const { ts } = await slack.say({ user: ada, channel: help, text: 'mine' });
    const channel = help.id;
    expect(await refusal(client.chat.update({ channel, ts, text: 'x' }))).toBe('cant_update_message');
    expect(await refusal(client.chat.delete({ channel, ts }))).toBe('cant_delete_message');
    expect(await refusal(client.chat.update({ channel, ts: '1.000001', text: 'x' }))).toBe(
      'message_not_found',
    );
    const own = await client.chat.postMessage({ channel, text: 'a' });
    await client.chat.update({ channel, ts: own.ts ?? '', text: 'b' });
    expect(slack.history(help).at(-1)?.text).toBe('b');
    await client.chat.delete({ channel, ts: own.ts ?? '' });
    expect(await refusal(client.chat.delete({ channel, ts: own.ts ?? '' }))).toBe('message_not_found');
  });

  test('an edit of the text alone keeps blocks and metadata', async () => {
    const metadata = { event_type: 'answer', event_payload: { key: 'k1' } };
    const blocks = [{ type: 'divider' }];
    const { ts = '' } = await client.chat.postMessage({ channel: help.id, text: 'a', blocks, metadata });
    await client.chat.update({ channel: help.id, ts, text: 'b' });
    expect(slack.history(help)[0]).toMatchObject({ text: 'b', blocks: [{ type: 'divider' }], metadata });
  });

  test('only someone in the channel can be told something alone', async () => {
    await client.chat.postEphemeral({ channel: help.id, user: ada.id, text: 'psst' });
    expect(slack.ephemerals(ada).map((message) => message.text)).toEqual(['psst']);
    expect(slack.history(help)).toEqual([]);
    const eve = slack.addUser({ name: 'eve' });
    expect(await refusal(client.chat.postEphemeral({ channel: help.id, user: eve.id, text: 'psst' }))).toBe(
      'user_not_in_channel',
    );
  });

  test('a permalink names channel, message and thread', async () => {
    const { ts } = await slack.say({ user: ada, channel: help, text: 'a' });
    const reply = await slack.say({ user: ada, channel: help, text: 'b', threadTs: ts });
    const { permalink } = await client.chat.getPermalink({ channel: help.id, message_ts: reply.ts });
    expect(permalink).toBe(
      `https://acme.slack.com/archives/${help.id}/p${reply.ts.replace('.', '')}?thread_ts=${ts}&cid=${help.id}`,
    );
  });

  test('a status shows until the app answers', async () => {
    const { ts } = await slack.say({ user: ada, channel: help, text: 'a' });
    await client.assistant.threads.setStatus({ channel_id: help.id, thread_ts: ts, status: 'is thinking' });
    expect(slack.status(help, ts)?.status).toBe('is thinking');
    await client.chat.postMessage({ channel: help.id, thread_ts: ts, text: 'done' });
    expect(slack.status(help, ts)).toBeUndefined();
  });

  test('a streamed message grows until it is stopped', async () => {
    const { ts: thread_ts } = await slack.say({ user: ada, channel: help, text: 'a' });
    const at = { channel: help.id, thread_ts };
    expect(await refusal(client.chat.startStream(at))).toBe('missing_recipient_user_id');
    const to = { recipient_user_id: ada.id, recipient_team_id: slack.teamId };
    const { ts = '' } = await client.chat.startStream({ ...at, ...to, markdown_text: 'one ' });
    await client.chat.appendStream({ channel: help.id, ts, markdown_text: 'two' });
    expect(await refusal(client.chat.update({ channel: help.id, ts, text: 'x' }))).toBe(
      'streaming_state_conflict',
    );
    await client.chat.stopStream({ channel: help.id, ts });
    expect(slack.thread(help, thread_ts)[1]?.text).toBe('one two');
    expect(await refusal(client.chat.appendStream({ channel: help.id, ts, markdown_text: '3' }))).toBe(
      'message_not_in_streaming_state',
    );
  });
});
