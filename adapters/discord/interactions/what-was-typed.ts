/** Says something to whoever filled in a form, and gives back what they typed, so that nobody types it twice. */
export function withWhatWasTyped(text: string, typed: readonly string[]): string {
  if (typed.length === 0) return text;
  return [text, 'This is what you wrote:', ...typed.map(asBlock)].join('\n\n');
}

/** As it was typed: nothing in it is formatting. */
function asBlock(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
