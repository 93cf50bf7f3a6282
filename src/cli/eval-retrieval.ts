import { z } from 'zod';
import { type Judged, measureRetrieval } from '../insights/eval-retrieval.ts';
import { loadArticles } from '../knowledge/load-articles.ts';
import { indexOf } from './knowledge.ts';
import { print } from './print.ts';
import { readLines } from './read-lines.ts';
import { readConfig } from './runtime.ts';
import { tableOf } from './table.ts';

const row = z.object({ query: z.string(), relevant: z.array(z.coerce.string()) });
const WANTED = '{"query": "…", "relevant": ["id", …]}';

/** Passages asked for; enough for ten articles. */
const LOOKED_AT = 50;

/** Measures how well the articles of a folder or file answer questions whose right articles are known. */
export async function evalRetrieval(
  configFile: string | undefined,
  { kb, queries, json }: { kb: string; queries: string; json?: boolean },
): Promise<void> {
  const { answer_threshold: threshold } = readConfig(configFile).assistant;
  const { articles, problems } = await loadArticles(kb);
  for (const problem of problems) process.stderr.write(`✗ ${problem}\n`);
  const index = indexOf(articles);
  const judged: Judged[] = [];
  for await (const { row: question } of readLines(queries, row, WANTED)) {
    const began = performance.now();
    const hits = index.search(question.query, LOOKED_AT);
    const ms = performance.now() - began;
    const found = [...new Set(hits.map(({ passage }) => passage.articleId))];
    const answers = (hits[0]?.confidence ?? 0) >= threshold;
    judged.push({ relevant: question.relevant, found, answers, ms });
  }
  const { mcc, ...figures } = measureRetrieval(judged);
  const measured = { ...figures, mcc };
  print(json, measured, () =>
    tableOf([
      Object.keys(measured),
      Object.values(measured).map((value) => value ?? 'no question without an article'),
    ]),
  );
}
