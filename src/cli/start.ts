import { hostname } from 'node:os';
import { type App, createApp } from '../app.ts';
import { shareLimits } from '../delivery/share-limits.ts';
import { systemClock } from '../platform/clock.ts';
import { requireConfig, type Sources } from '../platform/config/parse-config.ts';
import { messageOf } from '../platform/errors.ts';
import { createMetrics } from '../platform/metrics.ts';
import { packageVersion } from '../platform/package-path.ts';
import { openKnowledge } from './knowledge.ts';
import { liveAccounts } from './live-accounts.ts';
import { openLiveActions, openLiveResponder } from './live-responder.ts';
import { createModelHealth } from './model-health.ts';
import { countTokens, openMonitor } from './monitor.ts';
import { openCommands } from './open-commands.ts';
import { openInForce, openSettings, readSources } from './open-settings.ts';
import { openBriefer } from './responder.ts';
import { newId, openRuntime, type Runtime } from './runtime.ts';
import { createSignOfLife } from './sign-of-life.ts';
import { buildAdapters } from './start-adapters.ts';

/** Runs Baton until it is told to stop (SIGINT, SIGTERM); then finishes what is in hand. */
export async function runStart(configFile: string | undefined): Promise<void> {
  const sources = readSources(configFile);
  const runtime = await openRuntime(requireConfig(sources));
  process.on('unhandledRejection', (reason) =>
    runtime.logger.error({ error: reason }, 'a promise was rejected unhandled'),
  );
  try {
    await run(sources, runtime);
  } catch (error) {
    await runtime.close();
    throw error;
  }
}

async function run(sources: Sources, runtime: Runtime): Promise<void> {
  const { logger, store } = runtime;
  const settings = await openSettings(sources, runtime);
  const { current } = settings;
  runtime.logger.follow(() => current().log.level);
  const config = current();
  const adapters = buildAdapters(config, store, logger, current);
  const actions = openLiveActions(current, store, logger);
  const knowledge = await openKnowledge(settings, store, logger);
  const metrics = createMetrics();
  metrics.watchProcess();
  const health = createModelHealth({ store, clock: systemClock, logger, metrics });
  const model = { store, logger, spent: countTokens(metrics), changed: health.changed };
  const briefer = openBriefer(config, model);
  const inForce = openInForce(current);
  const redis = config.secrets.REDIS_URL;
  const commands = openCommands({
    ...{ store, logger, settings, inForce, desk: adapters.desk },
    knowledge: {
      articles: async () => knowledge.all(),
      search: (query, limit) => knowledge.searcher.search(query, limit),
    },
    // The app takes the commands, and they hand in what they lead to.
    accept: (event) => app.intake.accept(event),
    acceptInternal: (id, event) => app.intake.acceptInternal(id, event),
    forget: {
      begin: (...person) => app.forget.begin(...person),
      workspacesOf: (...person) => app.forget.workspacesOf(...person),
    },
  });
  const monitor = await openMonitor(config, store, metrics);
  const app: App = createApp({
    store,
    clock: systemClock,
    logger,
    newId,
    inForce,
    commands,
    responder: openLiveResponder(current, knowledge.searcher, { ...model, actions }),
    actions,
    ...(briefer ? { briefer } : {}),
    accounts: liveAccounts(current),
    metrics,
    channels: adapters.channels,
    desk: adapters.desk,
    ...(redis ? { limitShare: shareLimits({ url: redis, logger, clock: systemClock }) } : {}),
  });
  health.announceTo(app.intake.acceptNotice);
  const signs = createSignOfLife({
    ...{ store, logger, clock: systemClock },
    process: {
      ...{ _id: newId(), host: hostname(), version: packageVersion(), desk: adapters.desk.platform },
      platforms: adapters.channels.map(({ platform }) => platform),
    },
  });
  const close = async () => {
    monitor?.stopping();
    await app.stop();
    await signs.stop();
    await settings.stop();
    await knowledge.stop();
    await monitor?.stop();
  };
  const stop = stopOnce(async () => {
    await close();
    await runtime.close();
  });
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  settings.start();
  try {
    await app.start();
  } catch (error) {
    // What is open already would keep the process alive, and whoever watches over it would not start it again.
    await close().catch((reason) => logger.error({ error: reason }, 'what was open could not be closed'));
    throw error;
  }
  signs.start();
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
