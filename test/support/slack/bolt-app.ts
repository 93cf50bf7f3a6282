import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver, webApi } from '@slack/bolt';
import type { FakeSlack } from './fake-slack.ts';

/** Faults are what the tests make; what bolt says of them is not of interest. */
const silent: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** A real bolt app, connected to a fake Slack. */
export interface BoltApp {
  app: App;
  /** Its request URL; empty in Socket Mode. */
  url: string;
  stop(): Promise<void>;
}

/** Starts a bolt app that receives by HTTP, and tells the fake its request URL. */
export async function startHttpApp(slack: FakeSlack): Promise<BoltApp> {
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logger: silent });
  const app = newApp(slack, receiver);
  const server = createServer((request, response) => receiver.requestListener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  await slack.connectHttp(url);
  return {
    app,
    url,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Starts a bolt app in Socket Mode. Short ping times, as the SDK waits for one of them before it connects again. */
export async function startSocketApp(slack: FakeSlack): Promise<BoltApp> {
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: silent,
    clientPingTimeout: 150,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
  });
  const app = newApp(slack, receiver);
  await app.start();
  await slack.sockets.connected();
  return { app, url: '', stop: async () => void (await app.stop()) };
}

/** A client of the Web API that neither retries nor waits. */
export function clientOf(slack: FakeSlack, token = slack.botToken): webApi.WebClient {
  return new webApi.WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });
}

function newApp(slack: FakeSlack, receiver: HTTPReceiver | SocketModeReceiver): App {
  return new App({
    token: slack.botToken,
    receiver,
    logger: silent,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  });
}
