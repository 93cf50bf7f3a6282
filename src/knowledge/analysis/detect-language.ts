import { withoutAccents } from './stem.ts';
import { STOP_WORDS } from './stop-words.ts';

/** Words looked at; more tell nothing new. */
const LOOKED_AT = 400;

/**
 * In which of some languages a text is written, told by its function words: those that fit best, best first, each with the
 * share of the words that it explains. Empty where no word tells, as in `cancel` or in a language without a list.
 */
export function detectLanguage(text: string, among: Iterable<string> = STOP_WORDS.keys()): LanguageGuess[] {
  const words = (
    text
      .slice(0, LOOKED_AT * 10)
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  ).slice(0, LOOKED_AT);
  const plain = words.map(withoutAccents);
  const guesses: LanguageGuess[] = [];
  for (const language of among) {
    const list = STOP_WORDS.get(language);
    const share = list ? plain.filter((word) => list.has(word)).length / plain.length : 0;
    if (share > 0) guesses.push({ language, share });
  }
  return guesses.sort((a, b) => b.share - a.share);
}

export interface LanguageGuess {
  language: string;
  /** 0..1 */
  share: number;
}
