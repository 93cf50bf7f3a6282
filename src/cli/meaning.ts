import type { Article } from '../knowledge/article.ts';
import { createDenseIndex } from '../knowledge/dense/dense-index.ts';
import { embedArticles } from '../knowledge/dense/embed-articles.ts';
import { createHybrid } from '../knowledge/dense/hybrid.ts';
import type { SearchIndex } from '../knowledge/search-index.ts';
import { type Searcher, searcherOf } from '../knowledge/searcher.ts';
import type { Config } from '../platform/config/parse-config.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { createEmbedder } from '../responder/model/openai-embedder.ts';
import type { Store } from '../store/store.ts';

/** Search by meaning beside that by words, where a model of embeddings is configured. */
export interface Meaning {
  over(words: Pick<SearchIndex, 'search'>): Searcher;
  /** Embeds articles in the background; until then, and where it fails, they are found by their words. */
  add(articles: readonly Article[]): void;
  remove(ids: readonly string[]): void;
}

const NONE: Meaning = { over: searcherOf, add: () => undefined, remove: () => undefined };

/** Opens it as the configuration says. */
export function openMeaning({ model, secrets }: Config, store: Store, logger: Logger): Meaning {
  const { embeddings: name, embedding_sure: sureAt, patience: timeoutMs } = model;
  if (name === '' || !(secrets.OPENAI_API_KEY || secrets.OPENAI_BASE_URL)) return NONE;
  const apiKey = secrets.OPENAI_API_KEY ?? 'none';
  const embed = createEmbedder({ apiKey, baseUrl: secrets.OPENAI_BASE_URL, name, timeoutMs });
  const meaning = createDenseIndex();
  const failed = (error: unknown) =>
    logger.warn({ reason: messageOf(error) }, 'embeddings failed: articles are found by their words alone');
  return {
    over: (words) => createHybrid({ words, meaning, embed, sureAt, failed }),
    add(articles) {
      if (articles.length === 0) return;
      embedArticles(meaning, articles, { embed, cache: store.vectors, model: name }).catch(failed);
    },
    remove(ids) {
      for (const id of ids) meaning.remove(id);
    },
  };
}
