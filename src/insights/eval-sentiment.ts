import { SENTIMENTS, type Sentiment } from '../escalation/sentiment/sentiment.ts';

export interface ClassFigures {
  precision: number;
  recall: number;
  f1: number;
}

/** What `baton eval sentiment` gives. */
export interface SentimentFigures {
  rows: number;
  accuracy: number;
  /** The mean of the classes' F1, each counting the same. */
  macro_f1: number;
  classes: Record<Sentiment, ClassFigures>;
}

/** Compares a classifier with what is expected, in one pass and constant memory. */
export async function evaluateSentiment<R extends { expected: Sentiment }>(
  rows: Iterable<R> | AsyncIterable<R>,
  classify: (row: R) => Sentiment,
): Promise<SentimentFigures> {
  const counts = Object.fromEntries(
    SENTIMENTS.map((one) => [one, { hits: 0, given: 0, expected: 0 }]),
  ) as Record<Sentiment, { hits: number; given: number; expected: number }>;
  let all = 0;
  for await (const row of rows) {
    const label = classify(row);
    all += 1;
    counts[label].given += 1;
    counts[row.expected].expected += 1;
    if (label === row.expected) counts[label].hits += 1;
  }
  const classes = Object.fromEntries(
    SENTIMENTS.map((one) => [one, figuresOf(counts[one].hits, counts[one].given, counts[one].expected)]),
  ) as Record<Sentiment, ClassFigures>;
  const hits = SENTIMENTS.reduce((sum, one) => sum + counts[one].hits, 0);
  const macro = SENTIMENTS.reduce((sum, one) => sum + classes[one].f1, 0) / SENTIMENTS.length;
  return { rows: all, accuracy: rounded(hits / Math.max(1, all)), macro_f1: rounded(macro), classes };
}

/** Precision, recall and F1 from counts; 0 where there is nothing to divide by. */
export function figuresOf(hits: number, given: number, expected: number): ClassFigures {
  return {
    precision: rounded(hits / Math.max(1, given)),
    recall: rounded(hits / Math.max(1, expected)),
    f1: rounded((2 * hits) / Math.max(1, given + expected)),
  };
}

/** To four decimals. */
export function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
