import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentWords } from '../../src/knowledge/analysis/content-words.ts';
import type { Article } from '../../src/knowledge/article.ts';
import { loadRankModel } from '../../src/knowledge/load-rank-model.ts';
import { createSearchIndex } from '../../src/knowledge/search-index.ts';
import { splitArticle } from '../../src/knowledge/split-article.ts';

const article = (id: string, title: string, text: string): Article => ({ id, title, text });
const indexed = (...articles: Article[]) => {
  const index = createSearchIndex(loadRankModel());
  for (const one of articles) index.put(one.id, splitArticle(one));
  return index;
};
const found = (index: ReturnType<typeof createSearchIndex>, query: string) =>
  index.search(query, 5).map(({ passage }) => passage.articleId);

describe('search', () => {
  it('finds other forms of a word', () => {
    const index = indexed(
      article('a', 'Bookings', 'Cancelled bookings are listed.'),
      article('b', 'Plans', 'Prices.'),
    );
    expect(found(index, 'how to cancel a booking')).toEqual(['a']);
  });

  it('weighs a rare word more than a common one', () => {
    const index = indexed(
      article('a', 'One', 'calendar calendar calendar'),
      article('b', 'Two', 'calendar webhook'),
      article('c', 'Three', 'calendar'),
    );
    expect(found(index, 'calendar webhook')[0]).toBe('b');
  });

  it('puts a title that says it before a text that mentions it', () => {
    const index = indexed(
      article('a', 'Other', 'refunds in passing, and much more text'),
      article('b', 'Refunds', 'text'),
    );
    expect(found(index, 'refund')[0]).toBe('b');
  });

  it.each([
    ['a slip of the pen', 'how do I get an invioce', 'invoices'],
    ['two slips in a long word', 'turn on notifcatoins', 'notifications'],
    ['a word of the same meaning', 'delete the account', 'removal'],
    ['two words written as one', 'darkmode please', 'dark'],
    ['two words of one', 'web hook', 'webhook'],
    ['the beginning of a compound', 'Rechnung ändern', 'rechnung'],
  ])('finds by %s', (_, query, id) => {
    const index = indexed(
      article('invoices', 'Invoices', 'Every invoice is listed under billing.'),
      article('notifications', 'Notifications', 'Notifications come by mail.'),
      article('removal', 'Removing an account', 'Remove your account in the settings.'),
      article('webhook', 'Webhook', 'A webhook calls your server.'),
      article('dark', 'Dark mode', 'The dark mode spares the eyes.'),
      article('rechnung', 'Rechnungsadresse', 'Die Rechnungsadresse lässt sich ändern.'),
      article('other', 'Calendar', 'A calendar shows the weeks.'),
    );
    expect(found(index, query)[0]).toBe(id);
  });

  it('puts words that stand together before the same words apart', () => {
    const apart =
      'The key of a workspace is kept by its owner. Exports carry many columns. A shared file is open.';
    const index = indexed(
      article('apart', 'One', apart),
      article(
        'together',
        'Two',
        'Exports carry many rows. A shared key opens the file. The workspace is kept open.',
      ),
    );
    expect(found(index, 'shared key')[0]).toBe('together');
  });

  it('is sure of an answer that says all that was asked, and unsure where it only shares a word', () => {
    const index = indexed(
      article('refunds', 'Refunds', 'A refund of an annual plan can be asked for within 30 days.'),
      article('plans', 'Plans', 'An annual plan costs less.'),
      article('export', 'Export', 'Export boards as CSV.'),
    );
    const sure = index.search('How do I get a refund of my annual plan?', 1)[0]?.confidence ?? 0;
    const unsure =
      index.search('Which annual rainfall does the valley have in spring?', 1)[0]?.confidence ?? 0;
    expect(sure).toBeGreaterThan(0.5);
    expect(unsure).toBeLessThan(0.3);
  });

  it('forgets an article that was removed, and takes the new text of one that was put again', () => {
    const index = indexed(article('a', 'A', 'apples'), article('b', 'B', 'pears'));
    index.remove('a');
    expect(found(index, 'apples')).toEqual([]);
    index.put('b', splitArticle(article('b', 'B', 'cherries')));
    expect(found(index, 'pears')).toEqual([]);
    expect(found(index, 'cherry')).toEqual(['b']);
    expect(index.size()).toBe(1);
  });

  it('has coverage from 0 to 1 and scores in order, whatever is asked', () => {
    const index = indexed(article('a', 'Refunds', 'money back'), article('b', 'Plans', 'prices'));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (query) => {
        const hits = index.search(query, 5);
        for (const { coverage } of hits) expect(coverage).toBeGreaterThan(0);
        for (const { coverage } of hits) expect(coverage).toBeLessThanOrEqual(1 + 1e-9);
        expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((x, y) => y - x));
      }),
    );
  });
});

describe('splitting an article', () => {
  it('makes a passage of each heading, under its trail, and keeps a fence whole', () => {
    const text = 'Intro\n\n## One\n\ntext\n\n### Deep\n\n```sh\n# no heading\n\nls\n```\n\n## Two\n\nend';
    expect(splitArticle(article('a', 'T', text)).map(({ headings, text: body }) => [headings, body])).toEqual(
      [
        [[], 'Intro'],
        [['One'], 'text'],
        [['One', 'Deep'], '```sh\n# no heading\n\nls\n```'],
        [['Two'], 'end'],
      ],
    );
  });

  it('cuts a long section at a paragraph and loses nothing', () => {
    const paragraphs = [...Array(20).keys()].map((number) =>
      `paragraph ${number} ${'word '.repeat(60)}`.trim(),
    );
    const passages = splitArticle(article('a', 'T', paragraphs.join('\n\n')));
    expect(passages.length).toBeGreaterThan(2);
    expect(passages.map(({ text }) => text).join('\n\n')).toBe(paragraphs.join('\n\n'));
    expect(Math.max(...passages.map(({ text }) => text.length))).toBeLessThan(1_300);
    expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length);
  });

  it('begins a passage with the sentences that the one before it ended with, but not with a part of a list', () => {
    const filler = 'word '.repeat(160).trim();
    const told = (end: string) => {
      const passages = splitArticle(article('a', 'T', `${filler}\n\n${end}\n\nIt then ${filler}`));
      expect(passages.length).toBe(2);
      return passages[1]?.text.split('\n\n')[0];
    };
    expect(told('Open the export. Press Start.')).toBe('Open the export. Press Start.');
    expect(told(`${'Long ago it was so. '.repeat(15)}Press Start.`)).toMatch(/^Long ago .* Press Start\.$/);
    expect(told('- Open the export.\n- Press Start.')).toMatch(/^It then/);
  });
});

it('words keep their meaning without accents, case and endings', () => {
  expect(contentWords('Cancelling the BOOKINGS in cafés')).toEqual(contentWords('cancel booking café'));
});
