import { expect, test } from 'vitest';
import { code, forTerminal, plain } from '../../../src/admin/command/show.ts';
import { asTyped, wordsOf } from '../../../src/admin/command/words.ts';

const texts = (typed: string) => wordsOf(typed).map(({ text }) => text);

test.each([
  ['config set a b', ['config', 'set', 'a', 'b']],
  ['  spaces\n and\ttabs ', ['spaces', 'and', 'tabs']],
  ['kb add "How refunds work" x', ['kb', 'add', 'How refunds work', 'x']],
  [
    'kb add “typographic words” „deutsche“ «françaises»',
    ['kb', 'add', 'typographic words', 'deutsche', 'françaises'],
  ],
  ['say "a \\"quoted\\" word"', ['say', 'a "quoted" word']],
  ['open "to the end', ['open', 'to the end']],
  ['empty "" word', ['empty', '', 'word']],
  ["don't touch apostrophes", ["don't", 'touch', 'apostrophes']],
  ['agent set U1 name="First agent" skill+x', ['agent', 'set', 'U1', 'name=First agent', 'skill+x']],
  ['report —since 7d', ['report', '--since', '7d']],
  ['a\u0000b\u0007c', ['abc']],
  ['', []],
])('%j is read as words', (typed, expected) => {
  expect(texts(typed)).toEqual(expected);
});

test('what is quoted is never a flag', () => {
  expect(wordsOf('"--here" --here')).toEqual([
    { text: '--here', quoted: true },
    { text: '--here', quoted: false },
  ]);
});

test('words that are typed again are read as the same words', () => {
  const words = ['kb', 'add', 'How "refunds" work', '', 'back\\slash', 'plain'];
  expect(texts(asTyped(words))).toEqual(words);
});

test('ten thousand characters are read in a moment, and half of a pair of characters breaks nothing', () => {
  expect(texts('x'.repeat(10_000))).toEqual(['x'.repeat(10_000)]);
  expect(texts(`${'a '.repeat(5_000)}`).length).toBe(500);
  expect(texts('\ud800 x')).toEqual(['\ufffd', 'x']);
});

test('what is shown as code or as words of people makes no link and no heading', () => {
  expect(code('a`b')).toBe('``a`b``');
  expect(code('`')).toBe('`` ` ``');
  expect(code('')).toBe('(empty)');
  expect(plain('[x](http://evil) **b** <!channel>')).toBe(
    '\\[x\\](http://evil) \\*\\*b\\*\\* \\<!channel\\>',
  );
  expect(forTerminal('**b** [x](http://y) \\*')).toBe('b x (http://y) *');
});
