import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../admin/settings/settings.ts';
import type { Article } from '../knowledge/article.ts';
import { isForCustomers } from '../knowledge/audience.ts';
import { openLiveIndex } from '../knowledge/live-index.ts';
import { loadArticles } from '../knowledge/load-articles.ts';
import { loadRankModel } from '../knowledge/load-rank-model.ts';
import { createSearchIndex, type SearchIndex } from '../knowledge/search-index.ts';
import type { Searcher } from '../knowledge/searcher.ts';
import { splitArticle } from '../knowledge/split-article.ts';
import { type Cancel, sleep, systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config/parse-config.ts';
import type { Logger } from '../platform/logger.ts';
import type { Store } from '../store/store.ts';
import { openMeaning } from './meaning.ts';

/** How often articles that were imported meanwhile are looked for, milliseconds. */
const REFRESH_MS = 5_000;

/** Articles of the knowledge folder, and those imported by command; an imported one replaces one of the folder's. */
export async function readArticles(
  config: Config,
  store: Store,
): Promise<{ articles: Article[]; problems: string[] }> {
  const { articles, problems } = await loadArticles(config.knowledge.path);
  const byId = new Map(articles.map((article) => [article.id, article]));
  for (const { article } of await store.articles.since<Article>(null)) byId.set(article.id, article);
  return { articles: [...byId.values()], problems };
}

/** The articles that customers may be shown. */
export function customersArticles(config: Config, articles: readonly Article[]): Article[] {
  return articles.filter((article) => isForCustomers(article, config.knowledge.audience));
}

/** An index over these articles. */
export function indexOf(articles: readonly Article[]): SearchIndex {
  const index = createSearchIndex(loadRankModel());
  for (const article of articles) index.put(article.id, splitArticle(article));
  return index;
}

/** How long the start waits for the index; a large one is finished while Baton runs already, milliseconds. */
const START_WAIT_MS = 2_000;

/**
 * The knowledge base of a running Baton, as far as customers may be shown it: the index is opened or built in the background,
 * and questions wait for it. What is imported meanwhile is in use within seconds, in every process.
 */
export async function openKnowledge(
  settings: Pick<Settings, 'current' | 'onChange'>,
  store: Store,
  logger: Logger,
) {
  const config = settings.current();
  const { articles: all, problems } = await readArticles(config, store);
  for (const problem of problems) logger.warn({ problem }, 'an article could not be read');
  const articles = customersArticles(config, all);
  const ids = new Set(articles.map(({ id }) => id));
  const file = config.knowledge.index === 'keep' ? join(config.store.data_dir, 'knowledge.index') : null;
  const index = openLiveIndex(articles, { model: loadRankModel(), file, clock: systemClock, logger });
  const meaning = openMeaning(config, store, logger);
  const searched = meaning.over(index);
  const searcher: Searcher = {
    async search(query, limit, signal) {
      await index.filled;
      signal?.throwIfAborted();
      return searched.search(query, limit, signal);
    },
  };
  async function put(shown: readonly Article[], hidden: readonly string[]): Promise<void> {
    await index.put(shown);
    await index.remove(hidden);
    meaning.remove(hidden);
    meaning.add(shown);
    for (const { id } of shown) ids.add(id);
    for (const id of hidden) ids.delete(id);
  }
  /** Shows what customers may be shown now and were not before, and the other way round. */
  async function followAudience(): Promise<void> {
    const present = await readArticles(settings.current(), store);
    const shown = customersArticles(settings.current(), present.articles);
    const wanted = new Set(shown.map(({ id }) => id));
    await put(
      shown.filter(({ id }) => !ids.has(id)),
      [...ids].filter((id) => !wanted.has(id)),
    );
  }
  const refreshing = refreshEvery(store, logger, async (imported) => {
    const fresh = customersArticles(settings.current(), imported);
    const hidden = imported.filter((article) => !fresh.includes(article)).map(({ id }) => id);
    await put(fresh, hidden);
  });
  let following = Promise.resolve();
  const unfollow = settings.onChange((now, before) => {
    if (isDeepStrictEqual(now.knowledge.audience, before.knowledge.audience)) return;
    following = following
      .then(followAudience)
      .catch((error) => logger.error({ error }, 'the audience of the articles could not be changed'));
  });
  meaning.add(articles);
  const wait = new AbortController();
  await Promise.race([index.filled, sleep(systemClock, START_WAIT_MS, wait.signal)]);
  wait.abort();
  return {
    searcher,
    articles: () => ids.size,
    /** Resolves when the articles are those that customers may be shown by the settings in force. */
    followed: () => following,
    async stop(): Promise<void> {
      unfollow();
      refreshing.stop();
      await following;
      await index.stop();
    },
  };
}

/** Looks for articles that were imported meanwhile, again and again. */
function refreshEvery(store: Store, logger: Logger, put: (articles: Article[]) => Promise<void>) {
  // Looks back a little, so that clocks of several processes may differ by that.
  let seen = new Date(systemClock.now().getTime() - REFRESH_MS);
  let cancel: Cancel = () => undefined;
  let stopped = false;

  async function refresh(): Promise<void> {
    const fresh = await store.articles.since<Article>(seen);
    if (fresh.length === 0) return;
    await put(fresh.map(({ article }) => article));
    seen = fresh.at(-1)?.importedAt ?? seen;
  }
  function loop(): void {
    if (stopped) return;
    cancel = systemClock.after(REFRESH_MS, () => {
      refresh()
        .catch((error) =>
          logger.error({ error }, 'imported articles could not be read; the next look tries again'),
        )
        .finally(loop);
    });
  }
  loop();
  return {
    stop() {
      stopped = true;
      cancel();
    },
  };
}
