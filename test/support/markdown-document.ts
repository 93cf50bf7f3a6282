import fc from 'fast-check';
import type { BlockContent, List, PhrasingContent, Text } from 'mdast';
import { stringifyMarkdown } from '../../src/markdown/markdown.ts';

/** Words that are hard to get right anywhere. */
const WORDS = [
  ...['alpha', 'snake_case', '2*3', 'a&b', '<b>', 'x<y', '*lit*', '_u_', '~t~', '[x]', '(y)', '@here'],
  ...[
    'مرحبا',
    'e\u0301',
    '\u0e01\u0e33',
    'Größe',
    '日本',
    '👩‍👩‍👧',
    'c++',
    '#1',
    '1.',
    '-',
    '>',
    '+',
    '|',
    '\\',
  ],
  ...['!', 'a.b', '::', 'e.g.', '&amp;', '&lt;'],
];
const URLS = ['https://a.b/c_d?x=1&y=2', 'http://ex.am'];

/**
 * Markdown with everything in it that a platform can show, in words that are hard to get right: those for all, and
 * those of the platform.
 */
export function markdownDocument(own: { words: string[]; urls: string[] }): fc.Arbitrary<string> {
  const word = fc.constantFrom(...WORDS, ...own.words);

  // A plain word first: what begins a line decides what the line is.
  const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((some) => `so ${some.join(' ')}`);
  const text = words.map((value): PhrasingContent => ({ type: 'text', value }));
  const code = words.map((value): PhrasingContent => ({ type: 'inlineCode', value }));
  const url = fc.constantFrom(...URLS, ...own.urls);
  const linkWords = words.filter((value) => !value.includes('://'));
  const link = fc.tuple(linkWords, url).map(
    ([value, to]): PhrasingContent => ({
      type: 'link',
      url: to,
      title: null,
      children: [{ type: 'text', value }],
    }),
  );

  const space: Text = { type: 'text', value: ' ' };
  const spaced = (nodes: PhrasingContent[]) =>
    nodes.flatMap((node, at) => (at === 0 ? [node] : [{ ...space }, node]));

  type Mark = 'strong' | 'emphasis' | 'delete';
  const marked = (inner: fc.Arbitrary<PhrasingContent>, ...types: Mark[]) =>
    fc
      .tuple(fc.constantFrom(...types), fc.array(inner, { minLength: 1, maxLength: 3 }))
      .map(([type, children]): PhrasingContent => ({ type, children: spaced(children) }));

  const phrasing = fc
    .array(
      fc.oneof(
        text,
        code,
        link,
        marked(fc.oneof(text, code, marked(text, 'emphasis', 'delete')), 'strong'),
        marked(fc.oneof(text, marked(text, 'strong')), 'emphasis', 'delete'),
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map(spaced);

  const paragraph = phrasing.map((children): BlockContent => ({ type: 'paragraph', children }));
  const heading = phrasing.map((children): BlockContent => ({ type: 'heading', depth: 2, children }));
  const codeLine = fc.oneof(words, fc.constant('  indented()'), fc.constant('a `b` c'));
  const fence = fc
    .array(codeLine, { minLength: 1, maxLength: 4 })
    .map((lines): BlockContent => ({ type: 'code', lang: null, value: lines.join('\n') }));

  function list(depth: number): fc.Arbitrary<List> {
    const inner = depth > 0 ? fc.option(list(depth - 1), { nil: undefined }) : fc.constant(undefined);
    const items = fc.array(fc.tuple(paragraph, inner), { minLength: 1, maxLength: 3 });
    return fc.tuple(fc.boolean(), items).map(([ordered, given]) => ({
      type: 'list',
      ordered,
      start: ordered ? 1 : null,
      spread: false,
      children: given.map(([first, nested]) => ({
        type: 'listItem',
        spread: false,
        children: nested ? [first, nested] : [first],
      })),
    }));
  }

  const quote = fc
    .array(fc.oneof(paragraph, list(0)), { minLength: 1, maxLength: 2 })
    .map((children): BlockContent => ({ type: 'blockquote', children }));

  return fc
    .array(fc.oneof(paragraph, heading, fence, list(2), quote), { minLength: 1, maxLength: 5 })
    .map((children) => stringifyMarkdown({ type: 'root', children }));
}
