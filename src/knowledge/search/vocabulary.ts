import { BREAK, type Token, tokenOf, wordsOf } from '../analysis/tokens.ts';

/** Stands in a sequence of terms where a sentence ends. */
export const SENTENCE_END = 0;

/** Every word of a knowledge base under a number; numbers begin at 1 and are never given again. */
export interface Vocabulary {
  /** The terms of a text in their order, with SENTENCE_END between sentences; new words are added. */
  read(text: string, language: string): Uint32Array;
  /** The number of a word, or 0 where no article has ever had it. */
  find(token: Token): number;
  /** The number of a word, which is added where it is new. */
  add(token: Token): number;
  textOf(term: number): string;
  isStop(term: number): boolean;
  /** Words that may be within so many letters of a word, or have it as their beginning or end. */
  near(word: string, most: number): number[];
  /** One more than the highest number. */
  readonly size: number;
  /** All words in the order of their numbers; `load` gives them the same numbers in an empty vocabulary. */
  words(): Token[];
  load(words: readonly Token[]): void;
}

/** Written words whose terms are remembered. */
const MOST_SURFACES = 50_000;

/** Function words have numbers of their own: the German article is not what an English program does. */
const keyOf = ({ text, stop }: Token) => (stop ? ` ${text}` : text);

export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  const texts: string[] = [''];
  const stops: boolean[] = [true];
  const letters: number[] = [0];
  /** Words as they are written, so that what is frequent is cut to its stem once. */
  const surfaces = new Map<string, number>();

  const add = (token: Token): number => {
    const known = numbers.get(keyOf(token));
    if (known !== undefined) return known;
    numbers.set(keyOf(token), texts.length);
    stops.push(token.stop);
    letters.push(lettersOf(token.text));
    return texts.push(token.text) - 1;
  };

  const read = (word: string, language: string): number => {
    const key = `${language} ${word}`;
    const known = surfaces.get(key);
    if (known !== undefined) return known;
    if (surfaces.size >= MOST_SURFACES) surfaces.clear();
    const term = add(tokenOf(word, language));
    surfaces.set(key, term);
    return term;
  };

  return {
    add,
    read: (text, language) =>
      Uint32Array.from(wordsOf(text, language), (word) =>
        word === BREAK ? SENTENCE_END : read(word, language),
      ),
    find: (token) => numbers.get(keyOf(token)) ?? 0,
    textOf: (term) => texts[term] ?? '',
    isStop: (term) => stops[term] ?? true,
    near(word, most) {
      const own = lettersOf(word);
      const found: number[] = [];
      for (let term = 1; term < texts.length; term++) {
        const other = letters[term] ?? 0;
        const apart = (texts[term]?.length ?? 0) - word.length;
        // What has the other as a part lacks none of its letters; what is some letters away differs in twice as many at most.
        const part = apart > 0 ? (own & ~other) === 0 : (other & ~own) === 0;
        if ((part || bitsIn(own ^ other) <= 2 * most) && !stops[term]) found.push(term);
      }
      return found;
    },
    get size() {
      return texts.length;
    },
    words: () => texts.slice(1).map((text, index) => ({ text, stop: stops[index + 1] ?? false })),
    load: (words) => {
      for (const word of words) add(word);
    },
  };
}

/** Which letters a word has, as bits, so that most words are told apart without comparing them. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index++) bits |= 1 << (word.charCodeAt(index) & 31);
  return bits;
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
