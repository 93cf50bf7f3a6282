import type { Candidate } from './candidates.ts';
import { type ArticleMatch, createArticleMatcher, lengthOf } from './match-article.ts';
import { coverageOf, type FieldMatch, matchField } from './match-field.ts';
import type { Entry, PassageTable } from './passage-table.ts';
import { type Question, weighTerms } from './question.ts';

/**
 * What the ranker goes by. Every figure is a share of the question or of the best passage, so that it means the same in
 * every knowledge base.
 */
export const RANK_FEATURES = [
  'score',
  'article_coverage',
  'coverage',
  'title_coverage',
  'title_precision',
  'pairs',
  'nearest',
  'phrase',
  'sentence',
  'function_words',
  'letters_nearest',
  'letters_middle',
] as const;

export type RankFeature = (typeof RANK_FEATURES)[number];

/** A candidate with what the ranker goes by. */
export interface Featured {
  entry: Entry;
  /** BM25F. */
  score: number;
  features: Readonly<Record<RankFeature, number>>;
}

/** Looks closely at the candidates, which come best first. */
export function featuresOf(
  question: Question,
  candidates: readonly Candidate[],
  table: PassageTable,
): Featured[] {
  const weightOf = weighTerms(table);
  const match = (field: Uint32Array) => matchField(field, question, weightOf, table.vocabulary.isStop);
  const articles = matchArticles(question, candidates, table, match);
  const best = candidates[0]?.score ?? 1;
  return candidates.map(({ entry, score }) => {
    const { title, whole } = articles.get(entry.passage.articleId) ?? matchNothing();
    const body = match(entry.body);
    const headings = match(entry.headings);
    const found = body.found.map((value, at) =>
      Math.max(value, headings.found[at] ?? 0, title.found[at] ?? 0),
    );
    return {
      entry,
      score,
      features: {
        score: score / best,
        article_coverage: whole.coverage,
        coverage: coverageOf(found, question),
        title_coverage: coverageOf(title.found, question),
        title_precision: title.precision,
        pairs: Math.max(body.pairs, headings.pairs),
        nearest: Math.max(title.nearest, headings.nearest, body.nearest),
        phrase: Math.max(title.phrase, headings.phrase, body.phrase),
        sentence: Math.max(body.sentence, headings.sentence),
        function_words: whole.functionWords,
        letters_nearest: whole.nearest,
        letters_middle: whole.middle,
      },
    };
  });
}

interface Matched {
  title: FieldMatch;
  whole: ArticleMatch;
}

function matchArticles(
  question: Question,
  candidates: readonly Candidate[],
  table: PassageTable,
  match: (field: Uint32Array) => FieldMatch,
): Map<string, Matched> {
  const ids = [...new Set(candidates.map(({ entry }) => entry.passage.articleId))];
  const all = ids.map((id) => ({ id, entries: table.entriesOf(id) }));
  const usual = all.reduce((sum, { entries }) => sum + lengthOf(entries), 0) / Math.max(1, all.length);
  const matcher = createArticleMatcher(question, table);
  return new Map(
    all.map(({ id, entries }) => {
      const title = match(entries[0]?.title ?? new Uint32Array());
      return [id, { title, whole: matcher.match(entries, usual) }];
    }),
  );
}

function matchNothing(): Matched {
  const title = { found: new Float64Array(), nearest: 0, precision: 0, sentence: 0, pairs: 0, phrase: 0 };
  return { title, whole: { coverage: 0, functionWords: 0, nearest: 0, middle: 0 } };
}
