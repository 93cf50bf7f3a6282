import { detectLanguage } from '../analysis/detect-language.ts';
import { BREAK, type Token, tokensOf } from '../analysis/tokens.ts';
import type { PassageTable } from './passage-table.ts';

/** A word of a question, with the terms of the knowledge base that speak of the same. */
export interface QueryTerm {
  token: Token;
  /** Inverse document frequency: how rare the word is among the passages. A word that none has counts as the rarest. */
  idf: number;
  /** Terms that count as this word, each with how much, 0..1; the word itself with 1. Empty where nothing is near. */
  matches: { term: number; weight: number }[];
}

/** The words of a question that are looked at; what is longer is a pasted log. */
const LONGEST_QUERY = 64;

/** The words of a question in their order, read in the language of the knowledge base that fits it best. */
export function readQuery(text: string, table: PassageTable): QueryTerm[] {
  const terms: QueryTerm[] = [];
  const tokens = tokensOf(text.slice(0, LONGEST_QUERY * 20), languageOf(text, table)).filter(
    (token) => token !== BREAK,
  );
  for (const token of tokens.slice(0, LONGEST_QUERY)) {
    const term = table.vocabulary.find(token);
    const frequency = table.postingsOf(term)?.length ?? 0;
    const matches = frequency > 0 ? [{ term, weight: 1 }] : [];
    terms.push({ token, idf: idfOf(frequency, table.count), matches });
  }
  return terms;
}

/** As in BM25, never negative (Robertson and Zaragoza, 2009). */
export function idfOf(frequency: number, count: number): number {
  const df = Math.max(frequency, 0.5);
  return Math.log(1 + (count - df + 0.5) / (df + 0.5));
}

function languageOf(text: string, { languages }: PassageTable): string {
  const byCount = [...languages].sort(([, a], [, b]) => b - a).map(([language]) => language);
  return detectLanguage(text, byCount)[0]?.language ?? byCount[0] ?? 'en';
}
