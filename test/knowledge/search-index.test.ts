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
      `paragraph ${number} ${'word '.repeat(40)}`.trim(),
    );
    const passages = splitArticle(article('a', 'T', paragraphs.join('\n\n')));
    expect(passages.length).toBeGreaterThan(2);
    expect(passages.map(({ text }) => text).join('\n\n')).toBe(paragraphs.join('\n\n'));
    expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length);
  });
});

it('words keep their meaning without accents, case and endings', () => {
  expect(contentWords('Cancelling the BOOKINGS in cafés')).toEqual(contentWords('cancel booking café'));
});
