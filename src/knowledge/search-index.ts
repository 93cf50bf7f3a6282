import type { Passage } from './article.ts';
import { look } from './search/look.ts';
import { createPassageTable, type PassageTable } from './search/passage-table.ts';
import { type IndexPiece, piecesOf, tableOf } from './search/pieces.ts';
import { confidenceOf, type RankModel, rank } from './search/rank-model.ts';

/** A passage that was found. */
export interface Hit {
  passage: Passage;
  /** 0..1: how well it fits beside the best, which has 1; comparable within one search only. */
  score: number;
  /** 0..1: the share of what was asked, by weight of the words, that the passage speaks of. */
  coverage: number;
  /** 0..1: how likely the article of the best hit answers what was asked; the same in all hits of a search. */
  confidence: number;
}

export interface SearchIndex {
  /** Adds an article's passages, in place of those it had. */
  put(articleId: string, passages: readonly Passage[]): void;
  remove(articleId: string): void;
  /** The best passages, best first; 50 at most. */
  search(query: string, limit: number): Hit[];
  /** Number of passages. */
  size(): number;
  /** What it holds, in pieces of bounded size, for `loadSearchIndex`. Nothing may be put or removed meanwhile. */
  pieces(): Iterable<IndexPiece>;
}

/**
 * An index in memory over passages: the words find the candidates (BM25 with weighted fields), and a linear model ranks them
 * by how their sentences, titles and articles fit the question. Pure data, no globals; the same puts give the same hits.
 */
export function createSearchIndex(model: RankModel): SearchIndex {
  return indexOver(createPassageTable(), model);
}

/** An index that holds what the pieces of another one say. */
export function loadSearchIndex(pieces: Iterable<IndexPiece>, model: RankModel): SearchIndex {
  return indexOver(tableOf(pieces), model);
}

function indexOver(table: PassageTable, model: RankModel): SearchIndex {
  return {
    pieces: () => piecesOf(table),
    put: table.put,
    remove: table.remove,
    size: () => table.count,
    search(query, limit) {
      const { question, featured } = look(query, table);
      const ranked = rank(featured, model);
      const confidence = confidenceOf(question, ranked, model);
      const best = ranked[0]?.rank ?? 0;
      return ranked.slice(0, limit).map(({ entry, rank, features }) => ({
        passage: entry.passage,
        score: Math.exp(rank - best),
        coverage: features.coverage,
        confidence,
      }));
    },
  };
}
