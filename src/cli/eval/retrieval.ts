import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { loadArticles } from '../../knowledge/load-articles.ts';
import { type Judged, measureRetrieval } from '../../knowledge/measure-retrieval.ts';
import { BatonError, messageOf } from '../../platform/errors.ts';
import { indexOf } from '../knowledge.ts';
import { print } from '../print.ts';
import { readConfig } from '../runtime.ts';

const line = z.object({ query: z.string(), relevant: z.array(z.coerce.string()) });

/** Passages asked for; enough for ten articles. */
const LOOKED_AT = 50;

/** Measures how well the articles of a folder or file answer questions whose right articles are known. */
export async function evalRetrieval(
  configFile: string | undefined,
  { kb, queries: file, json }: { kb: string; queries: string; json?: boolean },
): Promise<void> {
  const { answer_threshold: threshold } = readConfig(configFile).assistant;
  const questions = await readQuestions(file);
  const { articles, problems } = await loadArticles(kb);
  for (const problem of problems) process.stderr.write(`✗ ${problem}\n`);
  const index = indexOf(articles);
  const judged: Judged[] = questions.map(({ query, relevant }) => {
    const began = performance.now();
    const hits = index.search(query, LOOKED_AT);
    const ms = performance.now() - began;
    const found = [...new Set(hits.map(({ passage }) => passage.articleId))];
    return { relevant, found, answers: (hits[0]?.confidence ?? 0) >= threshold, ms };
  });
  const measured = measureRetrieval(judged);
  print(json, measured, () =>
    Object.entries(measured)
      .map(([name, value]) => `${name.padEnd(8)} ${value ?? 'no question without an article'}`)
      .join('\n'),
  );
}

async function readQuestions(file: string): Promise<z.infer<typeof line>[]> {
  const content = await readFile(file, 'utf8').catch((error) => {
    throw new BatonError('command.invalid', `Cannot read ${file}: ${messageOf(error)}`, {
      mend: 'Give --queries a JSONL file with lines {"query","relevant":["id",…]}.',
    });
  });
  const lines = content.split('\n').map((text, index) => ({ text, number: index + 1 }));
  return lines
    .filter(({ text }) => text.trim())
    .map(({ text, number }) => readQuestion(text, `${file}, line ${number}`));
}

function readQuestion(text: string, place: string): z.infer<typeof line> {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    throw new BatonError('command.invalid', `${place} is not {"query","relevant":["id",…]}`);
  }
}
