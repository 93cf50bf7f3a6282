import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitMarkdown } from '../../../adapters/slack/mrkdwn/split-mrkdwn.ts';
import { toMrkdwn } from '../../../adapters/slack/mrkdwn/to-mrkdwn.ts';
import { renderCard } from '../../../adapters/slack/render/render-card.ts';
import { renderText, splitText } from '../../../adapters/slack/render/render-text.ts';
import type { Card, TextContent } from '../../../src/channels/content.ts';
import { cutText, shorten } from '../../../src/markdown/cut-text.ts';
import { markdownDocument } from '../../support/markdown-document.ts';
import { markedWords } from '../../support/marked-words.ts';
import { checkBlocks } from '../../support/slack/blocks/check-blocks.ts';
import { LIMITS } from '../../support/slack/blocks/limits.ts';

const bare = (markdown: string) =>
  markedWords(markdown)
    .map((word) => word.replace(/\[[^[]*\]$/, ''))
    .join('');

describe('cutting what is longer than Slack takes', () => {
  it('cuts between paragraphs, else lines, else sentences, else words', () => {
    const sentence = 'These are some words. ';
    expect(splitMarkdown(`${'a'.repeat(60)}\n\n${'b'.repeat(60)}`, 100)).toEqual([
      'a'.repeat(60),
      'b'.repeat(60),
    ]);
    for (const part of splitMarkdown(sentence.repeat(40), 200)) expect(part).toMatch(/^These.*words\.$/);
    for (const part of splitMarkdown('word '.repeat(200), 100)) expect(part).toMatch(/^word.*word$/);
  });

  it('closes and opens fences again, and keeps every line of code', () => {
    const lines = Array.from({ length: 100 }, (_, n) => `  line(${n}); // <&>`);
    const parts = splitMarkdown(`\`\`\`js\n${lines.join('\n')}\n\`\`\``, 500);
    expect(parts.length).toBeGreaterThan(4);
    for (const part of parts) expect(part).toMatch(/^```js\n[^`]+\n```$/);
    expect(parts.flatMap((part) => part.split('\n').slice(1, -1))).toEqual(lines);
  });

  it('goes on counting in a list, and repeats the header of a table', () => {
    const items = Array.from({ length: 40 }, (_, n) => `${n + 1}. item number ${n + 1}`);
    expect(splitMarkdown(items.join('\n'), 200).join('\n')).toBe(items.join('\n'));
    const rows = Array.from({ length: 40 }, (_, n) => `| ${n} | cell |`);
    const tables = splitMarkdown(['| n | c |', '| --- | --- |', ...rows].join('\n'), 200);
    for (const table of tables) expect(toMrkdwn(table)).toMatch(/^```\nn {3}\| c\n/);
    expect(tables.join('\n').match(/cell/g)).toHaveLength(40);
  });

  it('keeps emphasis on both sides of a cut, and addresses of references', () => {
    const parts = splitMarkdown(`**${'strong words here. '.repeat(20).trim()}**`, 150);
    for (const part of parts) expect(part).toMatch(/^\*\*.*\*\*$/);
    const linked = splitMarkdown(`${'word '.repeat(60)}\n\n[guide][g]\n\n[g]: https://a.example`, 200);
    expect(linked.at(-1)).toContain('https://a.example');
  });

  it('never cuts inside a character, however it is put together', () => {
    const family = '👩‍👩‍👧‍👦';
    for (const piece of cutText(family.repeat(50), 30)) expect(piece.length % family.length).toBe(0);
    expect(cutText(`e${'\u0301'.repeat(500)}`, 100).join('')).toHaveLength(501);
    expect(shorten('some words', 6)).toBe('some…');
  });

  it('loses no word and fits, whatever is written', () => {
    fc.assert(
      fc.property(
        markdownDocument({ words: ['<!channel>', '<@U1>'], urls: ['mailto:a@b.c'] }),
        fc.integer({ min: 120, max: 600 }),
        (markdown, limit) => {
          const parts = splitMarkdown(markdown, limit);
          for (const part of parts) expect(toMrkdwn(part).length).toBeLessThanOrEqual(limit);
          expect(parts.map(bare).join('')).toBe(bare(markdown));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('fits, also where nothing in the text is a place to cut at', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 1500 }),
        fc.integer({ min: 60, max: 300 }),
        (text, limit) => {
          for (const part of splitMarkdown(text, limit))
            expect(toMrkdwn(part).length).toBeLessThanOrEqual(limit);
        },
      ),
      { numRuns: 60 },
    );
  });
});

