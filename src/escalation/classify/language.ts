import { detect } from 'tinyld/light';
import { hasSmallWords, smallWordsIn } from './small-words.ts';

/** A text's beginning tells its language. */
const LOOKED_AT = 90;
/** Shorter texts in Latin letters could be anything. */
const SHORTEST = 8;
/** So long a text is told by its letters; a shorter one better by its small words. */
const SURE_LENGTH = 40;
/** So long a text of a language whose small words are not known is believed. */
const TELLING_LENGTH = 60;
/** So many small words of English, and nothing more needs to be looked at. */
const CLEARLY = 3;
const ENGLISH = /\b(?:the|my|your|you|how|what|where|is|are|can|does|please|with|not|this|it|have|and)\b/gi;
/** Letters that English does not have. */
const MARKED = /[\u00df-\u024f\u1e00-\u1eff]/i;
const MARKUP = /```[\s\S]*?(?:```|$)|`[^`\n]*`|https?:\/\/\S+|<[^>\s]+>|[@#]\S+/g;
/** What a script alone tells. */
const SCRIPTS: readonly [RegExp, string][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'zh'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Greek}/u, 'el'],
];

/** The language of a message, ISO 639-1; null where it can't be told. */
export function languageOf(text: string): string | null {
  const words = text
    .slice(0, 4 * LOOKED_AT)
    .replace(MARKUP, ' ')
    .trim()
    .slice(0, LOOKED_AT);
  const script = SCRIPTS.find(([letters]) => letters.test(words));
  if (script) return script[1];
  const latin = /\p{Script=Latin}/u.test(words);
  if (latin && words.length < SHORTEST) return null;
  const english = latin ? (words.match(ENGLISH)?.length ?? 0) : 0;
  if (english >= CLEARLY || (english > 0 && words.length < SURE_LENGTH)) return 'en';
  return latin ? inLatin(words, english) : detect(words) || null;
}

/** Letters alone take many a short English text for another language, so small words must bear it out. */
function inLatin(words: string, english: number): string | null {
  const guess = detect(words) || null;
  const { languages, count } = smallWordsIn(words);
  const [most, ...asMuch] = languages;
  if (count > english && guess && languages.includes(guess)) return guess;
  if (count > english + 1 && most && asMuch.length === 0) return most;
  if (guess === null || guess === 'en') return guess;
  if (english === 0 && MARKED.test(words)) return guess;
  return !hasSmallWords(guess) && count + english === 0 && words.length >= TELLING_LENGTH ? guess : null;
}
