import { figuresOf } from './eval-sentiment.ts';

/** A row that came out otherwise than expected. */
export interface Miss {
  line: number;
  text: string;
  expected: boolean;
}

/** What `baton eval triggers` gives. */
export interface TriggerFigures {
  rows: number;
  precision: number;
  recall: number;
  f1: number;
  /** Rows that came out otherwise than expected; at most `MOST_MISSES`. */
  misses: Miss[];
  /** How many there are in all. */
  missed: number;
}

/** Misses that are listed; more would be a list that nobody reads, and grows without end. */
const MOST_MISSES = 1_000;

/** Compares the recognition of explicit requests with what is expected, in one pass and constant memory. */
export async function evaluateTriggers(
  rows: AsyncIterable<{ line: number; text: string; expected: boolean }>,
  asks: (text: string) => boolean,
): Promise<TriggerFigures> {
  const counts = { rows: 0, hits: 0, given: 0, expected: 0, missed: 0 };
  const misses: Miss[] = [];
  for await (const { line, text, expected } of rows) {
    const given = asks(text);
    counts.rows += 1;
    if (given) counts.given += 1;
    if (expected) counts.expected += 1;
    if (given && expected) counts.hits += 1;
    if (given === expected) continue;
    counts.missed += 1;
    if (misses.length < MOST_MISSES) misses.push({ line, text, expected });
  }
  const { hits, given, expected, rows: all, missed } = counts;
  return { rows: all, ...figuresOf(hits, given, expected), misses, missed };
}
