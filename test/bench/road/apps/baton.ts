import { setTimeout as wait } from 'node:timers/promises';
import { createSlack } from '../../../../adapters/slack/slack.ts';
import { createApp, type InForce } from '../../../../src/app.ts';
import { appSettings } from '../../../../src/cli/app-settings.ts';
import { openReader } from '../../../../src/cli/reader.ts';
import { newId } from '../../../../src/cli/runtime.ts';
import { startEmbeddedMongo } from '../../../../src/embedded-mongo/start.ts';
import { systemClock } from '../../../../src/platform/clock.ts';
import { loadConfig } from '../../../../src/platform/config/load-config.ts';
import { createLogger } from '../../../../src/platform/logger.ts';
import { loadTexts } from '../../../../src/platform/texts.ts';
import type { Responder } from '../../../../src/responder/responder.ts';
import { openStore } from '../../../../src/store/store.ts';
import type { Access } from './protocol.ts';
import { serveOrders } from './serve-orders.ts';

let answerAfterMs = 0;

/** Answers at once, or after as long as was ordered. */
const responder: Responder = {
  async respond({ turns }, signal) {
    if (answerAfterMs > 0) await wait(answerAfterMs, undefined, { signal });
    const text = `You wrote: ${turns.at(-1)?.text}`;
    return { kind: 'answer', text, sources: [], passages: [], confidence: 1 };
  },
};

/** Baton as `baton start` wires it, with its default settings but for the rates, which are off. */
async function start({ apiUrl, botToken, signingSecret, deskChannel, dataDir }: Access): Promise<string> {
  const logger = createLogger('error');
  const settings = appSettings(loadConfig({ file: undefined, env: {}, cwd: dataDir }));
  const { uri } = await startEmbeddedMongo({ dataDir, port: 0, logger, thread: 'worker' });
  const { channel, desk } = createSlack(
    {
      mode: 'http',
      botToken,
      signingSecret,
      apiUrl,
      deskChannel,
      supportChannels: [],
      command: '/baton',
      host: '127.0.0.1',
      port: 0,
      path: '/slack/events',
    },
    { logger, clock: systemClock },
  );
  const inForce: InForce = {
    texts: loadTexts('en'),
    read: openReader(settings.policy),
    settings: { ...settings, delivery: { ...settings.delivery, rates: {} } },
  };
  const app = createApp({
    store: await openStore(uri),
    clock: systemClock,
    logger,
    newId,
    inForce: () => inForce,
    responder,
    channels: [channel],
    desk,
  });
  await app.start();
  return channel.url();
}

const answerAfter = (ms: number) => {
  answerAfterMs = ms;
};

serveOrders({ start, answerAfter });
