import type { GramTable } from './grams.ts';
import type { Entry, PassageTable } from './passage-table.ts';
import type { Question } from './question.ts';
import { SENTENCE_END } from './vocabulary.ts';

/** How an article as a whole fits a question. */
export interface ArticleMatch {
  /** 0..1: the share of the question that it speaks of anywhere. */
  coverage: number;
  /** Its function words: how, when and who tell apart what else is asked in the same words. */
  functionWords: number;
  /** 0..1: cosine of letter groups between the question and its nearest sentence. */
  nearest: number;
  /** 0..1: the same with all its sentences together. */
  middle: number;
}

/** Passages of one article that are looked at; a longer one is a book. */
const LOOKED_AT = 60;
/** Saturation and length normalisation of BM25. */
const K1 = 1.2;
const B = 0.6;
const TITLE_COUNTS = 3;
const HEADING_COUNTS = 2;

/** Makes the matcher of one question; it remembers what it has learnt of a term. */
export function createArticleMatcher(question: Question, table: PassageTable) {
  const grams = createGramMatcher(question, table);

  /** `usualLength` is how many words the articles have that it is compared with, on average. */
  function match(entries: readonly Entry[], usualLength: number): ArticleMatch {
    const { words, byTerm, weight } = question;
    const counts = new Float64Array(words.length);
    const count = (field: Uint32Array, each: number) => {
      for (const term of field) {
        for (const one of byTerm.get(term) ?? [])
          counts[one.word] = (counts[one.word] ?? 0) + each * one.weight;
      }
    };
    const looked = entries.slice(0, LOOKED_AT);
    count(looked[0]?.title ?? new Uint32Array(), TITLE_COUNTS);
    for (const { headings, body } of looked) {
      count(headings, HEADING_COUNTS);
      count(body, 1);
    }
    const long = K1 * (1 - B + (B * lengthOf(looked)) / Math.max(1, usualLength));
    let covered = 0;
    let functionWords = 0;
    words.forEach((word, at) => {
      const times = counts[at] ?? 0;
      if (!word.stop) covered += word.weight * Math.min(1, times);
      else functionWords += (word.weight * times) / (times + long);
    });
    const fields = [
      looked[0]?.title ?? new Uint32Array(),
      ...looked.flatMap(({ headings, body }) => [headings, body]),
    ];
    return {
      coverage: weight > 0 ? covered / weight : 0,
      functionWords: weight > 0 ? functionWords / weight : 0,
      ...grams.match(fields),
    };
  }
  return { match };
}

/** How many terms an article has, as far as it is looked at. */
export function lengthOf(entries: readonly Entry[]): number {
  const rest = entries
    .slice(0, LOOKED_AT)
    .reduce((sum, { headings, body }) => sum + headings.length + body.length, 0);
  return rest + (entries[0]?.title.length ?? 0);
}

function createGramMatcher(question: Question, table: PassageTable) {
  const { grams, vocabulary } = table;
  const asked = vectorOf(
    question.words.map(({ text }) => text),
    grams,
    table.count,
  );
  const middle = new Float32Array(asked.length);
  const terms = new Map<number, Term>();

  const termOf = (term: number): Term => {
    const known = terms.get(term);
    if (known) return known;
    const numbers = grams.gramsOf(vocabulary.textOf(term));
    const one: Term = { numbers, weights: new Float32Array(numbers.length), dot: 0, square: 0 };
    for (let at = 0; at < numbers.length; at++) {
      const gram = numbers[at] ?? 0;
      const weight = grams.weightOf(gram, at, table.count);
      one.weights[at] = weight;
      one.dot += weight * (asked[gram] ?? 0);
      one.square += weight * weight;
    }
    terms.set(term, one);
    return one;
  };

  /** Adds a sentence's vector, at length 1, to the middle. */
  function addToMiddle(sentence: readonly Term[], length: number, touched: number[]): void {
    for (const { numbers, weights } of sentence) {
      for (let at = 0; at < numbers.length; at++) {
        const gram = numbers[at] ?? 0;
        const before = middle[gram] ?? 0;
        if (before === 0) touched.push(gram);
        middle[gram] = before + (weights[at] ?? 0) / length;
      }
    }
  }

  function match(fields: readonly Uint32Array[]): { nearest: number; middle: number } {
    const touched: number[] = [];
    let nearest = 0;
    let sum = 0;
    let sentence: Term[] = [];
    const endSentence = () => {
      let square = 0;
      let dot = 0;
      for (const term of sentence) {
        square += term.square;
        dot += term.dot;
      }
      if (square === 0) return;
      const length = Math.sqrt(square);
      nearest = Math.max(nearest, dot / length);
      sum += dot / length;
      addToMiddle(sentence, length, touched);
      sentence = [];
    };
    for (const field of fields) {
      for (const term of field) {
        if (term === SENTENCE_END) endSentence();
        else sentence.push(termOf(term));
      }
      endSentence();
    }
    let square = 0;
    for (const gram of touched) {
      square += (middle[gram] ?? 0) ** 2;
      middle[gram] = 0;
    }
    return { nearest: Math.min(1, nearest), middle: square > 0 ? sum / Math.sqrt(square) : 0 };
  }
  return { match };
}

interface Term {
  numbers: Uint16Array;
  weights: Float32Array;
  /** With the question's vector. */
  dot: number;
  square: number;
}

/** A text as a vector of length 1 over letter groups. */
function vectorOf(words: readonly string[], grams: GramTable, passages: number): Float32Array {
  const vector = new Float32Array(1 << 16);
  const numbers: number[] = [];
  for (const word of words) {
    grams.gramsOf(word).forEach((gram, place) => {
      numbers.push(gram);
      vector[gram] = (vector[gram] ?? 0) + grams.weightOf(gram, place, passages);
    });
  }
  const length = Math.hypot(...[...new Set(numbers)].map((gram) => vector[gram] ?? 0)) || 1;
  for (const gram of new Set(numbers)) vector[gram] = (vector[gram] ?? 0) / length;
  return vector;
}
