import type { Token } from '../analysis/tokens.ts';
import type { Passage } from '../article.ts';
import { createPassageTable, type Entry, type PassageTable } from './passage-table.ts';
import type { PostingList } from './postings.ts';

/** A part of an index as plain data, small enough to be written or read without holding others up. */
export type IndexPiece =
  | { kind: 'words'; words: Token[] }
  | { kind: 'articles'; articles: KeptArticle[]; terms: Uint32Array }
  | { kind: 'postings'; from: number; lengths: number[]; packed: Uint32Array };

/** An article; its terms stand in the piece, one field after the other, and only their numbers are here. */
interface KeptArticle {
  id: string;
  language: string;
  /** What all its passages share. */
  about: Omit<Passage, 'id' | 'headings' | 'text'>;
  title: number;
  passages: {
    id: string;
    headings: string[];
    text: string;
    slot: number;
    terms: [headings: number, body: number];
  }[];
}

/** Articles and words in one piece. */
const ARTICLES = 200;
const WORDS = 20_000;

/** What a table holds: its words first, then its articles, then where each word stands. */
export function* piecesOf(table: PassageTable): Generator<IndexPiece> {
  const words = table.vocabulary.words();
  for (let from = 0; from < words.length; from += WORDS) {
    yield { kind: 'words', words: words.slice(from, from + WORDS) };
  }
  let batch: KeptArticle[] = [];
  let terms: Uint32Array[] = [];
  for (const [id, language, entries] of table.articles()) {
    const kept = keptOf(id, language, entries, terms);
    if (kept) batch.push(kept);
    if (batch.length < ARTICLES) continue;
    yield { kind: 'articles', articles: batch, terms: joined(terms) };
    [batch, terms] = [[], []];
  }
  if (batch.length > 0) yield { kind: 'articles', articles: batch, terms: joined(terms) };
  for (let from = 0; from < table.vocabulary.size; from += WORDS) {
    const lists = Array.from({ length: Math.min(WORDS, table.vocabulary.size - from) }, (_, index) => {
      const list = table.postingsOf(from + index);
      return list ? list.packed.subarray(0, list.length) : new Uint32Array();
    });
    yield { kind: 'postings', from, lengths: lists.map(({ length }) => length), packed: joined(lists) };
  }
}

function keptOf(
  id: string,
  language: string,
  entries: readonly Entry[],
  terms: Uint32Array[],
): KeptArticle | undefined {
  const [first] = entries;
  if (!first) return undefined;
  const { id: _id, headings: _headings, text: _text, ...about } = first.passage;
  terms.push(first.title);
  const passages = entries.map(({ passage, slot, headings, body }) => {
    terms.push(headings, body);
    const { id: own, headings: trail, text } = passage;
    const lengths: [number, number] = [headings.length, body.length];
    return { id: own, headings: trail, text, slot, terms: lengths };
  });
  return { id, language, about, title: first.title.length, passages };
}

/** The table that the pieces were made from. */
export function tableOf(pieces: Iterable<IndexPiece>): PassageTable {
  const table = createPassageTable();
  const articles: [string, string, Entry[]][] = [];
  const lists: (PostingList | undefined)[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'words') table.vocabulary.load(piece.words);
    else if (piece.kind === 'articles') articles.push(...articlesOf(piece.articles, piece.terms));
    else takeLists(piece, lists);
  }
  table.load(articles, lists);
  return table;
}

function articlesOf(kept: readonly KeptArticle[], terms: Uint32Array): [string, string, Entry[]][] {
  let at = 0;
  const next = (length: number) => {
    at += length;
    return terms.subarray(at - length, at);
  };
  return kept.map(({ id, language, about, title: titleLength, passages }) => {
    const title = next(titleLength);
    const entries = passages.map(({ terms: [headings, body], slot, ...own }) => ({
      passage: { ...about, ...own },
      slot,
      title,
      headings: next(headings),
      body: next(body),
    }));
    return [id, language, entries];
  });
}

function takeLists(
  { from, lengths, packed }: Extract<IndexPiece, { kind: 'postings' }>,
  lists: (PostingList | undefined)[],
): void {
  let at = 0;
  for (const [index, length] of lengths.entries()) {
    if (length > 0) lists[from + index] = { packed: packed.slice(at, at + length), length };
    at += length;
  }
}

function joined(parts: readonly Uint32Array[]): Uint32Array {
  const whole = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
