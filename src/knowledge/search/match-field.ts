import type { Question } from './question.ts';
import { SENTENCE_END } from './vocabulary.ts';

/** How a field of a passage fits a question; every figure but `found` from 0 to 1. */
export interface FieldMatch {
  /** By word of the question: how much the field speaks of it. */
  found: Float64Array;
  /** Of the sentence with the nearest meaning: cosine with the question, function words included. */
  nearest: number;
  /** Of the sentence that fits best: the share of its own words that the question has. */
  precision: number;
  /** The most of the question that one sentence covers. */
  sentence: number;
  /** The share of the question's neighbouring words that stand together here, function words left out. */
  pairs: number;
  /** The most of the question's neighbours, function words included, that one sentence has in their order. */
  phrase: number;
}

/** Holds a field against a question, sentence by sentence. */
export function matchField(
  field: Uint32Array,
  question: Question,
  weightOf: (term: number) => number,
  isStop: (term: number) => boolean,
): FieldMatch {
  const { words, weight, norm, pairs } = question;
  const match: FieldMatch = {
    found: new Float64Array(words.length),
    nearest: 0,
    precision: 0,
    sentence: 0,
    pairs: 0,
    phrase: 0,
  };
  const together = new Set<number>();
  let bestFit = 0;
  for (let from = 0; from < field.length; from++) {
    const ended = field.indexOf(SENTENCE_END, from);
    const to = ended < 0 ? field.length : ended;
    const one = matchSentence(field.subarray(from, to), question, together, weightOf, isStop);
    one.found.forEach((value, word) => {
      if (value > (match.found[word] ?? 0)) match.found[word] = value;
    });
    const fit = one.content > 0 && weight > 0 ? one.covered / Math.sqrt(one.content * weight) : 0;
    if (fit > bestFit) {
      bestFit = fit;
      match.precision = Math.min(1, one.covered / one.content);
    }
    const cosine = one.norm > 0 && norm > 0 ? one.dot / (Math.sqrt(one.norm) * norm) : 0;
    match.nearest = Math.max(match.nearest, Math.min(1, cosine));
    match.sentence = Math.max(match.sentence, weight > 0 ? one.covered / weight : 0);
    match.phrase = Math.max(match.phrase, Math.min(1, one.inOrder / Math.max(1, question.length - 1)));
    from = to;
  }
  const wanted = pairs.reduce((sum, pair) => sum + pair.weight, 0);
  const had = [...together].reduce((sum, at) => sum + (pairs[at]?.weight ?? 0), 0);
  match.pairs = wanted > 0 ? had / wanted : 0;
  return match;
}

/** The question's words that a field speaks of, by weight, as a share of the question. */
export function coverageOf(found: Float64Array, { words, weight }: Question): number {
  if (weight === 0) return 0;
  return (
    words.reduce((sum, word, at) => (word.stop ? sum : sum + word.weight * (found[at] ?? 0)), 0) / weight
  );
}

interface SentenceMatch {
  found: Float64Array;
  /** Weight of what it has of the question, function words left out. */
  covered: number;
  /** Weight of its own words, function words left out. */
  content: number;
  dot: number;
  norm: number;
  inOrder: number;
}

type Found = readonly { word: number; weight: number }[] | undefined;

function matchSentence(
  sentence: Uint32Array,
  question: Question,
  together: Set<number>,
  weightOf: (term: number) => number,
  isStop: (term: number) => boolean,
): SentenceMatch {
  const { words, byTerm, neighbours } = question;
  const match = {
    found: new Float64Array(words.length),
    covered: 0,
    content: 0,
    dot: 0,
    norm: 0,
    inOrder: 0,
  };
  const seen = new Set<number>();
  let before: Found;
  let beforeContent: Found;
  let gap = 0;
  for (const term of sentence) {
    const here = byTerm.get(term);
    const stop = isStop(term);
    if (!seen.has(term)) {
      seen.add(term);
      const weight = weightOf(term);
      match.norm += weight * weight;
      if (!stop) match.content += weight;
    }
    for (const { word, weight } of here ?? []) {
      match.found[word] = Math.max(match.found[word] ?? 0, weight);
      for (const one of before ?? []) if (neighbours.has(one.word * words.length + word)) match.inOrder += 1;
    }
    before = here;
    if (stop) continue;
    if (here && beforeContent && gap <= 1) noteTogether(beforeContent, here, gap, question, together);
    gap = here ? 0 : gap + 1;
    if (here) beforeContent = here;
  }
  words.forEach(({ weight, stop }, at) => {
    const found = match.found[at] ?? 0;
    match.dot += weight * weight * found;
    if (!stop) match.covered += weight * found;
  });
  return match;
}

/** Two words count as together with at most one word between them, and side by side in either order. */
function noteTogether(
  one: NonNullable<Found>,
  other: NonNullable<Found>,
  gap: number,
  { pairs }: Question,
  together: Set<number>,
): void {
  pairs.forEach(({ first, second }, at) => {
    const has = (list: NonNullable<Found>, word: number) => list.some((each) => each.word === word);
    if (has(one, first) && has(other, second)) together.add(at);
    else if (gap === 0 && has(one, second) && has(other, first)) together.add(at);
  });
}
