import type { PassageTable } from './passage-table.ts';
import { idfOf, type QueryTerm } from './query.ts';

/** A question made ready to be held against many passages. */
export interface Question {
  /** Its words, each once. */
  words: readonly Word[];
  /** By term of the knowledge base: the words that it speaks of, by place in `words`, and how much it counts as each. */
  byTerm: ReadonlyMap<number, readonly { word: number; weight: number }[]>;
  /** Neighbouring words that are not function words, by place in `words`. */
  pairs: readonly { first: number; second: number; weight: number }[];
  /** Neighbours of every kind, as `first * words.length + second`. */
  neighbours: ReadonlySet<number>;
  /** How many words the question has, repeated ones too. */
  length: number;
  /** Sum of the weights of the words that are no function words. */
  weight: number;
  /** Length of the vector of all words' weights. */
  norm: number;
}

export interface Word {
  text: string;
  stop: boolean;
  /** Its inverse document frequency. */
  weight: number;
  known: boolean;
}

export function questionOf(terms: readonly QueryTerm[]): Question {
  const words: Word[] = [];
  const byTerm = new Map<number, { word: number; weight: number }[]>();
  const places = new Map<string, number>();
  const order = terms.map(({ token, idf, matches }) => {
    const key = `${token.stop ? ' ' : ''}${token.text}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    const place =
      words.push({ text: token.text, stop: token.stop, weight: idf, known: matches.length > 0 }) - 1;
    places.set(key, place);
    for (const { term, weight } of matches) {
      byTerm.set(term, [...(byTerm.get(term) ?? []), { word: place, weight }]);
    }
    return place;
  });
  const content = words.filter(({ stop }) => !stop);
  return {
    words,
    byTerm,
    pairs: pairsOf(order.filter((place) => !words[place]?.stop)).map(([first, second]) => ({
      first,
      second,
      weight: Math.min(words[first]?.weight ?? 0, words[second]?.weight ?? 0),
    })),
    neighbours: new Set(pairsOf(order).map(([first, second]) => first * words.length + second)),
    length: order.length,
    weight: content.reduce((sum, { weight }) => sum + weight, 0),
    norm: Math.hypot(...words.map(({ weight }) => weight)),
  };
}

function pairsOf(order: readonly number[]): [number, number][] {
  return order
    .slice(1)
    .map((second, index): [number, number] => [order[index] ?? 0, second])
    .filter(([first, second]) => first !== second);
}

/** What a term of the knowledge base weighs: its inverse document frequency. */
export function weighTerms(table: PassageTable): (term: number) => number {
  const known = new Map<number, number>();
  return (term) => {
    const weight = known.get(term) ?? idfOf(table.postingsOf(term)?.length ?? 0, table.count);
    known.set(term, weight);
    return weight;
  };
}
