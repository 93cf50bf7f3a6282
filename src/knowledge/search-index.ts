import type { Passage } from './article.ts';
import { contentWords } from './words.ts';

/** A passage that was found. */
export interface Hit {
  passage: Passage;
  /** BM25 over weighted fields; comparable within one search only. */
  score: number;
  /** 0..1: the share of what was asked, by weight of the words, that the passage speaks of. */
  coverage: number;
}

export interface SearchIndex {
  /** Adds an article's passages, in place of those it had. */
  put(articleId: string, passages: readonly Passage[]): void;
  remove(articleId: string): void;
  /** The best passages, best first. */
  search(query: string, limit: number): Hit[];
  size(): number;
}

interface Entry {
  passage: Passage;
  /** Occurrences by word, weighted by the field that they stand in. */
  words: Map<string, number>;
  length: number;
}

/** How much more a word in the title or a heading says than one in the text. */
const TITLE_WEIGHT = 3;
const HEADING_WEIGHT = 2;
/** BM25's saturation and length normalisation; the usual values (Robertson and Zaragoza, 2009). */
const K1 = 1.2;
const B = 0.6;

/** An index in memory over passages: BM25 with weighted fields. Pure data, no globals; the same puts give the same hits. */
export function createSearchIndex(): SearchIndex {
  const byArticle = new Map<string, Entry[]>();
  const postings = new Map<string, Set<Entry>>();
  let count = 0;
  let totalLength = 0;

  function remove(articleId: string): void {
    for (const entry of byArticle.get(articleId) ?? []) {
      count -= 1;
      totalLength -= entry.length;
      for (const word of entry.words.keys()) {
        const entries = postings.get(word);
        entries?.delete(entry);
        if (entries?.size === 0) postings.delete(word);
      }
    }
    byArticle.delete(articleId);
  }

  function add(entry: Entry): void {
    count += 1;
    totalLength += entry.length;
    for (const word of entry.words.keys()) {
      const entries = postings.get(word) ?? new Set();
      postings.set(word, entries.add(entry));
    }
  }

  /** Inverse document frequency, never negative. A word that occurs nowhere weighs as one that occurs once. */
  const idf = (word: string) => {
    const df = Math.max(1, postings.get(word)?.size ?? 0);
    return Math.log(1 + (count - df + 0.5) / (df + 0.5));
  };

  return {
    remove,
    put(articleId, passages) {
      remove(articleId);
      const entries = passages.map(entryOf);
      byArticle.set(articleId, entries);
      for (const entry of entries) add(entry);
    },
    search(query, limit) {
      const words = [...new Set(contentWords(query))];
      const whole = words.reduce((sum, word) => sum + idf(word), 0);
      const found = new Map<Entry, { score: number; covered: number }>();
      const average = totalLength / Math.max(1, count);
      for (const word of words) {
        const weight = idf(word);
        for (const entry of postings.get(word) ?? []) {
          const tf = entry.words.get(word) ?? 0;
          const sofar = found.get(entry) ?? { score: 0, covered: 0 };
          sofar.score += (weight * tf * (K1 + 1)) / (tf + K1 * (1 - B + (B * entry.length) / average));
          sofar.covered += weight;
          found.set(entry, sofar);
        }
      }
      return [...found]
        .map(([{ passage }, { score, covered }]) => ({ passage, score, coverage: covered / whole }))
        .sort((a, b) => b.score - a.score || (a.passage.id < b.passage.id ? -1 : 1))
        .slice(0, limit);
    },
    size: () => count,
  };
}

function entryOf(passage: Passage): Entry {
  const words = new Map<string, number>();
  let length = 0;
  const count = (text: string, weight: number) => {
    for (const word of contentWords(text)) {
      words.set(word, (words.get(word) ?? 0) + weight);
      length += weight;
    }
  };
  count(passage.title, TITLE_WEIGHT);
  count(passage.headings.join(' '), HEADING_WEIGHT);
  count(passage.text, 1);
  return { passage, words, length };
}
