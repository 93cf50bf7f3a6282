import type { Cancel, Clock } from '../platform/clock.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { Article } from './article.ts';
import { fillIndex } from './fill-index.ts';
import { keepIndex, markOf, readKeptIndex } from './kept-index.ts';
import type { RankModel } from './search/rank-model.ts';
import { createSearchIndex, type SearchIndex } from './search-index.ts';
import { splitArticle } from './split-article.ts';

export interface LiveIndexDeps {
  model: RankModel;
  /** Where the index is kept between runs; null: nowhere. */
  file: string | null;
  clock: Clock;
  logger: Logger;
}

/** An index that is searched while articles come and go. */
export interface LiveIndex extends Pick<SearchIndex, 'search' | 'size'> {
  /** Resolves when the articles of the start are in. */
  readonly filled: Promise<void>;
  put(articles: readonly Article[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** Keeps what was not kept yet. */
  stop(): Promise<void>;
}

/** How long after a change the index is kept, so that several changes are kept at once, milliseconds. */
const KEEP_AFTER_MS = 10_000;

/**
 * Opens the index that was kept, and brings it up to these articles in the background: what is new or has changed is indexed,
 * what is gone is removed. Without a kept index, or with a damaged one, all of them are indexed.
 */
export function openLiveIndex(articles: readonly Article[], deps: LiveIndexDeps): LiveIndex {
  const { file, clock, logger } = deps;
  let index = createSearchIndex(deps.model);
  let marks = new Map<string, string>();
  let revision = 0;
  let kept = 0;
  let cancel: Cancel = () => undefined;
  let keeping = Promise.resolve();

  function put(article: Article): void {
    index.put(article.id, splitArticle(article));
    marks.set(article.id, markOf(article));
    revision += 1;
  }
  function remove(id: string): void {
    if (!marks.delete(id)) return;
    index.remove(id);
    revision += 1;
  }

  async function fill(): Promise<void> {
    const found = file ? await readKeptIndex(file, deps.model).catch(unusable) : undefined;
    if (found) ({ index, marks } = found);
    const wanted = new Set(articles.map(({ id }) => id));
    for (const id of [...marks.keys()]) if (!wanted.has(id)) remove(id);
    const changed = articles.filter((article) => marks.get(article.id) !== markOf(article));
    let told = 0;
    await fillIndex(put, changed, (done) => {
      if (done < changed.length && done - told < changed.length / 10) return;
      told = done;
      logger.info(
        { done, of: changed.length, passages: index.size() },
        'the knowledge base is being indexed',
      );
    });
    keepSoon();
  }
  function unusable(error: unknown): undefined {
    logger.warn({ file, reason: messageOf(error) }, 'the kept index cannot be used; it is built anew');
  }

  function keepSoon(): void {
    cancel();
    if (file && kept !== revision) cancel = clock.after(KEEP_AFTER_MS, () => void keep());
  }
  /** One at a time; what changes while it is being written is kept by the next. */
  function keep(): Promise<void> {
    cancel();
    keeping = keeping.then(async () => {
      if (!file || kept === revision) return;
      const now = revision;
      try {
        if (await keepIndex(file, { index, marks }, () => revision === now)) kept = now;
        else keepSoon();
      } catch (error) {
        logger.warn(
          { file, reason: messageOf(error) },
          'the index could not be kept; the next start builds it',
        );
      }
    });
    return keeping;
  }

  const filled = fill();
  return {
    filled,
    search: (query, limit) => index.search(query, limit),
    size: () => index.size(),
    async put(fresh) {
      await filled;
      for (const article of fresh) put(article);
      keepSoon();
    },
    async remove(ids) {
      await filled;
      for (const id of ids) remove(id);
      keepSoon();
    },
    async stop() {
      await filled;
      await keep();
    },
  };
}
