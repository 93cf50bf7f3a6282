import { detectLanguage } from './detect-language.ts';

/** A text is in another language than it is taken for: so many of its words say so, and so many times those of that language. */
const CLEARLY = 0.25;
const OTHERWISE = 3;

/** The language of a text, ISO 639-1: what it is taken for, unless its words clearly tell of another. */
export function clearLanguage(text: string, takenFor: string): string {
  const guesses = detectLanguage(text);
  const [best] = guesses;
  const own = guesses.find(({ language }) => language === takenFor)?.share ?? 0;
  const clear = best !== undefined && best.share >= CLEARLY && own <= best.share / OTHERWISE;
  return clear ? best.language : takenFor;
}
