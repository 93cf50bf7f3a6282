/** Letters of scripts that tokenizers cut into about one token each. */
const DENSE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/gu;
/** Characters of other scripts to a token. English has about four; a little less keeps the estimate on the safe side. */
const CHARACTERS = 3.6;

/** How many tokens a text has, about; the exact number depends on the model, and its tables weigh 60 MB. */
export function estimateTokens(text: string): number {
  const dense = text.match(DENSE)?.length ?? 0;
  return dense + Math.ceil((text.length - dense) / CHARACTERS);
}

/** The beginning of a text that has at most so many tokens. */
export function cutToTokens(text: string, most: number): string {
  if (estimateTokens(text) <= most) return text;
  let length = Math.floor(most * CHARACTERS);
  while (length > 0 && estimateTokens(text.slice(0, length)) > most) length = Math.floor(length * 0.8);
  return `${text.slice(0, length).trimEnd()} …`;
}
