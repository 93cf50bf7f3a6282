import {
  type Features,
  featuresOf,
  SURFACE_SIZE,
  surfaceOf,
} from '../../src/escalation/sentiment/features.ts';
import { SENTIMENTS } from '../../src/escalation/sentiment/sentiment.ts';
import { fitLogistic, type SparseRow, sparse } from './logistic.ts';

export interface Row {
  text: string;
  expected: (typeof SENTIMENTS)[number];
}

export interface Sources {
  lexicon: ReadonlyMap<string, number>;
  /** Commonest words first. */
  vectors: ReadonlyMap<string, readonly number[]>;
}

/** Rarer ones are left out. */
const RAREST_WORD = 2;
const RAREST_LETTERS = 6;
/** Penalties and scales, found by cross-validation. */
const PENALTY = 0.5;
const RATIO_PENALTY = 0.25;
const SURFACE_SCALE = 0.5;
const VECTOR_SCALE = 0.1;
const SMOOTH = 0.5;
/** Rare classes are preferred by so much, as logarithm. */
const PRIOR = [0, 0.6, 0.6];
const SCALE = 1_000;

/** Trains on rows, and gives what the model file holds. */
export function trainSentiment(rows: readonly Row[], { lexicon, vectors }: Sources) {
  const features = rows.map(({ text }) => featuresOf(text));
  const words = frequent(
    features.map((one) => one.words),
    RAREST_WORD,
  );
  const letters = frequent(
    features.map((one) => one.letters),
    RAREST_LETTERS,
  );
  const common = commonWords(vectors);
  const spread = spreadOf(features, common);
  const offset = { letters: words.terms.length, surface: words.terms.length + letters.terms.length };
  const vectorAt = offset.surface + SURFACE_SIZE;
  const inputs = features.map((one) =>
    sparse([
      ...normed(one.words, words, 0),
      ...normed(one.letters, letters, offset.letters),
      ...surfaceOf(one, lexicon).map((value, at) => [offset.surface + at, value * SURFACE_SCALE] as const),
      ...meansOf(one, common).map(
        (value, at) => [vectorAt + at, (value * VECTOR_SCALE) / (spread[at] ?? 1)] as const,
      ),
    ]),
  );
  const size = vectorAt + spread.length;
  const fitted = SENTIMENTS.map((label) =>
    fitLogistic(
      inputs,
      rows.map(({ expected }) => expected === label),
      size,
      PENALTY,
    ),
  );
  const ratios = trainRatios(rows, features, words);
  const weightsAt = (at: number) => fitted.map(({ weights }) => weights[at] ?? 0);
  return {
    scale: SCALE,
    prior: whole(PRIOR),
    bias: whole(fitted.map(({ bias }) => bias)),
    surface: fitted.map(({ weights }) =>
      whole(Array.from(weights.slice(offset.surface, vectorAt), (one) => one * SURFACE_SCALE)),
    ),
    words: {
      terms: words.terms,
      numbers: words.terms.flatMap((_, at) => whole([words.idf[at] ?? 0, ...weightsAt(at)])),
    },
    letters: {
      terms: letters.terms,
      numbers: letters.terms.flatMap((_, at) =>
        whole([letters.idf[at] ?? 0, ...weightsAt(offset.letters + at)]),
      ),
    },
    ratios,
    lexicon: { terms: [...lexicon.keys()], numbers: whole([...lexicon.values()]) },
    common: foldVectors(
      common,
      spread,
      fitted.map(({ weights }) => weights.slice(vectorAt)),
    ),
  };
}

type Terms = ReturnType<typeof frequent>;

