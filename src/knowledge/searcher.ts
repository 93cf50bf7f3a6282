import type { Hit, SearchIndex } from './search-index.ts';

/** Finds passages: by words, and where there are embeddings by meaning too. */
export interface Searcher {
  /** The best passages, best first. Waits until the index is there; rejects with the signal's reason when it aborts. */
  search(query: string, limit: number, signal?: AbortSignal): Promise<Hit[]>;
}

/** Searches an index that is there already. */
export function searcherOf(index: Pick<SearchIndex, 'search'>): Searcher {
  return { search: async (query, limit) => index.search(query, limit) };
}
