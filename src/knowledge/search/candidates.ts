import type { Entry, PassageTable } from './passage-table.ts';
import { bodyOf, headingsOf, slotOf, titleOf } from './postings.ts';
import { idfOf, type QueryTerm } from './query.ts';

/** A passage that shares words with the question. */
export interface Candidate {
  entry: Entry;
  /** BM25F. */
  score: number;
}

/**
 * BM25F (Zaragoza and others, TREC 2004): occurrences are weighted by field and by the field's length, then saturate
 * together. Found by trying on public help pages; flat around these values.
 */
const WEIGHTS = { title: 3, headings: 2, body: 1, titleB: 0.4, headingsB: 0.4, bodyB: 0.6, k1: 1.2 };

/** The best passages by words alone, best first. */
export function findCandidates(terms: readonly QueryTerm[], table: PassageTable, limit: number): Candidate[] {
  const scores = new Float32Array(table.entries.length);
  const touched: number[] = [];
  const { lengths, totals, count } = table;
  const { title: wt, headings: wh, body: wb, titleB, headingsB, bodyB, k1 } = WEIGHTS;
  const perTitle = titleB / Math.max(1, totals.title / count);
  const perHeadings = headingsB / Math.max(1, totals.headings / count);
  const perBody = bodyB / Math.max(1, totals.body / count);
  const part = new Float32Array(table.entries.length);
  for (const { idf: own, matches } of distinctTerms(terms)) {
    const reached: number[] = [];
    for (const { term, weight } of matches) {
      const list = table.postingsOf(term);
      if (!list) continue;
      const idf = (weight === 1 ? own : Math.min(own, idfOf(list.length, count)) * weight) * (k1 + 1);
      for (let at = 0; at < list.length; at++) {
        const posting = list.packed[at] ?? 0;
        const slot = slotOf(posting);
        const tf =
          (wt * titleOf(posting)) / (1 - titleB + perTitle * (lengths.title[slot] ?? 0)) +
          (wh * headingsOf(posting)) / (1 - headingsB + perHeadings * (lengths.headings[slot] ?? 0)) +
          (wb * bodyOf(posting)) / (1 - bodyB + perBody * (lengths.body[slot] ?? 0));
        const score = (idf * tf) / (tf + k1);
        const before = part[slot] ?? 0;
        if (before === 0) reached.push(slot);
        if (score > before) part[slot] = score;
      }
    }
    for (const slot of reached) {
      const before = scores[slot] ?? 0;
      if (before === 0) touched.push(slot);
      scores[slot] = before + (part[slot] ?? 0);
      part[slot] = 0;
    }
  }
  return bestOf(touched, scores, limit).flatMap((slot) => {
    const entry = table.entries[slot];
    return entry ? [{ entry, score: scores[slot] ?? 0 }] : [];
  });
}

function distinctTerms(terms: readonly QueryTerm[]): QueryTerm[] {
  const byText = new Map<string, QueryTerm>();
  for (const term of terms) if (!term.token.stop) byText.set(term.token.text, term);
  return [...byText.values()];
}

/** The slots with the highest scores, highest first; equals in the order of their slots. */
function bestOf(slots: number[], scores: Float32Array, limit: number): number[] {
  const order = (a: number, b: number) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b;
  if (slots.length <= limit * 4) return slots.sort(order).slice(0, limit);
  let best: number[] = [];
  let bar = 0;
  for (const slot of slots) {
    if ((scores[slot] ?? 0) < bar) continue;
    best.push(slot);
    if (best.length < limit * 4) continue;
    best = best.sort(order).slice(0, limit);
    bar = scores[best[limit - 1] ?? 0] ?? 0;
  }
  return best.sort(order).slice(0, limit);
}
