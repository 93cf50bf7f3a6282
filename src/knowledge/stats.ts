import type { Article } from './article.ts';
import { splitArticle } from './split-article.ts';

/** What a knowledge base holds. */
export interface KnowledgeStats {
  articles: number;
  passages: number;
  words: number;
  /** Number of articles by language and by area; `-` where an article does not say. */
  languages: Record<string, number>;
  areas: Record<string, number>;
  /** Earliest and latest `updated`, where any article tells. */
  oldest?: string;
  newest?: string;
}

/** Counts a knowledge base. */
export function knowledgeStats(articles: readonly Article[]): KnowledgeStats {
  const dates = articles.flatMap(({ updated }) => updated ?? []).sort();
  const [oldest] = dates;
  const newest = dates.at(-1);
  return {
    articles: articles.length,
    passages: articles.reduce((sum, article) => sum + splitArticle(article).length, 0),
    words: articles.reduce((sum, { text }) => sum + (text.match(/\S+/g)?.length ?? 0), 0),
    languages: countBy(articles, ({ language }) => language),
    areas: countBy(articles, ({ area }) => area),
    ...(oldest && newest ? { oldest, newest } : {}),
  };
}

function countBy(
  articles: readonly Article[],
  of: (article: Article) => string | undefined,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const article of articles) {
    const key = of(article) ?? '-';
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
