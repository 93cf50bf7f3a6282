import { detect } from 'tinyld/light';

/** A text's beginning tells its language. */
const LOOKED_AT = 90;
/** Shorter texts in Latin letters could be anything. */
const SHORTEST = 8;
/** So long a text is told by its letters; a shorter one better by its small words. */
const SURE_LENGTH = 40;
/** So many small words of English, and nothing more needs to be looked at. */
const CLEARLY = 3;
const ENGLISH = /\b(?:the|my|your|you|how|what|where|is|are|can|does|please|with|not|this|it|have|and)\b/gi;
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
  return detect(words) || null;
}
