import type { Article } from './article.ts';
import type { SearchIndex } from './search-index.ts';
import { splitArticle } from './split-article.ts';

/** How long articles are indexed at a stretch before others have their turn, milliseconds. */
const STRETCH_MS = 25;

/** Puts articles into an index in the background: whatever else the process does goes on meanwhile. `progress`: articles done. */
export async function fillIndex(
  index: Pick<SearchIndex, 'put'>,
  articles: readonly Article[],
  progress: (done: number) => void = () => undefined,
): Promise<void> {
  let began = performance.now();
  for (const [number, article] of articles.entries()) {
    index.put(article.id, splitArticle(article));
    if (performance.now() - began < STRETCH_MS) continue;
    progress(number + 1);
    await new Promise((resolve) => setImmediate(resolve));
    began = performance.now();
  }
  progress(articles.length);
}
