import { letterGroupsOf, negatedOf, plainText, tokensOf } from './tokens.ts';

/** What a message offers a model to judge by. */
export interface Features {
  /** Single words, negated ones marked, and pairs of neighbours, with how often they occur. */
  words: Map<string, number>;
  letters: Map<string, number>;
  tokens: string[];
  negated: boolean[];
  plain: string;
}

export function featuresOf(text: string): Features {
  const plain = plainText(text);
  const tokens = tokensOf(plain);
  const negated = negatedOf(tokens);
  const words = counted([
    ...tokens.map((token, at) => (negated[at] ? `${token}_N` : token)),
    ...tokens.slice(1).map((token, at) => `${tokens[at]} ${token}`),
  ]);
  return { words, letters: counted(letterGroupsOf(plain)), tokens, negated, plain };
}

/** How many numbers `surfaceOf` gives. */
export const SURFACE_SIZE = 21;
/** A negated word of the lexicon counts for less, the other way round. */
const TURNED = -0.7;

/** What can be told from the scores of single words, and from punctuation and length; about 0..1 each. */
export function surfaceOf(
  { tokens, negated, plain }: Features,
  lexicon: ReadonlyMap<string, number>,
): number[] {
  const scores = tokens.map((token, at) => (lexicon.get(token) ?? 0) * (negated[at] ? TURNED : 1));
  const good = scores.reduce((sum, score) => sum + Math.max(0, score), 0);
  const bad = scores.reduce((sum, score) => sum - Math.min(0, score), 0);
  const is = (yes: boolean) => (yes ? 1 : 0);
  const count = (mark: RegExp) => (plain.match(mark) ?? []).length;
  return [
    good / 4,
    bad / 4,
    (good - bad) / 4,
    is(good > 0),
    is(bad > 0),
    (scores.findLast((score) => score !== 0) ?? 0) / 3,
    is(good === 0 && bad === 0),
    Math.max(0, ...scores) / 4,
    Math.min(0, ...scores) / 4,
    (good - bad) / (good + bad + 1),
    Math.log(1 + tokens.length) / 3,
    is(tokens.length < 8),
    is(plain.includes('?')),
    is(plain.includes('!')),
    is(plain.trimEnd().endsWith('?')),
    Math.min(3, count(/!/g)) / 3,
    is(plain.includes('URL')),
    is(plain.includes('#')),
    Math.min(3, count(/@user/g)) / 3,
    is(plain.includes('0')),
    count(/[A-Z]/g) / (plain.length + 1),
  ];
}

function counted(all: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}
