import { BatonError } from '../../platform/errors.ts';
import { type Features, featuresOf, SURFACE_SIZE, surfaceOf } from './features.ts';

export const SENTIMENTS = ['negative', 'neutral', 'positive'] as const;
export type Sentiment = (typeof SENTIMENTS)[number];
type Three = readonly [number, number, number];

/** How a message sounds: how likely each, summing to 1. */
export interface Sounds extends Record<Sentiment, number> {
  label: Sentiment;
}

/** The file that test/training/sentiment.ts writes; numbers are whole, to be divided by `scale`. */
interface ModelFile {
  scale: number;
  /** Added to the logarithms of the probabilities, as rare classes would else be missed. */
  prior: number[];
  bias: number[];
  surface: number[][];
  /** For each word: idf, weights of three classes. */
  words: { terms: string[]; numbers: number[] };
  letters: { terms: string[]; numbers: number[] };
  /** For each word: three ratios, three weights. */
  ratios: { bias: number[]; numbers: number[] };
  lexicon: { terms: string[]; numbers: number[] };
  /** For each common word: three weights as it is, three where it is negated. */
  common: { terms: string[]; numbers: number[] };
}

interface Weighed {
  idf: number;
  weights: Three;
}

export interface SentimentModel {
  prior: Three;
  bias: Three;
  surface: readonly (readonly number[])[];
  words: ReadonlyMap<string, Weighed>;
  letters: ReadonlyMap<string, Weighed>;
  ratios: ReadonlyMap<string, { ratios: Three; weights: Three }>;
  ratioBias: Three;
  lexicon: ReadonlyMap<string, number>;
  common: ReadonlyMap<string, { plain: Three; negated: Three }>;
}

/** Reads a model file. Throws `model.invalid`. */
export function readSentimentModel(json: unknown): SentimentModel {
  const file = json as ModelFile;
  try {
    const { scale } = file;
    const of = (numbers: readonly number[], at: number): Three => {
      const three = numbers.slice(at, at + 3).map((one) => one / scale);
      if (three.length < 3 || !three.every(Number.isFinite)) throw new TypeError('numbers are missing');
      return three as unknown as Three;
    };
    const weighed = ({ terms, numbers }: ModelFile['words']) =>
      new Map(
        terms.map((term, at) => [
          term,
          { idf: (numbers[4 * at] ?? 0) / scale, weights: of(numbers, 4 * at + 1) },
        ]),
      );
    if (file.surface.some((line) => line.length !== SURFACE_SIZE))
      throw new TypeError('surface has another size');
    return {
      prior: of(file.prior, 0),
      bias: of(file.bias, 0),
      surface: file.surface.map((line) => line.map((one) => one / scale)),
      words: weighed(file.words),
      letters: weighed(file.letters),
      ratios: new Map(
        file.words.terms.map((term, at) => [
          term,
          { ratios: of(file.ratios.numbers, 6 * at), weights: of(file.ratios.numbers, 6 * at + 3) },
        ]),
      ),
      ratioBias: of(file.ratios.bias, 0),
      lexicon: new Map(file.lexicon.terms.map((term, at) => [term, (file.lexicon.numbers[at] ?? 0) / scale])),
      common: new Map(
        file.common.terms.map((term, at) => [
          term,
          { plain: of(file.common.numbers, 6 * at), negated: of(file.common.numbers, 6 * at + 3) },
        ]),
      ),
    };
  } catch (error) {
    throw new BatonError('model.invalid', 'The model of sentiment is not what it should be', {
      mend: 'Restore config/models/sentiment.json from the release.',
      cause: error,
    });
  }
}

/** How a short informal text sounds; English, and what needs no language. Pure; time grows with the text. */
export function sentimentOf(text: string, model: SentimentModel): Sounds {
  const features = featuresOf(text);
  const one = shares(byWeights(features, model).map(sigmoid));
  const other = shares(byRatios(features, model).map(sigmoid));
  const mixed = shares(
    one.map((share, at) => ((share + (other[at] ?? 0)) / 2) * Math.exp(model.prior[at] ?? 0)),
  );
  const [negative = 0, neutral = 0, positive = 0] = mixed;
  const label = SENTIMENTS[mixed.indexOf(Math.max(...mixed))] ?? 'neutral';
  return { label, negative, neutral, positive };
}

/** Logistic regression over words, letters, the lexicon, punctuation and the meaning of common words. */
function byWeights(features: Features, model: SentimentModel): number[] {
  const words = normed(features.words, model.words);
  const letters = normed(features.letters, model.letters);
  const surface = surfaceOf(features, model.lexicon);
  const common = commonOf(features, model.common);
  return [0, 1, 2].map((at) => {
    const line = model.surface[at] ?? [];
    const shown = surface.reduce((sum, value, index) => sum + value * (line[index] ?? 0), 0);
    return (model.bias[at] ?? 0) + (words[at] ?? 0) + (letters[at] ?? 0) + shown + (common[at] ?? 0);
  });
}

/** Terms by tf-idf, to length 1, times their weights. */
function normed(counts: ReadonlyMap<string, number>, known: ReadonlyMap<string, Weighed>): number[] {
  let square = 0;
  const sums = [0, 0, 0];
  for (const [term, count] of counts) {
    const found = known.get(term);
    if (!found) continue;
    const value = (1 + Math.log(count)) * found.idf;
    square += value * value;
    for (let at = 0; at < 3; at += 1) sums[at] = (sums[at] ?? 0) + value * (found.weights[at] ?? 0);
  }
  return square === 0 ? sums : sums.map((sum) => sum / Math.sqrt(square));
}

/** The mean of what the common words say, also those that the training texts do not have. */
function commonOf({ tokens, negated }: Features, common: SentimentModel['common']): number[] {
  const sums = [0, 0, 0];
  const turned = [0, 0, 0];
  let [all, behind] = [0, 0];
  for (const [at, token] of tokens.entries()) {
    const found = common.get(token);
    if (!found) continue;
    all += 1;
    if (negated[at]) behind += 1;
    for (let one = 0; one < 3; one += 1) {
      sums[one] = (sums[one] ?? 0) + (found.plain[one] ?? 0);
      if (negated[at]) turned[one] = (turned[one] ?? 0) + (found.negated[one] ?? 0);
    }
  }
  return sums.map((sum, at) => sum / Math.max(1, all) + (turned[at] ?? 0) / Math.max(1, behind));
}

/** Logistic regression over words scaled by how much more often they stand in a class. */
function byRatios({ words }: Features, { ratios, ratioBias }: SentimentModel): number[] {
  const squares = [0, 0, 0];
  const sums = [0, 0, 0];
  for (const word of words.keys()) {
    const found = ratios.get(word);
    if (!found) continue;
    for (let at = 0; at < 3; at += 1) {
      const ratio = found.ratios[at] ?? 0;
      squares[at] = (squares[at] ?? 0) + ratio * ratio;
      sums[at] = (sums[at] ?? 0) + ratio * (found.weights[at] ?? 0);
    }
  }
  return sums.map((sum, at) => (ratioBias[at] ?? 0) + sum / (Math.sqrt(squares[at] ?? 0) || 1));
}

function sigmoid(sum: number): number {
  return 1 / (1 + Math.exp(-sum));
}

function shares(parts: readonly number[]): number[] {
  const sum = parts.reduce((so, part) => so + part, 0) || 1;
  return parts.map((part) => part / sum);
}
