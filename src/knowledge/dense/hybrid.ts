import type { Hit, SearchIndex } from '../search-index.ts';
import type { Searcher } from '../searcher.ts';
import type { DenseHit, DenseIndex, Embed } from './dense-index.ts';

export interface HybridDeps {
  words: Pick<SearchIndex, 'search'>;
  meaning: DenseIndex;
  embed: Embed;
  /** Similarity at which a passage is as likely to answer as not, 0..1; depends on the model of the embeddings. */
  sureAt: number;
  /** Told where a question could not be embedded: then words alone are searched for. */
  failed(error: unknown): void;
}

/** Passages looked at on each side. */
const LOOKED_AT = 50;
/** Reciprocal rank fusion (Cormack and others, SIGIR 2009). */
const RANK_SHIFT = 60;
/** How steeply confidence rises with similarity. */
const STEEPNESS = 12;

/** Searches by words and by meaning, and puts both together: a question in another language shares no words with its answer. */
export function createHybrid({ words, meaning, embed, sureAt, failed }: HybridDeps): Searcher {
  return {
    async search(query, limit, signal) {
      const byWords = words.search(query, LOOKED_AT);
      let byMeaning: DenseHit[] = [];
      try {
        const [vector] = await embed([query], signal);
        if (vector) byMeaning = meaning.search(vector, LOOKED_AT);
      } catch (error) {
        signal?.throwIfAborted();
        failed(error);
      }
      return byMeaning.length === 0
        ? byWords.slice(0, limit)
        : fused(byWords, byMeaning, sureAt).slice(0, limit);
    },
  };
}

function fused(byWords: readonly Hit[], byMeaning: readonly DenseHit[], sureAt: number): Hit[] {
  const scores = new Map<string, { passage: Hit['passage']; score: number; coverage: number }>();
  const add = (passage: Hit['passage'], rank: number, coverage: number) => {
    const known = scores.get(passage.id) ?? { passage, score: 0, coverage: 0 };
    const score = known.score + 1 / (RANK_SHIFT + rank);
    scores.set(passage.id, { passage, score, coverage: Math.max(known.coverage, coverage) });
  };
  for (const [rank, { passage, coverage }] of byWords.entries()) add(passage, rank, coverage);
  for (const [rank, { passage }] of byMeaning.entries()) add(passage, rank, 0);
  const ranked = [...scores.values()].sort(
    (a, b) => b.score - a.score || (a.passage.id < b.passage.id ? -1 : 1),
  );
  const [best] = ranked;
  if (!best) return [];
  const similarity = byMeaning.find(({ passage }) => passage.id === best.passage.id)?.similarity ?? 0;
  const near = 1 / (1 + Math.exp(-STEEPNESS * (similarity - sureAt)));
  const worded = byWords[0]?.passage.articleId === best.passage.articleId ? (byWords[0]?.confidence ?? 0) : 0;
  const confidence = Math.max(worded, near);
  return ranked.map(({ passage, score, coverage }) => ({
    passage,
    score: score / best.score,
    coverage,
    confidence,
  }));
}
