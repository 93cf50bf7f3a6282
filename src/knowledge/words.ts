/** English words that say nothing about a topic. */
const STOP_WORDS = new Set(
  (
    'a an and are as at be been being but by can could did do does doing for from had has have having he her him his how i ' +
    'if in into is it its just like may me might my no not of on or our please s she should so some t than that the their ' +
    'them then there these they this those to too us very was we were what when where which who why will with would you ' +
    'your am any about again also always d ll m re ve don doesn didn isn won wont cant im id ive get got want need know tell help ' +
    'thanks thank hi hello hey much many someone somebody else'
  ).split(' '),
);

/** The words of a text that carry meaning, in their order: lower case, without accents, cut to their stems. */
export function contentWords(text: string): string[] {
  const words = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’](?=\p{L})/gu, '')
    .match(/[\p{L}\p{N}]+/gu);
  return (words ?? []).filter((word) => !STOP_WORDS.has(word)).map(stem);
}

/** The stem of an English word, roughly: what plural, tense and the like add is cut off. Other words stay. */
function stem(word: string): string {
  if (word.length < 4 || /[^a-z]/.test(word)) return word;
  const bare = word
    .replace(/(ss|us|is)$/, '$1')
    .replace(/ies$/, 'y')
    .replace(/(sh|ch|x|ss|z)es$/, '$1')
    .replace(/([^su])s$/, '$1');
  const rules: [RegExp, string][] = [
    [/(..)ations?$/, '$1at'],
    [/(...)ing$/, '$1'],
    [/(...)ed$/, '$1'],
    [/(...)ment$/, '$1'],
    [/(....)er$/, '$1'],
    [/(...)ly$/, '$1'],
  ];
  const rule = rules.find(([pattern]) => pattern.test(bare));
  const cut = rule ? bare.replace(rule[0], rule[1]) : bare;
  return cut
    .replace(/([bdfglmnprt])\1$/, '$1')
    .replace(/(at|iz|bl|ur|ot|ag|in|ov|as|it|ang|eat|iv|il|us)e$/, '$1')
    .replace(/e$/, '')
    .replace(/y$/, 'i');
}
