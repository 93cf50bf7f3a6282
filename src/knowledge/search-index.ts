import type { Passage } from './article.ts';
import { findCandidates } from './search/candidates.ts';
import { createPassageTable, type Entry } from './search/passage-table.ts';
import { type QueryTerm, readQuery } from './search/query.ts';

/** A passage that was found. */
export interface Hit {
  passage: Passage;
  /** BM25F; comparable within one search only. */
  score: number;
  /** 0..1: the share of what was asked, by weight of the words, that the passage speaks of. */
  coverage: number;
  /** 0..1: how sure it is that the first of the hits answers what was asked. */
  confidence: number;
}

export interface SearchIndex {
  /** Adds an article's passages, in place of those it had. */
  put(articleId: string, passages: readonly Passage[]): void;
  remove(articleId: string): void;
  /** The best passages, best first. */
  search(query: string, limit: number): Hit[];
  size(): number;
}

/** An index in memory over passages. Pure data, no globals; the same puts give the same hits. */
export function createSearchIndex(): SearchIndex {
  const table = createPassageTable();
  return {
    put: table.put,
    remove: table.remove,
    size: () => table.count,
    search(query, limit) {
      const terms = readQuery(query, table);
      return findCandidates(terms, table, limit).map(({ entry, score }) => ({
        passage: entry.passage,
        score,
        coverage: coverageOf(entry, terms),
        confidence: coverageOf(entry, terms),
      }));
    },
  };
}

function coverageOf(entry: Entry, terms: readonly QueryTerm[]): number {
  const has = new Set([...entry.title, ...entry.headings, ...entry.body]);
  const content = terms.filter(({ token }) => !token.stop);
  const whole = content.reduce((sum, { idf }) => sum + idf, 0);
  const covered = content
    .filter(({ matches }) => matches.some(({ term }) => has.has(term)))
    .reduce((sum, { idf }) => sum + idf, 0);
  return covered / whole;
}
