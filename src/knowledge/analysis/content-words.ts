import { detectLanguage } from './detect-language.ts';
import { BREAK, tokensOf } from './tokens.ts';

/** The stems of a text's words in their order, without those that say nothing about a topic. */
export function contentWords(text: string): string[] {
  const language = detectLanguage(text)[0]?.language ?? 'en';
  return tokensOf(text, language).flatMap((token) => (token === BREAK || token.stop ? [] : [token.text]));
}
