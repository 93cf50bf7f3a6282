import { findCandidates } from './candidates.ts';
import { type Featured, featuresOf } from './features.ts';
import type { PassageTable } from './passage-table.ts';
import { readQuery } from './query.ts';
import { type Question, questionOf } from './question.ts';

/** Passages that are looked at closely. */
const LOOKED_AT = 50;

/** What a knowledge base has for a question, before it is ranked. */
export function look(query: string, table: PassageTable): { question: Question; featured: Featured[] } {
  const terms = readQuery(query, table);
  const question = questionOf(terms);
  return { question, featured: featuresOf(question, findCandidates(terms, table, LOOKED_AT), table) };
}
