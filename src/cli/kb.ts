import { loadArticles } from '../knowledge/load-articles.ts';
import { knowledgeStats } from '../knowledge/stats.ts';
import { systemClock } from '../platform/clock.ts';
import { BatonError } from '../platform/errors.ts';
import { confidenceOf } from '../responder/extractive.ts';
import { customersArticles, indexOf, readArticles } from './knowledge.ts';
import { withRuntime } from './open-settings.ts';
import { print } from './print.ts';

interface Output {
  json?: boolean;
}

/** Adds the articles of a folder or file to the knowledge base, or replaces those with the same id. */
export async function kbImport(
  configFile: string | undefined,
  path: string,
  { json }: Output,
): Promise<void> {
  const { articles, problems } = await loadArticles(path);
  await withRuntime(configFile, ({ store }) => store.articles.put(articles, systemClock.now()));
  const mend =
    problems.length > 0
      ? ['→ Mend these, and import them again.']
      : articles.length === 0
        ? ['→ Name a folder with Markdown, HTML or JSONL files in it, or such a file.']
        : [];
  print(json, { imported: articles.length, problems }, () =>
    [
      `Imported ${articles.length} articles from ${path}.`,
      ...problems.map((problem) => `✗ ${problem}`),
      ...mend,
    ].join('\n'),
  );
  if (problems.length > 0 || articles.length === 0) process.exitCode = 1;
}

/** Shows what a question finds, and whether the assistant would answer it. */
export async function kbSearch(
  configFile: string | undefined,
  query: string,
  { json, limit }: Output & { limit: string },
): Promise<void> {
  const most = Number(limit);
  if (!Number.isInteger(most) || most < 1) {
    throw new BatonError('command.invalid', `--limit is ${limit}; allowed: a whole number from 1`);
  }
  await withRuntime(configFile, async ({ config, store }) => {
    const { articles } = await readArticles(config, store);
    const hits = indexOf(customersArticles(config, articles)).search(query, most);
    const confidence = confidenceOf(hits);
    const answers = confidence >= config.assistant.answer_threshold;
    const found = hits.map(({ passage, score, coverage }) => ({ ...passage, score, coverage }));
    print(json, { query, answers, confidence, hits: found }, () =>
      [
        ...found.map(({ id, title, headings, score, text }) => {
          const place = [title, ...headings].join(' › ');
          return `${score.toFixed(2).padStart(6)}  ${place}  (${id})\n        ${text.replace(/\s+/g, ' ').slice(0, 100)}`;
        }),
        answers
          ? `The assistant would answer (confidence ${confidence.toFixed(2)}).`
          : `The assistant would say that it doesn't know (confidence ${confidence.toFixed(2)} is below ${config.assistant.answer_threshold}).`,
      ].join('\n'),
    );
  });
}

/** Counts what the knowledge base holds. */
export async function kbStats(configFile: string | undefined, { json }: Output): Promise<void> {
  await withRuntime(configFile, async ({ config, store }) => {
    const { articles, problems } = await readArticles(config, store);
    const stats = {
      ...knowledgeStats(articles),
      hidden: articles.length - customersArticles(config, articles).length,
    };
    const counts = (by: Record<string, number>) =>
      Object.entries(by).map(([name, count]) => `${name} ${count}`);
    print(json, { ...stats, problems }, () =>
      [
        `${stats.articles} articles, ${stats.passages} passages, ${stats.words} words`,
        `languages: ${counts(stats.languages).join(', ')}`,
        `areas: ${counts(stats.areas).join(', ')}`,
        ...(stats.hidden ? [`not shown to customers, by their audience: ${stats.hidden}`] : []),
        ...(stats.oldest ? [`updated: ${stats.oldest} to ${stats.newest}`] : []),
        ...problems.map((problem) => `✗ ${problem}`),
      ].join('\n'),
    );
  });
}
