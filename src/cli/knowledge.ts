import type { Article } from '../knowledge/article.ts';
import { loadArticles } from '../knowledge/load-articles.ts';
import { loadRankModel } from '../knowledge/load-rank-model.ts';
import { createSearchIndex, type SearchIndex } from '../knowledge/search-index.ts';
import { splitArticle } from '../knowledge/split-article.ts';
import { type Cancel, systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config/parse-config.ts';
import type { Logger } from '../platform/logger.ts';
import type { Store } from '../store/store.ts';

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

/** An index over these articles. */
export function indexOf(articles: readonly Article[]): SearchIndex {
  const index = createSearchIndex(loadRankModel());
  for (const article of articles) index.put(article.id, splitArticle(article));
  return index;
}

/** The knowledge base of a running Baton: what is imported while it runs is in use within seconds, in every process. */
export async function openKnowledge(config: Config, store: Store, logger: Logger) {
  const { articles, problems } = await readArticles(config, store);
  for (const problem of problems) logger.warn({ problem }, 'an article could not be read');
  const ids = new Set(articles.map(({ id }) => id));
  const index = indexOf(articles);
  // Looks back a little, so that clocks of several processes may differ by that.
  let seen = new Date(systemClock.now().getTime() - REFRESH_MS);
  let cancel: Cancel = () => undefined;
  let stopped = false;

  async function refresh(): Promise<void> {
    for (const { article, importedAt } of await store.articles.since<Article>(seen)) {
      index.put(article.id, splitArticle(article));
      ids.add(article.id);
      seen = importedAt;
    }
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
  const stop = () => {
    stopped = true;
    cancel();
  };
  return { index, articles: () => ids.size, stop };
}
