import type { Article } from './article.ts';

/** How long articles are indexed at a stretch before others have their turn, milliseconds. */
const STRETCH_MS = 25;

/** Puts articles into an index in the background: whatever else the process does goes on meanwhile. `progress`: articles done. */
export async function fillIndex(
  put: (article: Article) => void,
  articles: readonly Article[],
  progress: (done: number) => void,
): Promise<void> {
  if (articles.length === 0) return;
  let began = performance.now();
  for (const [number, article] of articles.entries()) {
    put(article);
    if (performance.now() - began < STRETCH_MS) continue;
    progress(number + 1);
    await new Promise((resolve) => setImmediate(resolve));
    began = performance.now();
  }
  progress(articles.length);
}
