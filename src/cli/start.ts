import { createApp } from '../app.ts';
import { systemClock } from '../platform/clock.ts';
import { messageOf } from '../platform/errors.ts';
import { loadTexts } from '../platform/texts.ts';
import { appSettings } from './app-settings.ts';
import { openKnowledge } from './knowledge.ts';
import { openReader } from './reader.ts';
import { openActions, openResponder } from './responder.ts';
import { newId, openRuntime, readConfig } from './runtime.ts';
import { buildAdapters } from './start-adapters.ts';

/** Runs Baton until it is told to stop (SIGINT, SIGTERM); then finishes what is in hand. */
export async function runStart(configFile: string | undefined): Promise<void> {
  const config = readConfig(configFile);
  const settings = appSettings(config);
  const runtime = await openRuntime(config);
  const { logger, store } = runtime;
  const adapters = buildAdapters(config, store, logger);
  const knowledge = await openKnowledge(config, store, logger);
  const actions = openActions(config, store, logger);
  const app = createApp({
    store,
    clock: systemClock,
    logger,
    newId,
    texts: loadTexts(config.assistant.language),
    read: openReader(settings.policy),
    responder: openResponder(config, knowledge.searcher, { store, logger, actions: actions.tools }),
    actions,
    channels: adapters.channels,
    desk: adapters.desk,
    settings,
  });
  const stop = stopOnce(async () => {
    await app.stop();
    await knowledge.stop();
    await runtime.close();
  });
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('unhandledRejection', (reason) =>
    logger.error({ error: reason }, 'a promise was rejected unhandled'),
  );
  try {
    await app.start();
  } catch (error) {
    await runtime.close();
    throw error;
  }
  const platforms = adapters.channels.map(({ platform }) => platform).join(', ');
  process.stdout.write(
    `Baton runs: ${platforms}; ${knowledge.articles()} articles; desk at ${adapters.desk.platform}.\n`,
  );
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
