import { randomUUID } from 'node:crypto';
import { type App, type AppDeps, createApp, type InForce } from '../../src/app.ts';
import { indexOf } from '../../src/cli/knowledge.ts';
import { loadArticles } from '../../src/knowledge/load-articles.ts';
import { type Searcher, searcherOf } from '../../src/knowledge/searcher.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { packagePath } from '../../src/platform/package-path.ts';
import { loadTexts } from '../../src/platform/texts.ts';
import { createExtractiveResponder } from '../../src/responder/extractive.ts';
import type { Responder } from '../../src/responder/responder.ts';
import type { Store } from '../../src/store/store.ts';
import { read } from '../support/reader.ts';
import { testSettings } from '../support/test-app.ts';

/** Answers without a model. */
export const quoting = (searcher: Searcher): Responder =>
  createExtractiveResponder(searcher, { threshold: 0.45 });

export type Answering = Pick<AppDeps, 'responder' | 'actions'>;

/** All of Baton with the real texts and the sample handbook, started on these platforms. */
export async function startHandbookApp(
  given: Pick<AppDeps, 'store' | 'channels' | 'desk'>,
  places: Readonly<Record<string, string>> = {},
  answering: (searcher: Searcher, store: Store) => Answering = (searcher) => ({
    responder: quoting(searcher),
  }),
): Promise<App> {
  const { articles } = await loadArticles(packagePath('config/knowledge'));
  const settings = { ...testSettings, policy: { ...testSettings.policy, places } };
  const inForce: InForce = { settings, read, texts: loadTexts('en') };
  const app = createApp({
    ...given,
    clock: systemClock,
    logger: createLogger('silent'),
    newId: randomUUID,
    inForce: () => inForce,
    ...answering(searcherOf(indexOf(articles)), given.store),
  });
  await app.start();
  return app;
}
