import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clientOf } from './bolt-app.ts';
import { type FakeChannel, type FakeSlack, startFakeSlack } from './fake-slack.ts';
import { refusal } from './refused.ts';

let slack: FakeSlack;
let help: FakeChannel;

beforeEach(async () => {
  slack = await startFakeSlack();
  help = slack.addChannel({ name: 'help' });
});

afterEach(() => slack.stop());

const post = (text: string) => clientOf(slack).chat.postMessage({ channel: help.id, text });
const texts = () => slack.history(help).map((message) => message.text);

describe('faults', () => {
  test('a call fails as asked, and the next one does not', async () => {
    slack.failNext('chat.postMessage', { error: 'fatal_error' });
    slack.failNext('chat.postMessage', { status: 503 });
    slack.failNext('chat.postMessage', { status: 429, retryAfter: 7 });
    slack.failNext('chat.postMessage', { drop: true });
    expect(await refusal(post('1'))).toBe('fatal_error');
    await expect(post('2')).rejects.toMatchObject({ statusCode: 503 });
    await expect(post('3')).rejects.toMatchObject({ retryAfter: 7 });
    await expect(post('4')).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
    await post('5');
    expect(texts()).toEqual(['5']);
    expect(slack.calls.map((call) => call.status)).toEqual([200, 503, 429, 0, 200]);
  });

  test('a message is posted though its poster never hears of it', async () => {
    slack.failNext('chat.postMessage', { acceptThenDrop: true });
    await expect(post('lost?')).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
    expect(texts()).toEqual(['lost?']);
    expect(slack.calls[0]).toMatchObject({ status: 0, answer: { ok: true } });
  });

  test('a fault strikes only the calls it is meant for, and as often as asked', async () => {
    slack.failNext(
      'chat.postMessage',
      { error: 'fatal_error' },
      { times: 2, when: ({ args }) => args.text === 'bad' },
    );
    await post('good');
    expect(await refusal(post('bad'))).toBe('fatal_error');
    expect(await refusal(post('bad'))).toBe('fatal_error');
    await post('bad');
    expect(texts()).toEqual(['good', 'bad']);
  });
});

describe('calls without an answer', () => {
  test('a call that hangs is neither applied nor answered', async () => {
    slack.failNext('chat.postMessage', { hang: true });
    const giveUp = new AbortController();
    const url = `${slack.apiUrl}chat.postMessage?channel=${help.id}&text=hi`;
    const hanging = fetch(url, {
      headers: { authorization: `Bearer ${slack.botToken}` },
      signal: giveUp.signal,
    });
    await slack.until(() => slack.calls.length === 1);
    giveUp.abort();
    await expect(hanging).rejects.toThrow('aborted');
    expect(texts()).toEqual([]);
  });
});

describe('gates', () => {
  test('a call is held before it is applied', async () => {
    const gate = slack.gate('chat.postMessage');
    const posting = post('held');
    expect((await gate.reached()).args.text).toBe('held');
    expect(texts()).toEqual([]);
    gate.release();
    await posting;
    expect(texts()).toEqual(['held']);
  });

  test('a call is held after it was applied, others of the method wait their turn', async () => {
    const gate = slack.gate('chat.postMessage', { place: 'after' });
    const first = post('first');
    await gate.reached();
    expect(texts()).toEqual(['first']);
    const second = post('second');
    await gate.reached(2);
    expect(gate.held).toHaveLength(2);
    gate.pass();
    await Promise.all([first, second]);
    const third = post('third');
    await gate.reached(3);
    gate.release();
    await third;
  });
});