const anyText = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc
    .tuple(
      fc.constantFrom('&', '<@U1>', '"', 'word ', '\n', '|a|\n|-|\n', '👩‍👩‍👧', '*_'),
      fc.integer({ min: 0, max: 700 }),
    )
    .map(([unit, times]) => unit.repeat(times)),
);
const button = fc.record({
  id: anyText,
  label: anyText,
  value: anyText,
  style: fc.constantFrom('primary' as const, 'danger' as const),
});
const buttons = fc.oneof(
  fc.array(button, { maxLength: 40 }),
  fc.array(fc.record({ id: fc.constantFrom('claim', 'resolve'), label: anyText, value: fc.constant('e') }), {
    maxLength: 60,
  }),
);

describe('within the limits of Block Kit', () => {
  const check = (blocks: object[], text: string) => {
    expect(checkBlocks(blocks, 'message')).toEqual([]);
    expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(LIMITS.allBlocks);
    expect(text.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThanOrEqual(4000);
  };

  it('a card stays, whatever it holds', () => {
    const card: fc.Arbitrary<Card> = fc.record({
      title: anyText,
      state: fc.constantFrom('waiting' as const, 'held' as const, 'ended' as const),
      status: anyText,
      fields: fc.array(fc.record({ label: anyText, value: anyText }), { maxLength: 12 }),
      sections: fc.array(fc.record({ heading: anyText, text: anyText }), { maxLength: 12 }),
      buttons,
      link: fc.record({ label: anyText, url: anyText }),
    });
    fc.assert(
      fc.property(card, (given) => {
        const { blocks, text } = renderCard(given);
        check(blocks, text);
      }),
      { numRuns: 40 },
    );
  });

  it('each part of a message stays, whatever it holds', () => {
    const content: fc.Arbitrary<TextContent> = fc.record({
      kind: fc.constant('text' as const),
      text: anyText,
      author: fc.record({ name: anyText }),
      tone: fc.constantFrom('message' as const, 'note' as const, 'system' as const),
      sources: fc.array(fc.record({ title: anyText, url: anyText }), { maxLength: 20 }),
      files: fc.array(
        fc.record({
          platform: anyText,
          id: anyText,
          name: anyText,
          mediaType: anyText,
          size: fc.nat(),
          url: anyText,
        }),
        { maxLength: 20 },
      ),
      buttons,
    });
    fc.assert(
      fc.property(content, fc.boolean(), (given, authorShown) => {
        const parts = splitText(given, false);
        expect(parts.length).toBeGreaterThan(0);
        for (const part of parts) {
          const { blocks, text } = renderText(part, authorShown);
          check(blocks, text);
        }
        expect(parts.slice(0, -1).every(({ buttons: early }) => early === undefined)).toBe(true);
        expect(parts.at(-1)?.buttons).toEqual(given.buttons);
        for (const part of splitText(given, true)) {
          const { blocks, text } = renderText(part, authorShown);
          check(blocks, text);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('a card whose link is made of signs to be escaped stays, too', () => {
    const signs = '&'.repeat(590);
    const card = { title: '', state: 'waiting' as const, status: '', fields: [], sections: [], buttons: [] };
    const { blocks, text } = renderCard({ ...card, link: { label: signs, url: signs } });
    check(blocks, text);
  });

  it('a message that was not split is shortened rather than refused', () => {
    const { blocks, text } = renderText({ kind: 'text', text: 'word '.repeat(3000) }, true);
    check(blocks, text);
    expect(text.endsWith('…')).toBe(true);
  });

  it('a short message is one part, as it is', () => {
    const content: TextContent = {
      kind: 'text',
      text: 'hello',
      buttons: [{ id: 'a', label: 'A', value: 'v' }],
    };
    expect(splitText(content, true)).toEqual([content]);
    expect(splitText({ kind: 'text', text: '' }, true)).toEqual([{ kind: 'text', text: '' }]);
  });
});
