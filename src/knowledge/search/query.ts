import { detectLanguage } from '../analysis/detect-language.ts';
import { synonymsOf } from '../analysis/synonyms.ts';
import { BREAK, type Token, tokensOf } from '../analysis/tokens.ts';
import type { PassageTable } from './passage-table.ts';
import { frequencyOf, type Match, similarTerms } from './similar-terms.ts';

/** A word of a question, with the terms of the knowledge base that speak of the same. */
export interface QueryTerm {
  token: Token;
  /** Inverse document frequency: how rare the word is among the passages. A word that none has counts as the rarest. */
  idf: number;
  /** Terms that count as this word; the word itself with weight 1. Empty where nothing is near. */
  matches: Match[];
}

/** The words of a question that are looked at, and its characters; what is longer is a pasted log. */
const MOST_WORDS = 64;
const MOST_CHARACTERS = 1_280;
/** How much it counts when two words of the question stand in an article as one: `git hub`. */
const JOINED = 0.9;
/** How much a synonym counts: more where no article has the word itself. */
const SYNONYM = { besides: 0.15, instead: 0.5 };

/** The words of a question in their order, read in the language of the knowledge base that fits it best. */
export function readQuery(text: string, table: PassageTable): QueryTerm[] {
  const asked = text.slice(0, MOST_CHARACTERS);
  const language = languageOf(asked, table);
  const terms = tokensOf(asked, language)
    .filter((token) => token !== BREAK)
    .slice(0, MOST_WORDS)
    .map((token): QueryTerm => {
      const term = table.vocabulary.find(token);
      const frequency = frequencyOf(term, table);
      const matches = frequency > 0 ? [{ term, weight: 1 }] : [];
      return { token, idf: idfOf(frequency, table.count), matches };
    });
  joinNeighbours(terms, table);
  for (const { token, matches } of terms) {
    if (token.stop) continue;
    if (matches.length === 0) matches.push(...similarTerms(token.text, table));
    const weight = matches.length > 0 ? SYNONYM.besides : SYNONYM.instead;
    for (const synonym of synonymsOf(token.text, language)) {
      const term = table.vocabulary.find({ text: synonym, stop: false });
      if (frequencyOf(term, table) > 0) matches.push({ term, weight });
    }
  }
  return terms;
}

/** Inverse document frequency as in BM25, never negative (Robertson and Zaragoza, 2009). */
export function idfOf(frequency: number, count: number): number {
  const df = Math.max(frequency, 0.5);
  return Math.log(1 + Math.max(0, count - df + 0.5) / (df + 0.5));
}

function joinNeighbours(terms: QueryTerm[], table: PassageTable): void {
  terms.slice(1).forEach((second, index) => {
    const first = terms[index];
    if (!first || (first.token.stop && second.token.stop)) return;
    const term = table.vocabulary.find({ text: first.token.text + second.token.text, stop: false });
    if (frequencyOf(term, table) === 0) return;
    for (const each of [first, second]) each.matches.push({ term, weight: JOINED });
  });
}

function languageOf(text: string, { languages }: PassageTable): string {
  const byCount = [...languages].sort(([, a], [, b]) => b - a).map(([language]) => language);
  return detectLanguage(text, byCount)[0]?.language ?? byCount[0] ?? 'en';
}
