import type { Passage } from '../article.ts';

/** Makes vectors of texts, one each, in their order. Rejects where it cannot. */
export type Embed = (texts: readonly string[], signal?: AbortSignal) => Promise<Float32Array[]>;

/** A passage and how near its meaning is to a question's, -1..1 (cosine). */
export interface DenseHit {
  passage: Passage;
  similarity: number;
}

/** Passages by their vectors. */
export interface DenseIndex {
  put(articleId: string, passages: readonly { passage: Passage; vector: Float32Array }[]): void;
  remove(articleId: string): void;
  /** The nearest passages, nearest first. */
  search(vector: Float32Array, limit: number): DenseHit[];
}

/** An exact scan: 20,000 vectors of 256 numbers take some milliseconds, and nothing has to be built. */
export function createDenseIndex(): DenseIndex {
  const byArticle = new Map<string, { passage: Passage; vector: Float32Array }[]>();
  return {
    put(articleId, passages) {
      byArticle.set(
        articleId,
        passages.map(({ passage, vector }) => ({ passage, vector: unit(vector) })),
      );
    },
    remove: (articleId) => void byArticle.delete(articleId),
    search(vector, limit) {
      const wanted = unit(vector);
      const hits: DenseHit[] = [];
      for (const entries of byArticle.values()) {
        for (const { passage, vector: own } of entries) {
          if (own.length === wanted.length) hits.push({ passage, similarity: dot(own, wanted) });
        }
      }
      return hits.sort((a, b) => b.similarity - a.similarity).slice(0, limit);
    },
  };
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}
