import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutText } from '../../../adapters/web/text/cut-text.ts';
import { splitContent } from '../../../adapters/web/text/split-content.ts';
import type { TextContent } from '../../../src/channels/content.ts';
import { cardIn } from './sample-content.ts';

const LIMIT = 20_000;

test('what fits is one post', () => {
  const text = { kind: 'text' as const, text: 'x'.repeat(LIMIT) };
  expect(splitContent(text)).toEqual([text]);
  expect(splitContent(cardIn('waiting'))).toEqual([cardIn('waiting')]);
});

test('a long answer is cut between paragraphs; its sources and buttons stand under the last part', () => {
  const paragraph = `${'word '.repeat(700).trim()}\n\n`;
  const long: TextContent = {
    kind: 'text',
    text: paragraph.repeat(12),
    tone: 'system',
    sources: [{ title: 'Handbook' }],
    buttons: [{ id: 'human', label: 'Talk to a human', value: 'c1' }],
    files: [{ platform: 'web', id: 'f1', name: 'log.txt', mediaType: 'text/plain', size: 1 }],
  };
  const posts = splitContent(long) as TextContent[];
  expect(posts.map(({ text }) => text).join('')).toBe(long.text);
  expect(posts.length).toBeGreaterThan(2);
  for (const post of posts)
    expect(post).toMatchObject({ tone: 'system', text: expect.stringMatching(/\n\n$/) });
  expect(
    posts.map((post) => [post.files !== undefined, post.sources !== undefined, post.buttons !== undefined]),
  ).toEqual(posts.map((_, index) => [index === 0, index === posts.length - 1, index === posts.length - 1]));
});

test('code that is cut stays code in both parts', () => {
  const pieces = cutText(`\`\`\`js\n${'let a = 1;\n'.repeat(50)}\`\`\`\nafter`, 300);
  expect(pieces.length).toBeGreaterThan(1);
  for (const piece of pieces) {
    expect(piece.startsWith('```js\n')).toBe(true);
    expect(piece.match(/```/g)).toHaveLength(2);
  }
});

test('every piece fits, no character is torn, and without code nothing is added or lost', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 3_000 }),
      fc.integer({ min: 120, max: 500 }),
      (text, limit) => {
        const pieces = cutText(text, limit);
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(limit);
          expect(piece.isWellFormed()).toBe(text.isWellFormed());
        }
        if (!/```|~~~/.test(text)) expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      },
    ),
  );
});
