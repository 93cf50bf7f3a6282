const LINE = String.raw`[\p{L}"'(](?:[^*_~\u0060<>&\\[\]#|+:@=\u200b\p{Cc}\p{Cs}]*[^\s*_~\u0060<>&\\[\]#|+:@=\u200b\p{Cc}\p{Cs}])?`;
const PLAIN = new RegExp(`^${LINE}(?:\n{1,2}${LINE})*$`, 'u');

/**
 * Whether text means the same in Discord and in Markdown, as it is: words and the usual punctuation, in lines that begin
 * with a letter. Most of what people write is, and needs no parser.
 */
export function isPlain(text: string): boolean {
  return PLAIN.test(text) && !/www\./i.test(text);
}
