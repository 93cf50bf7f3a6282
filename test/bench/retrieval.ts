import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import { keepIndex, readKeptIndex } from '../../src/knowledge/kept-index.ts';
import { loadRankModel } from '../../src/knowledge/load-rank-model.ts';
import { createSearchIndex, type SearchIndex } from '../../src/knowledge/search-index.ts';
import { makeBase } from './retrieval/made-articles.ts';
import { memoryInUse, timesOf } from './retrieval/measure.ts';

export const about = [
  'Passages and questions are made by a generator: words by Zipf’s law, six passages to an article, one in ten questions with a slip of the pen.',
  'Memory is what the index needs besides the passages, after a garbage collection; times are of one search after another.',
  'MiniSearch’s exact search over the same passages is measured beside ours.',
];

const LIMIT = 10;

/** Builds an index over 100,000 passages and searches it. */
export async function run({ quick }: { quick: boolean }): Promise<Record<string, number>> {
  const base = makeBase(quick ? 10_000 : 100_000, quick ? 200 : 1_000);
  const figures: Record<string, number> = {};
  const note = (name: string, measured: Record<string, number>) => {
    for (const [figure, value] of Object.entries(measured)) figures[`search.${name}.${figure}`] = value;
  };

  const before = memoryInUse();
  const began = performance.now();
  const index = createSearchIndex(loadRankModel());
  for (const [id, passages] of base.articles) index.put(id, passages);
  const build_s = (performance.now() - began) / 1000;
  const memory_mb = memoryInUse() - before;
  const times = timesOf(base.questions, (question) => index.search(question, LIMIT));
  const reopen_s = await reopened(index);
  note('baton', { passages: index.size(), build_s, reopen_s, memory_mb, ...times });

  note('minisearch', measureMiniSearch(base));
  return figures;
}

/** How long it takes to open the index where it was kept, seconds. */
async function reopened(index: SearchIndex): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-bench-'));
  try {
    const file = join(folder, 'index');
    await keepIndex(file, { index, marks: new Map() }, () => true);
    const began = performance.now();
    await readKeptIndex(file, loadRankModel());
    return (performance.now() - began) / 1000;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function measureMiniSearch({ articles, questions }: ReturnType<typeof makeBase>): Record<string, number> {
  const documents = [...articles.values()].flat().map(({ id, title, headings, text }) => ({
    id,
    title,
    headings: headings.join(' '),
    text,
  }));
  const before = memoryInUse();
  const began = performance.now();
  const mini = new MiniSearch({
    fields: ['title', 'headings', 'text'],
    searchOptions: { boost: { title: 3, headings: 2 } },
  });
  mini.addAll(documents);
  const build_s = (performance.now() - began) / 1000;
  const memory_mb = memoryInUse() - before;
  const times = timesOf(questions, (question) => mini.search(question).slice(0, LIMIT));
  return { passages: documents.length, build_s, memory_mb, ...times };
}