function frequent(all: readonly ReadonlyMap<string, number>[], rarest: number) {
  const counts = new Map<string, number>();
  for (const one of all) for (const term of one.keys()) counts.set(term, (counts.get(term) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= rarest);
  const idf = kept.map(([, count]) => Math.log((1 + all.length) / (1 + count)) + 1);
  const terms = kept.map(([term]) => term);
  return { terms, idf, index: new Map(terms.map((term, at) => [term, at])) };
}

function normed(counts: ReadonlyMap<string, number>, { index, idf }: Terms, offset: number) {
  const values = [...counts].flatMap(([term, count]) => {
    const at = index.get(term);
    return at === undefined ? [] : [[at + offset, (1 + Math.log(count)) * (idf[at] ?? 0)] as const];
  });
  const length = Math.sqrt(values.reduce((sum, [, value]) => sum + value * value, 0)) || 1;
  return values.map(([at, value]) => [at, value / length] as const);
}

/** Words with their vectors, rarer ones counting more (Arora et al., 2017, https://openreview.net/forum?id=SyK00v5xx). */
function commonWords(vectors: Sources['vectors']): Map<string, number[]> {
  const total = Math.log(vectors.size);
  return new Map(
    [...vectors].map(([word, vector], rank) => {
      const frequency = 1 / ((rank + 1) * total);
      const weight = 1e-3 / (1e-3 + frequency);
      return [word, vector.map((one) => one * weight)];
    }),
  );
}

/** The mean vector of all words, and of the negated ones. */
function meansOf({ tokens, negated }: Features, common: ReadonlyMap<string, number[]>): number[] {
  const known = tokens.flatMap((token, at) => {
    const vector = common.get(token);
    return vector ? [{ vector, turned: negated[at] }] : [];
  });
  return [
    ...mean(known.map(({ vector }) => vector)),
    ...mean(known.flatMap(({ vector, turned }) => (turned ? [vector] : []))),
  ];
}

function mean(vectors: readonly number[][]): number[] {
  return Array.from({ length: 100 }, (_, at) =>
    vectors.length === 0 ? 0 : vectors.reduce((sum, one) => sum + (one[at] ?? 0), 0) / vectors.length,
  );
}

function spreadOf(features: readonly Features[], common: ReadonlyMap<string, number[]>): number[] {
  const all = features.map((one) => meansOf(one, common));
  const middle = Array.from(
    { length: 200 },
    (_, at) => all.reduce((sum, one) => sum + (one[at] ?? 0), 0) / all.length,
  );
  return middle.map(
    (center, at) =>
      Math.sqrt(all.reduce((sum, one) => sum + ((one[at] ?? 0) - center) ** 2, 0) / all.length) || 1,
  );
}

/** As the mean is taken over words, each word's vector times the weights is all that is needed of it. */
function foldVectors(
  common: ReadonlyMap<string, number[]>,
  spread: number[],
  weights: readonly Float64Array[],
) {
  const fold = (vector: number[], from: number) =>
    weights.map((line) =>
      vector.reduce(
        (sum, one, at) => sum + (one * VECTOR_SCALE * (line[from + at] ?? 0)) / (spread[from + at] ?? 1),
        0,
      ),
    );
  return {
    terms: [...common.keys()],
    numbers: [...common.values()].flatMap((vector) => whole([...fold(vector, 0), ...fold(vector, 100)])),
  };
}

/** Wang and Manning, 2012 (https://aclanthology.org/P12-2018): words are scaled by how much more often a class has them. */
function trainRatios(rows: readonly Row[], features: readonly Features[], words: Terms) {
  const present = features.map(({ words: own }) =>
    [...own.keys()].flatMap((word) => words.index.get(word) ?? []),
  );
  const perClass = SENTIMENTS.map((label) => {
    const expected = rows.map((row) => row.expected === label);
    const ratios = ratiosOf(present, expected, words.terms.length);
    const inputs: SparseRow[] = present.map((indexes) => {
      const length = Math.sqrt(indexes.reduce((sum, at) => sum + (ratios[at] ?? 0) ** 2, 0)) || 1;
      return sparse(indexes.map((at) => [at, (ratios[at] ?? 0) / length] as const));
    });
    return { ratios, ...fitLogistic(inputs, expected, words.terms.length, RATIO_PENALTY) };
  });
  return {
    bias: whole(perClass.map(({ bias }) => bias)),
    numbers: words.terms.flatMap((_, at) =>
      whole([
        ...perClass.map(({ ratios }) => ratios[at] ?? 0),
        ...perClass.map(({ weights }) => weights[at] ?? 0),
      ]),
    ),
  };
}

function ratiosOf(present: readonly number[][], expected: readonly boolean[], size: number): Float64Array {
  const [inside, outside] = [new Float64Array(size).fill(SMOOTH), new Float64Array(size).fill(SMOOTH)];
  for (const [row, indexes] of present.entries()) {
    const side = expected[row] ? inside : outside;
    for (const at of indexes) side[at] = (side[at] ?? 0) + 1;
  }
  const [all, rest] = [inside, outside].map((side) => side.reduce((sum, one) => sum + one, 0));
  return inside.map((count, at) => Math.log(count / (all ?? 1) / ((outside[at] ?? 1) / (rest ?? 1))));
}

function whole(numbers: readonly number[]): number[] {
  return numbers.map((one) => Math.round(one * SCALE));
}
