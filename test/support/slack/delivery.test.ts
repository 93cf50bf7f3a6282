import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import { type BoltApp, startHttpApp } from './bolt-app.ts';
import { type FakeChannel, type FakeSlack, type FakeUser, startFakeSlack } from './fake-slack.ts';

let clock: ManualClock;
let slack: FakeSlack;
let bolt: BoltApp;
let ada: FakeUser;
let help: FakeChannel;

beforeEach(async () => {
  clock = new ManualClock();
  slack = await startFakeSlack({ clock });
  ada = slack.addUser({ name: 'ada' });
  help = slack.addChannel({ name: 'help', members: [ada] });
  bolt = await startHttpApp(slack);
});

afterEach(async () => {
  await bolt.stop();
  await slack.stop();
});

/** What the app is asked with, for each event: its id, and the attempt as the headers tell it. */
function watch(): { id: unknown; retryNum: unknown; retryReason: unknown }[] {
  const seen: { id: unknown; retryNum: unknown; retryReason: unknown }[] = [];
  bolt.app.use(async ({ body, context, next }) => {
    const { event_id: id } = body as unknown as Record<string, unknown>;
    seen.push({ id, retryNum: context.retryNum, retryReason: context.retryReason });
    await next();
  });
  return seen;
}

describe('delivery by HTTP', () => {
  test('a request URL that does not answer the challenge is not taken', async () => {
    await expect(slack.connectHttp(slack.apiUrl)).rejects.toThrow('did not answer the challenge');
  });

  test('a forged or unsigned or old request does not reach the app', async () => {
    const seen = watch();
    const body = JSON.stringify({ type: 'event_callback', event: { type: 'message' } });
    expect((await slack.sendRaw({ body, signature: 'v0=00' })).status).toBe(401);
    expect((await slack.sendRaw({ body, signature: null })).status).toBe(401);
    expect((await slack.sendRaw({ body, timestamp: 1_500_000_000 })).status).toBe(401);
    expect(seen).toEqual([]);
  });

  test('while the app is gone its events wait, and come again with number and reason', async () => {
    await bolt.stop();
    const { delivered, eventIds } = await slack.say({ user: ada, channel: help, text: 'anyone?' });
    expect(await delivered).toMatchObject([{ acknowledged: false, reason: 'connection_failed', attempt: 0 }]);
    expect(slack.pendingEvents()).toEqual(eventIds);
    bolt = await startHttpApp(slack);
    const seen = watch();
    expect(await slack.redeliverPending()).toMatchObject([
      { id: eventIds[0], acknowledged: true, attempt: 1 },
    ]);
    expect(seen).toEqual([{ id: eventIds[0], retryNum: 1, retryReason: 'connection_failed' }]);
    expect(slack.pendingEvents()).toEqual([]);
  });

  test('Slack tries again at once, after a minute and after five more, and then gives up', async () => {
    await bolt.stop();
    const { delivered, eventIds } = await slack.say({ user: ada, channel: help, text: 'anyone?' });
    await delivered;
    const attempts: number[] = [];
    for (const ms of [0, 60_000, 300_000, 3_600_000]) {
      clock.advance(ms);
      await slack.settled();
      attempts.push(slack.attempts(eventIds[0] ?? ''));
    }
    expect(attempts).toEqual([2, 3, 4, 4]);
    expect(slack.pendingEvents()).toEqual(eventIds);
  });

  test('an acknowledgement later than three seconds does not count', async () => {
    let finish = () => {};
    const arrived = new Promise<void>((resolve) => {
      bolt.app.use(async () => {
        resolve();
        await new Promise<void>((done) => {
          finish = done;
        });
      });
    });
    const { user, channel } = { user: ada, channel: help };
    const command = slack.command({ user, channel, command: '/slow' });
    await arrived;
    clock.advance(3000);
    expect(await command).toMatchObject({ acknowledged: false, reason: 'http_timeout' });
    finish();
  });

  test('an event that was acknowledged can be sent again just the same', async () => {
    const seen = watch();
    const { delivered, eventIds } = await slack.say({ user: ada, channel: help, text: 'once' });
    await delivered;
    await slack.redeliver(eventIds[0] ?? '');
    expect(seen.map((each) => each.id)).toEqual([eventIds[0], eventIds[0]]);
  });

  test('an app that asks for no retry gets none', async () => {
    let asked = 0;
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        asked += 1;
        if (asked === 1) response.end(body);
        else response.writeHead(500, { 'x-slack-no-retry': '1' }).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await slack.connectHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const { delivered, eventIds } = await slack.say({ user: ada, channel: help, text: 'hi' });
    expect(await delivered).toMatchObject([{ acknowledged: false, reason: 'http_error' }]);
    clock.advance(600_000);
    await slack.settled();
    expect(slack.attempts(eventIds[0] ?? '')).toBe(1);
    server.closeAllConnections();
    server.close();
  });

  test('an app that fails has not taken the payload', async () => {
    bolt.app.use(async () => {
      throw new Error('broken');
    });
    expect(await slack.command({ user: ada, channel: help, command: '/x' })).toMatchObject({
      acknowledged: false,
      reason: 'http_error',
    });
  });
});
