import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import type { Access } from './protocol.ts';
import type { MeasuredApp } from './serve-orders.ts';

/** A bolt app as its guide writes it, that answers each message; before it does, `store` may keep the message. */
export function boltApp(
  prepare: (access: Access) => Promise<(message: object) => Promise<unknown>>,
): MeasuredApp {
  let answerAfterMs = 0;
  return {
    async start(access) {
      const store = await prepare(access);
      const { botToken: token, signingSecret, apiUrl: slackApiUrl } = access;
      const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
      const app = new App({ token, receiver, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl } });
      app.message(async ({ message, say }) => {
        if (!('text' in message)) return;
        await store(message);
        if (answerAfterMs > 0) await wait(answerAfterMs);
        await say(`You wrote: ${message.text}`);
      });
      const server = createServer((request, response) => receiver.requestListener(request, response));
      // Longer than any pause of the harness: a connection closed under a request would count as the app's fault.
      server.keepAliveTimeout = 600_000;
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
    },
    answerAfter(ms) {
      answerAfterMs = ms;
    },
  };
}
