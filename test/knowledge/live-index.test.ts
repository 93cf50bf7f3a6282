import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '../../src/knowledge/article.ts';
import { openLiveIndex } from '../../src/knowledge/live-index.ts';
import { loadRankModel } from '../../src/knowledge/load-rank-model.ts';
import { createSearchIndex, type SearchIndex } from '../../src/knowledge/search-index.ts';
import { splitArticle } from '../../src/knowledge/split-article.ts';
import { collectingLogger } from '../support/collecting-logger.ts';
import { ManualClock } from '../support/manual-clock.ts';

const model = loadRankModel();
const article = (id: string, text: string): Article => ({ id, title: `About ${id}`, text });
const kiwi = article('kiwi', 'Kiwis ripen late in the year.');
const plum = article(
  'plum',
  '## Picking\n\nPlums are picked in summer.\n\n## Drying\n\nDried plums keep for years.',
);
const pear = article('pear', 'Pears bruise when they fall.');

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-index-'));
  file = join(folder, 'data', 'knowledge.index');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function open(articles: Article[], clock = new ManualClock()) {
  const logger = collectingLogger();
  const index = openLiveIndex(articles, { model, file, clock, logger });
  await index.filled;
  const indexed = () =>
    logger.told.filter(({ message }) => message === 'the knowledge base is being indexed').at(-1)?.facts.of ??
    0;
  return { index, logger, indexed };
}
const found = (index: Pick<SearchIndex, 'search'>, query: string) =>
  index.search(query, 10).map(({ passage, score, confidence }) => ({ passage, score, confidence }));

function fresh(articles: Article[]): SearchIndex {
  const index = createSearchIndex(model);
  for (const one of articles) index.put(one.id, splitArticle(one));
  return index;
}

describe('the index of the knowledge base', () => {
  it('is kept between runs, and only what has changed is indexed again', async () => {
    const first = await open([kiwi, plum, pear]);
    expect(first.indexed()).toBe(3);
    await first.index.stop();
    const same = await open([kiwi, plum, pear]);
    expect(same.indexed()).toBe(0);
    expect(found(same.index, 'dried plums')).toEqual(found(fresh([kiwi, plum, pear]), 'dried plums'));
    await same.index.stop();

    const changed = await open([{ ...kiwi, text: 'Kiwis ripen in November.' }, plum]);
    expect(changed.indexed()).toBe(1);
    expect(found(changed.index, 'kiwis november')[0]?.passage.articleId).toBe('kiwi');
    expect(found(changed.index, 'pears bruise').map(({ passage }) => passage.articleId)).not.toContain(
      'pear',
    );
  });

  it('is kept some time after a change, while it runs, and at the latest when it stops', async () => {
    const clock = new ManualClock();
    const { index } = await open([kiwi], clock);
    clock.advance(10_000);
    await index.stop();
    const kept = await readFile(file);
    await index.put([plum]);
    await index.stop();
    expect((await readFile(file)).equals(kept)).toBe(false);
    expect(await readdir(join(folder, 'data'))).toEqual(['knowledge.index']);
  });

  it.each([
    ['cut off', async () => truncate(file, 300)],
    [
      'changed',
      async () => {
        const bytes = await readFile(file);
        bytes[bytes.length - 60] = (bytes[bytes.length - 60] ?? 0) ^ 1;
        await writeFile(file, bytes);
      },
    ],
    ['something else', async () => writeFile(file, 'this is no index at all')],
    ['empty', async () => writeFile(file, '')],
  ])('is built anew when what was kept is %s', async (_, damage) => {
    await (await open([kiwi, plum])).index.stop();
    await damage();
    const { index, indexed, logger } = await open([kiwi, plum]);
    expect(indexed()).toBe(2);
    expect(logger.lines.some((line) => line.includes('cannot be used'))).toBe(true);
    expect(found(index, 'plums')).toEqual(found(fresh([kiwi, plum]), 'plums'));
  });

  it('goes on without being kept where the folder cannot be written', async () => {
    await writeFile(join(folder, 'data'), 'a file where the folder should be');
    const { index, logger } = await open([kiwi]);
    await index.stop();
    expect(found(index, 'kiwis')).toHaveLength(1);
    expect(logger.lines.some((line) => line.includes('could not be kept'))).toBe(true);
  });

  it('finds after any changes and restarts what one that was built at once finds', async () => {
    const words = ['plum', 'pear', 'kiwi', 'summer', 'export', 'refund', 'the'];
    const text = fc
      .array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 })
      .map((all) => all.join(' '));
    const change = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      text: fc.option(text),
      restart: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), text, async (changes, query) => {
        await rm(file, { force: true });
        const now = new Map<string, Article>();
        let { index } = await open([]);
        for (const { id, text: own, restart } of changes) {
          if (own === null) now.delete(id);
          else now.set(id, article(id, own));
          await (own === null ? index.remove([id]) : index.put([article(id, own)]));
          if (!restart) continue;
          await index.stop();
          index = (await open([...now.values()])).index;
        }
        const scores = (of: Pick<SearchIndex, 'search'>) =>
          new Map(of.search(query, 50).map(({ passage, score }) => [passage.id, score.toFixed(9)]));
        expect(scores(index)).toEqual(scores(fresh([...now.values()])));
      }),
      { numRuns: 60 },
    );
  });
});
