import { termsOf } from '../terms.ts';

/** A kind of issue that the policy names. */
export interface Category {
  name: string;
  /** What it is about, in a sentence. */
  about: string;
  /** Words that tell of it by themselves. */
  words: readonly string[];
  /** What customers write about it. */
  examples: readonly string[];
}

/** Gives the category of a message, with how sure that is, 0..1; null where none fits. */
export type Classifier = (text: string) => { name: string; confidence: number } | null;

/** Below it nothing fits well enough to be named. */
const SURE = 0.4;
/** What a word of an example says, beside one that tells by itself; the longer the example, the less. */
const EXAMPLE_WEIGHT = 0.4;

/** Classifies by the words that a category has and others have not. */
export function createClassifier(categories: readonly Category[]): Classifier {
  const profiles = categories.map((category) => ({ name: category.name, terms: weightsOf(category) }));
  const spread = new Map<string, number>();
  for (const { terms } of profiles)
    for (const term of terms.keys()) spread.set(term, (spread.get(term) ?? 0) + 1);
  const tells = (term: string) => Math.log(1 + profiles.length / (spread.get(term) ?? profiles.length));

  return (text) => {
    const terms = termsOf(text);
    const scores = profiles
      .map((profile) => ({
        name: profile.name,
        score: terms.reduce((sum, term) => sum + tells(term) * (profile.terms.get(term) ?? 0), 0),
      }))
      .toSorted((one, other) => other.score - one.score);
    const [best, second] = scores;
    if (!best || best.score === 0) return null;
    // Sure is what has words of its own, and more of them than the next.
    const margin = best.score / (best.score + (second?.score ?? 0));
    const confidence = Math.round((1 - Math.exp(-best.score)) * margin * 100) / 100;
    return confidence >= SURE ? { name: best.name, confidence } : null;
  };
}

function weightsOf({ words, examples }: Category): Map<string, number> {
  const weights = new Map<string, number>();
  for (const example of examples) {
    const terms = termsOf(example);
    for (const term of terms) {
      const more = EXAMPLE_WEIGHT / Math.sqrt(terms.length);
      weights.set(term, Math.min(1, (weights.get(term) ?? 0) + more));
    }
  }
  for (const word of words) for (const term of termsOf(word)) weights.set(term, 1);
  return weights;
}
