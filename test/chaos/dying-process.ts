import { randomUUID } from 'node:crypto';
import { createSlack } from '../../adapters/slack/slack.ts';
import { createApp, type InForce } from '../../src/app.ts';
import type { AgentDesk, ChannelAdapter } from '../../src/channels/adapter.ts';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createLogger } from '../../src/platform/logger.ts';
import type { Responder } from '../../src/responder/responder.ts';
import { openStore } from '../../src/store/store.ts';
import { read } from '../support/reader.ts';
import { echoResponder, keyTexts, testSettings } from '../support/test-app.ts';
import { watchedStore } from '../support/watched-store.ts';

/**
 * A whole Baton on Slack and an embedded store, which kills itself with SIGKILL at one step of the road: the `count`-th
 * time that it comes to `step`, such as `before outbox.sent`; with `from`, counted from where a post with these words is to be
 * made. Without a step it lives.
 */
const { step, count, from, dataDir, slack } = JSON.parse(process.argv[2] ?? '{}') as {
  step: string;
  count: number;
  from?: string;
  dataDir: string;
  slack: {
    botToken: string;
    signingSecret: string;
    apiUrl: string;
    deskChannel: string;
    supportChannel: string;
  };
};

let seen = 0;
let begun = from === undefined;
function reach(place: string): void {
  if (place !== step || !begun) return;
  seen += 1;
  if (seen === count) process.kill(process.pid, 'SIGKILL');
}

const logger = createLogger('silent');
const server = await startEmbeddedMongo({ dataDir, logger });
const store = await openStore(server.uri);
await store.conversations.takeOver(systemClock.now());
const { channel, desk } = createSlack(
  {
    botToken: slack.botToken,
    signingSecret: slack.signingSecret,
    apiUrl: slack.apiUrl,
    deskChannel: slack.deskChannel,
    supportChannels: [slack.supportChannel],
    command: '/baton',
    mode: 'http',
    host: '127.0.0.1',
    port: 0,
    path: '/slack/events',
  },
  { logger, clock: systemClock },
);
const dyingChannel = new Proxy<ChannelAdapter>(channel, {
  get(target, key) {
    const value = Reflect.get(target, key, target);
    if (typeof value !== 'function') return value;
    if (key !== 'post') return value.bind(target);
    return async (...args: Parameters<ChannelAdapter['post']>) => {
      const [, content] = args;
      if (from !== undefined && content.kind === 'text' && content.text.includes(from)) begun = true;
      reach('before post');
      const ref = await target.post(...args);
      reach('after post');
      return ref;
    };
  },
});
const dyingDesk = new Proxy<AgentDesk>(desk, {
  get(target, key) {
    const value = Reflect.get(target, key, target);
    if (typeof value !== 'function') return value;
    if (key !== 'mark') return value.bind(target);
    return async (...args: Parameters<AgentDesk['mark']>) => {
      reach('before mark');
      await target.mark(...args);
      reach('after mark');
    };
  },
});
const responder: Responder = {
  async respond(request, signal) {
    reach('in responder');
    return echoResponder.respond(request, signal);
  },
};
const inForce: InForce = {
  texts: keyTexts,
  read,
  settings: {
    ...testSettings,
    intake: { ...testSettings.intake, sweepEveryMs: 50 },
    delivery: { ...testSettings.delivery, rates: {} },
  },
};
const app = createApp({
  store: watchedStore(store, {
    before: (call) => reach(`before ${call}`),
    after: (call) => reach(`after ${call}`),
  }),
  clock: systemClock,
  logger,
  newId: randomUUID,
  responder,
  channels: [dyingChannel],
  desk: dyingDesk,
  inForce: () => inForce,
});
await app.start();
process.on('disconnect', () => process.exit());
process.send?.({ url: channel.url() });
