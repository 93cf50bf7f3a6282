import { createHash } from 'node:crypto';
import type { Article, Passage } from '../article.ts';
import { splitArticle } from '../split-article.ts';
import type { DenseIndex, Embed } from './dense-index.ts';

/** Vectors by the hash of model and text: what was embedded once is not paid for again. */
export interface VectorCache {
  get(ids: readonly string[]): Promise<Map<string, Float32Array>>;
  set(vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
}

/** Texts in one request. */
const BATCH = 64;

/** Puts the vectors of articles into an index; those that the cache has cost nothing. */
export async function embedArticles(
  index: DenseIndex,
  articles: readonly Article[],
  { embed, cache, model }: { embed: Embed; cache: VectorCache; model: string },
): Promise<void> {
  const passages = articles.flatMap((article) => splitArticle(article));
  const vectors = new Map<string, Float32Array>();
  for (let from = 0; from < passages.length; from += BATCH) {
    const texts = new Map(
      passages.slice(from, from + BATCH).map((one) => [idOf(model, textOf(one)), textOf(one)]),
    );
    const known = await cache.get([...texts.keys()]);
    const missing = [...texts].filter(([id]) => !known.has(id));
    if (missing.length > 0) {
      const made = await embed(missing.map(([, text]) => text));
      const fresh = new Map(
        missing.flatMap(([id], at): [string, Float32Array][] => (made[at] ? [[id, made[at]]] : [])),
      );
      await cache.set(fresh);
      for (const [id, vector] of fresh) known.set(id, vector);
    }
    for (const [id, vector] of known) vectors.set(id, vector);
  }
  for (const article of articles) {
    const own = splitArticle(article).flatMap((passage) => {
      const vector = vectors.get(idOf(model, textOf(passage)));
      return vector ? [{ passage, vector }] : [];
    });
    index.put(article.id, own);
  }
}

function textOf({ title, headings, text }: Passage): string {
  return [[title, ...headings].join(' › '), text].join('\n');
}

function idOf(model: string, text: string): string {
  return createHash('sha256').update(`${model}\n${text}`).digest('base64url');
}
