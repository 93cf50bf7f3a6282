import { createLocalAccounts } from '../accounts/local-accounts.ts';
import { createApp } from '../app.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config/parse-config.ts';
import { messageOf } from '../platform/errors.ts';
import { createMetrics } from '../platform/metrics.ts';
import { loadTexts } from '../platform/texts.ts';
import { appSettings } from './app-settings.ts';
import { openKnowledge } from './knowledge.ts';
import { createModelHealth } from './model-health.ts';
import { countTokens, openMonitor } from './monitor.ts';
import { openReader } from './reader.ts';
import { openActions, openBriefer, openResponder } from './responder.ts';
import { newId, openRuntime, type Runtime, readConfig } from './runtime.ts';
import { buildAdapters } from './start-adapters.ts';

/** Runs Baton until it is told to stop (SIGINT, SIGTERM); then finishes what is in hand. */
export async function runStart(configFile: string | undefined): Promise<void> {
  const config = readConfig(configFile);
  const runtime = await openRuntime(config);
  process.on('unhandledRejection', (reason) =>
    runtime.logger.error({ error: reason }, 'a promise was rejected unhandled'),
  );
  try {
    await run(config, runtime);
  } catch (error) {
    await runtime.close();
    throw error;
  }
}

async function run(config: Config, runtime: Runtime): Promise<void> {
  const { logger, store } = runtime;
  const settings = appSettings(config);
  const adapters = buildAdapters(config, store, logger);
  const actions = openActions(config, store, logger);
  const knowledge = await openKnowledge(config, store, logger);
  const metrics = createMetrics();
  metrics.watchProcess();
  const health = createModelHealth({ store, clock: systemClock, logger, metrics });
  const model = { store, logger, spent: countTokens(metrics), changed: health.changed };
  const briefer = openBriefer(config, model);
  const app = createApp({
    store,
    clock: systemClock,
    logger,
    newId,
    texts: loadTexts(config.assistant.language),
    read: openReader(settings.policy),
    responder: openResponder(config, knowledge.searcher, { ...model, actions: actions.tools }),
    actions,
    ...(briefer ? { briefer } : {}),
    accounts: createLocalAccounts(config.accounts.known),
    metrics,
    channels: adapters.channels,
    desk: adapters.desk,
    settings,
  });
  health.announceTo(app.intake.acceptNotice);
  const monitor = await openMonitor(config, store, metrics);
  const stop = stopOnce(async () => {
    monitor?.stopping();
    await app.stop();
    await knowledge.stop();
    await monitor?.stop();
    await runtime.close();
  });
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  await app.start();
  monitor?.started();
  const platforms = adapters.channels.map(({ platform }) => platform).join(', ');
  process.stdout.write(
    `Baton runs: ${platforms}; ${knowledge.articles()} articles; desk at ${adapters.desk.platform}.\n`,
  );
  if (monitor) process.stdout.write(`Metrics and health at ${monitor.url}.\n`);
  if (adapters.webUrl) process.stdout.write(`Open ${adapters.webUrl()} in a browser. Ctrl+C stops.\n`);
}

/** A signal handler that stops in good order at the first signal, and at once at the second. */
function stopOnce(stop: () => Promise<void>): () => void {
  let stopping = false;
  return () => {
    if (stopping) process.exit(1);
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error) => {
        process.stderr.write(`Baton did not stop in good order: ${messageOf(error)}\n`);
        process.exit(1);
      },
    );
  };
}
