import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clientOf } from './bolt-app.ts';
import { type FakeChannel, type FakeSlack, type FakeUser, startFakeSlack } from './fake-slack.ts';
import { refusal } from './refused.ts';

let slack: FakeSlack;
let ada: FakeUser;
let help: FakeChannel;

beforeEach(async () => {
  slack = await startFakeSlack();
  ada = slack.addUser({ name: 'ada' });
  help = slack.addChannel({ name: 'help', members: [ada] });
});

afterEach(() => slack.stop());

const content = 'line one\nline two';

describe('files', () => {
  test('a person shares a file, and the app reads it with its token alone', async () => {
    await slack.say({ user: ada, channel: help, text: 'see log', files: [{ name: 'app.log', content }] });
    const [message] = slack.history(help);
    expect(message).toMatchObject({
      subtype: 'file_share',
      files: [{ name: 'app.log', mimetype: 'text/plain', size: 17 }],
    });
    const url = String(message?.files?.[0]?.url_private_download);
    const read = async (token: string) =>
      (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).text();
    expect(await read(slack.botToken)).toBe(content);
    expect(await read('xoxb-wrong')).toContain('Sign in');
    const { file } = await clientOf(slack).files.info({ file: String(message?.files?.[0]?.id) });
    expect(file).toMatchObject({ name: 'app.log', url_private_download: url });
  });

  test('the SDK uploads a file into a thread', async () => {
    const { ts } = await slack.say({ user: ada, channel: help, text: 'send me the log' });
    await clientOf(slack).files.uploadV2({
      channel_id: help.id,
      thread_ts: ts,
      initial_comment: 'here',
      file: Buffer.from(content),
      filename: 'app.log',
    });
    const reply = slack.thread(help, ts)[1];
    expect(reply).toMatchObject({
      text: 'here',
      bot_id: slack.botId,
      subtype: 'file_share',
      files: [{ name: 'app.log', size: 17 }],
    });
  });

  test('what was announced must be what arrives, once', async () => {
    const client = clientOf(slack);
    const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({
      filename: 'a.txt',
      length: 3,
    });
    const upload = async (body: string) => (await fetch(upload_url, { method: 'POST', body })).status;
    const complete = () =>
      client.files.completeUploadExternal({ files: [{ id: file_id }], channel_id: help.id });
    expect(await refusal(complete())).toBe('file_not_found');
    expect(await upload('four')).toBe(400);
    expect(await upload('abc')).toBe(200);
    expect(await upload('abc')).toBe(400);
    await complete();
    expect(await refusal(complete())).toBe('file_not_found');
    expect(slack.history(help)).toHaveLength(1);
  });

  test('a file in a channel that the bot is not in stays hidden', async () => {
    const other = slack.addChannel({ name: 'other', members: [ada], withoutBot: true });
    await slack.say({ user: ada, channel: other, files: [{ name: 'a.txt', content }] });
    const id = String(slack.history(other)[0]?.files?.[0]?.id);
    expect(await refusal(clientOf(slack).files.info({ file: id }))).toBe('file_not_found');
  });
});
