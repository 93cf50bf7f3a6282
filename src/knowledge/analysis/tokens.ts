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
/** What stands within a word and is no letter. */
const MARKS = /['’-]/;
const WORD = /^[\p{L}\p{M}\p{N}]/u;
/** Languages in which an apostrophe parts two words: l'adresse, dell'ordine. */
const ELIDING = new Set(['fr', 'it', 'pt', 'es', 'ca']);

/** The words of a text in their order, with breaks between sentences. Addresses of links are left out. */
export function tokensOf(text: string, language: string): (Token | typeof BREAK)[] {
  return wordsOf(text, language).map((word) => (word === BREAK ? BREAK : tokenOf(word, language)));
}

/** A word in lower case as search sees it. */
export function tokenOf(word: string, language: string): Token {
  const plain = withoutAccents(word);
  const stop = STOP_WORDS.get(language)?.has(plain) ?? false;
  return { text: stop ? plain : stem(word, language), stop };
}

/** The words of a text in their order, in lower case, with breaks between sentences. */
export function wordsOf(text: string, language: string): (string | typeof BREAK)[] {
  const words: (string | typeof BREAK)[] = [];
  for (const piece of withoutAddresses(text).toLowerCase().match(PIECES) ?? []) {
    if (!WORD.test(piece)) {
      if (words.at(-1)) words.push(BREAK);
    } else if (UNSPACED.test(piece)) words.push(...pairsOf(piece));
    else if (!MARKS.test(piece)) words.push(piece);
    else if (ELIDING.has(language)) words.push(...piece.split(/['’]/).map((part) => part.replace('-', '')));
    else words.push(piece.replace(/['’-]/g, ''));
  }
  return words;
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
