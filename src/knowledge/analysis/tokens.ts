import { stem, withoutAccents } from './stem.ts';
import { STOP_WORDS } from './stop-words.ts';

/** A word of a text as search sees it. */
export interface Token {
  /** The stem; a function word stays as it is written. */
  text: string;
  /** Whether it is a function word, which says nothing about a topic. */
  stop: boolean;
}

/** Where a sentence or a line ends. */
export const BREAK = null;

/** Scripts that write no spaces between words. */
const UNSPACED_SCRIPTS = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}`;
const LETTERS = String.raw`[[\p{L}\p{M}\p{N}]--[${UNSPACED_SCRIPTS}]]`;
/** A run without spaces, e-mail and its like, a word with or without an apostrophe, the end of a sentence or a line. */
const PIECES = new RegExp(
  String.raw`[${UNSPACED_SCRIPTS}]+|(?<!\p{L}-?)\p{L}-\p{L}{3,}|${LETTERS}+(?:['’]${LETTERS}+)*|[.!?;]+(?=\s|$)|[。！？]|\n+`,
  'gv',
);
const UNSPACED = new RegExp(`^[${UNSPACED_SCRIPTS}]`, 'v');
const WORD = /^[\p{L}\p{M}\p{N}]/u;
/** Languages in which an apostrophe parts two words: l'adresse, dell'ordine. */
const ELIDING = new Set(['fr', 'it', 'pt', 'es', 'ca']);

/** The words of a text in their order, with breaks between sentences. Addresses of links are left out. */
export function tokensOf(text: string, language: string): (Token | typeof BREAK)[] {
  const tokens: (Token | typeof BREAK)[] = [];
  const stops = STOP_WORDS.get(language);
  const add = (word: string) => {
    const plain = withoutAccents(word);
    const stop = stops?.has(plain) ?? false;
    tokens.push({ text: stop ? plain : stem(word, language), stop });
  };
  for (const piece of withoutAddresses(text).toLowerCase().match(PIECES) ?? []) {
    if (!WORD.test(piece)) {
      if (tokens.at(-1)) tokens.push(BREAK);
    } else if (UNSPACED.test(piece)) {
      for (const pair of pairsOf(piece)) tokens.push({ text: pair, stop: false });
    } else if (ELIDING.has(language)) for (const part of piece.split(/['’]/)) add(part.replace('-', ''));
    else add(piece.replace(/['’-]/g, ''));
  }
  return tokens;
}

/** Every two neighbours: what stands in for words where none are parted. */
function pairsOf(run: string): string[] {
  const letters = [...run];
  return letters.length === 1
    ? letters
    : letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}

function withoutAddresses(text: string): string {
  return text.includes('://')
    ? text.replace(/\]\(https?:[^)\s]*\)/g, ']').replace(/https?:\/\/\S+/g, ' ')
    : text;
}
