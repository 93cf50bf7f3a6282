import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket as WebSocketClient } from 'ws';
import { type BoltApp, clientOf, startSocketApp } from './bolt-app.ts';
import { type FakeChannel, type FakeSlack, type FakeUser, startFakeSlack } from './fake-slack.ts';

let slack: FakeSlack;
let apps: BoltApp[];
let ada: FakeUser;
let help: FakeChannel;

beforeEach(async () => {
  slack = await startFakeSlack();
  ada = slack.addUser({ name: 'ada' });
  help = slack.addChannel({ name: 'help', members: [ada] });
  apps = [];
});

afterEach(async () => {
  await Promise.all(apps.map((each) => each.stop()));
  await slack.stop();
});

/** Connects an app that answers every message of a person in its thread with its own number. */
async function connectEcho(): Promise<void> {
  const bolt = await startSocketApp(slack);
  apps.push(bolt);
  const number = apps.length;
  bolt.app.message(async ({ message, client }) => {
    if (message.subtype === undefined) {
      await client.chat.postMessage({
        channel: message.channel,
        thread_ts: message.ts,
        text: `from ${number}`,
      });
    }
  });
}

async function answerTo(text: string): Promise<string | undefined> {
  const { ts } = await slack.say({ user: ada, channel: help, text });
  await slack.until(() => slack.thread(help, ts).length === 2);
  return slack.thread(help, ts)[1]?.text;
}

describe('Socket Mode', () => {
  test('a message goes down the socket and its answer comes back', async () => {
    await connectEcho();
    const { ts, delivered } = await slack.say({ user: ada, channel: help, text: 'hello' });
    expect(await delivered).toMatchObject([{ acknowledged: true, attempt: 0 }]);
    await slack.until(() => slack.thread(help, ts).length === 2);
  });

  test('of several connections each message goes to one', async () => {
    await connectEcho();
    await connectEcho();
    await slack.sockets.connected(2);
    const answers = await Promise.all(['one', 'two', 'three', 'four'].map(answerTo));
    expect(answers.filter((answer) => answer === 'from 1')).toHaveLength(2);
    expect(answers.filter((answer) => answer === 'from 2')).toHaveLength(2);
  });

  test('asked to leave, the app comes back on a new connection, and gets what it missed', async () => {
    await connectEcho();
    slack.sockets.refresh('refresh_requested');
    const missed = await slack.say({ user: ada, channel: help, text: 'missed' });
    expect(await missed.delivered).toMatchObject([{ acknowledged: false, reason: 'no_connection' }]);
    await slack.sockets.connected();
    await slack.redeliverPending();
    await slack.until(() => slack.thread(help, missed.ts).length === 2);
  });

  test('an envelope whose connection is cut before the acknowledgement is sent again', async () => {
    await connectEcho();
    const first = await slack.say({ user: ada, channel: help, text: 'cut' });
    slack.sockets.drop();
    expect(await first.delivered).toMatchObject([{ acknowledged: false, reason: 'connection_failed' }]);
    await slack.sockets.connected();
    await slack.redeliverPending();
    await slack.until(() => slack.thread(help, first.ts).length >= 2);
  });

  test('an app without a connection gets nothing until it has one', async () => {
    const { delivered } = await slack.say({ user: ada, channel: help, text: 'early' });
    expect(await delivered).toMatchObject([{ acknowledged: false, reason: 'no_connection' }]);
    await connectEcho();
    expect(await slack.redeliverPending()).toMatchObject([{ acknowledged: true }]);
  });

  test('only the app-level token opens connections, and a URL serves one', async () => {
    await expect(clientOf(slack).apps.connections.open({})).rejects.toMatchObject({
      data: { error: 'not_allowed_token_type' },
    });
    const { url = '' } = await clientOf(slack, slack.appToken).apps.connections.open({});
    const opened = (address: string) =>
      new Promise<boolean>((resolve) => {
        const socket = new WebSocketClient(address);
        socket.addEventListener('open', () => resolve(true));
        socket.addEventListener('error', () => resolve(false));
      });
    expect(await opened(url)).toBe(true);
    expect(await opened(url)).toBe(false);
  });

  test('an eleventh connection is sent away', async () => {
    const reasons: string[] = [];
    for (let count = 0; count < 11; count++) {
      const { url = '' } = await clientOf(slack, slack.appToken).apps.connections.open({});
      const socket = new WebSocketClient(url);
      const first = await new Promise<string>((resolve) => {
        socket.addEventListener('message', ({ data }) => resolve(String(data)));
      });
      reasons.push(JSON.parse(first).reason ?? 'hello');
    }
    expect(reasons).toEqual([...Array(10).fill('hello'), 'too_many_websockets']);
  });
});
