import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import { clientOf } from './bolt-app.ts';
import { type FakeChannel, type FakeSlack, type FakeUser, startFakeSlack } from './fake-slack.ts';
import { refusal, refused } from './refused.ts';

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

describe('tokens and scopes', () => {
  test('a call needs the right token of an installed app', async () => {
    expect(await refusal(clientOf(slack, '').auth.test())).toBe('not_authed');
    expect(await refusal(clientOf(slack, 'xoxb-wrong').auth.test())).toBe('invalid_auth');
    expect(await refusal(clientOf(slack, slack.appToken).users.info({ user: ada.id }))).toBe(
      'not_allowed_token_type',
    );
    slack.uninstall();
    expect(await refusal(client.auth.test())).toBe('token_revoked');
  });

  test('a missing scope is named, beside those there are', async () => {
    slack.scopes.delete('users:read');
    const { error, needed, provided } = await refused(client.users.info({ user: ada.id }));
    expect({ error, needed }).toEqual({ error: 'missing_scope', needed: 'users:read' });
    expect(provided).toContain('chat:write');
    const { response_metadata } = await client.auth.test();
    expect(response_metadata?.scopes).toContain('chat:write');
    expect(response_metadata?.scopes).not.toContain('users:read');
  });

  test('private channels ask for scopes of their own', async () => {
    slack.scopes.delete('groups:history');
    const desk = slack.addChannel({ name: 'desk', isPrivate: true });
    expect(await refusal(client.conversations.history({ channel: desk.id }))).toBe('missing_scope');
    expect((await client.conversations.history({ channel: help.id })).ok).toBe(true);
  });

  test('a borrowed name needs its scope, else the whole message is refused', async () => {
    const post = { channel: help.id, text: 'hi', username: 'Ada', icon_url: 'https://example.com/a.png' };
    await client.chat.postMessage(post);
    expect(slack.history(help)[0]).toMatchObject({ username: 'Ada', subtype: 'bot_message' });
    slack.scopes.delete('chat:write.customize');
    expect(await refused(client.chat.postMessage(post))).toMatchObject({
      error: 'missing_scope',
      needed: 'chat:write.customize',
    });
    expect(slack.history(help)).toHaveLength(1);
  });

  test('unknown methods and malformed requests are refused', async () => {
    expect(await refusal(client.apiCall('chat.shout'))).toBe('unknown_method');
    const post = async (contentType: string, body: string) => {
      const headers = { 'content-type': contentType, authorization: `Bearer ${slack.botToken}` };
      const answer = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body });
      return ((await answer.json()) as { error?: string }).error;
    };
    expect(await post('application/json', '{')).toBe('invalid_json');
    expect(await post('application/json', '[]')).toBe('json_not_object');
    expect(await post('application/xml', '<a/>')).toBe('invalid_post_type');
    expect(await post('application/json', JSON.stringify({ channel: help.id }))).toBe('no_text');
  });
});

describe('rates', () => {
  test('posting faster than Slack takes is refused with the time to wait', async () => {
    const strict = await startFakeSlack({ clock, strictRates: true });
    const channel = strict.addChannel({ name: 'help' }).id;
    const post = () => clientOf(strict).chat.postMessage({ channel, text: 'hi' });
    await post();
    await post();
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 });
    clock.advance(1000);
    await post();
    expect(strict.history(channel)).toHaveLength(3);
    await strict.stop();
  });

  test('a method of tier 2 takes twenty calls a minute', async () => {
    const strict = await startFakeSlack({ clock, strictRates: true });
    for (let count = 0; count < 20; count++) await clientOf(strict).users.list({});
    await expect(clientOf(strict).users.list({})).rejects.toMatchObject({ retryAfter: 60 });
    clock.advance(60_000);
    await clientOf(strict).users.list({});
    await strict.stop();
  });
});
