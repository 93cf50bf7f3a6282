import { BREAK, type Token, tokensOf } from '../analysis/tokens.ts';

/** Stands in a sequence of terms where a sentence ends. */
export const SENTENCE_END = 0;

/** Every word of a knowledge base under a number; numbers begin at 1 and are never given again. */
export interface Vocabulary {
  /** The terms of a text in their order, with SENTENCE_END between sentences; new words are added. */
  read(text: string, language: string): Uint32Array;
  /** The number of a word, or 0 where no article has it. */
  find(token: Token): number;
  /** The number of a word, which is added where it is new. */
  add(token: Token): number;
  textOf(term: number): string;
  isStop(term: number): boolean;
  /** One more than the highest number. */
  readonly size: number;
}

/** Function words have numbers of their own: the German article is not what an English program does. */
const keyOf = ({ text, stop }: Token) => (stop ? ` ${text}` : text);

export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  const texts: string[] = [''];

  const add = (token: Token): number => {
    const key = keyOf(token);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, texts.length);
    return texts.push(key) - 1;
  };

  return {
    add,
    read: (text, language) =>
      Uint32Array.from(tokensOf(text, language), (token) => (token === BREAK ? SENTENCE_END : add(token))),
    find: (token) => numbers.get(keyOf(token)) ?? 0,
    textOf: (term) => (texts[term] ?? '').trimStart(),
    isStop: (term) => texts[term]?.startsWith(' ') ?? false,
    get size() {
      return texts.length;
    },
  };
}
