import { detectLanguage } from '../analysis/detect-language.ts';
import type { Passage } from '../article.ts';
import { createGramTable, type GramTable } from './grams.ts';
import {
  type Counts,
  createPostingList,
  insertPosting,
  type PostingList,
  removePosting,
} from './postings.ts';
import { createVocabulary, SENTENCE_END, type Vocabulary } from './vocabulary.ts';

/** A passage as the index holds it: its terms by field. */
export interface Entry {
  passage: Passage;
  slot: number;
  title: Uint32Array;
  headings: Uint32Array;
  body: Uint32Array;
}

/** Where neither an article nor its words say in which language it is. */
const USUAL_LANGUAGE = 'en';

/** The passages of an index, by article and by term. */
export interface PassageTable {
  put(articleId: string, passages: readonly Passage[]): void;
  remove(articleId: string): void;
  readonly vocabulary: Vocabulary;
  /** Letter groups of the words, as often as passages have them. */
  readonly grams: GramTable;
  readonly entries: readonly (Entry | undefined)[];
  entriesOf(articleId: string): readonly Entry[];
  postingsOf(term: number): PostingList | undefined;
  /** Terms of a passage's field, by slot. */
  readonly lengths: { readonly title: number[]; readonly headings: number[]; readonly body: number[] };
  /** How many terms a field has in all. */
  readonly totals: { title: number; headings: number; body: number };
  readonly count: number;
  /** Number of passages by language. */
  readonly languages: ReadonlyMap<string, number>;
  /** The articles in their order, each with its passages. */
  articles(): Iterable<[id: string, language: string, entries: readonly Entry[]]>;
  /** Puts what another table held into this one, which has to be empty: its words first, then this. */
  load(
    articles: Iterable<[id: string, language: string, entries: Entry[]]>,
    lists: readonly (PostingList | undefined)[],
  ): void;
}

export function createPassageTable(): PassageTable {
  const vocabulary = createVocabulary();
  const grams = createGramTable();
  const entries: (Entry | undefined)[] = [];
  const free: number[] = [];
  const byArticle = new Map<string, { entries: Entry[]; language: string }>();
  const postings: (PostingList | undefined)[] = [];
  const lengths = { title: [] as number[], headings: [] as number[], body: [] as number[] };
  const totals = { title: 0, headings: 0, body: 0 };
  const languages = new Map<string, number>();
  let count = 0;

  const tally = (entry: Entry, language: string, sign: 1 | -1) => {
    count += sign;
    languages.set(language, (languages.get(language) ?? 0) + sign);
    if (languages.get(language) === 0) languages.delete(language);
    for (const field of FIELDS) {
      const terms = entry[field].reduce((sum, term) => (term === SENTENCE_END ? sum : sum + 1), 0);
      totals[field] += sign * terms;
      lengths[field][entry.slot] = terms;
    }
  };

  function add(passage: Passage, title: Uint32Array, language: string): Entry {
    const slot = free.pop() ?? entries.length;
    const headings = vocabulary.read(passage.headings.join('\n'), language);
    const entry: Entry = { passage, slot, title, headings, body: vocabulary.read(passage.text, language) };
    entries[slot] = entry;
    tally(entry, language, 1);
    for (const [term, counts] of countsOf(entry)) {
      postings[term] ??= createPostingList();
      insertPosting(postings[term], slot, counts);
      grams.count(vocabulary.textOf(term), 1);
    }
    return entry;
  }

  function remove(articleId: string): void {
    const article = byArticle.get(articleId);
    if (!article) return;
    for (const entry of article.entries) {
      tally(entry, article.language, -1);
      for (const term of countsOf(entry).keys()) {
        const list = postings[term];
        if (list) removePosting(list, entry.slot);
        grams.count(vocabulary.textOf(term), -1);
      }
      entries[entry.slot] = undefined;
      free.push(entry.slot);
    }
    byArticle.delete(articleId);
  }

  return {
    vocabulary,
    grams,
    entries,
    lengths,
    totals,
    languages,
    remove,
    put(articleId, passages) {
      remove(articleId);
      const [first] = passages;
      if (!first) return;
      const language = languageOf(passages);
      const title = vocabulary.read(first.title, language);
      byArticle.set(articleId, {
        language,
        entries: passages.map((passage) => add(passage, title, language)),
      });
    },
    *articles() {
      for (const [id, { language, entries: own }] of byArticle) yield [id, language, own];
    },
    load(articles, lists) {
      for (const [id, language, own] of articles) {
        byArticle.set(id, { language, entries: own });
        for (const entry of own) {
          entries[entry.slot] = entry;
          tally(entry, language, 1);
        }
      }
      for (let slot = 0; slot < entries.length; slot++) if (!entries[slot]) free.push(slot);
      for (const [term, list] of lists.entries()) {
        if (!list) continue;
        postings[term] = list;
        grams.count(vocabulary.textOf(term), list.length);
      }
    },
    entriesOf: (articleId) => byArticle.get(articleId)?.entries ?? [],
    postingsOf: (term) => postings[term],
    get count() {
      return count;
    },
  };
}

const FIELDS = ['title', 'headings', 'body'] as const;

function countsOf(entry: Entry): Map<number, Counts> {
  const all = new Map<number, Counts>();
  for (const field of FIELDS) {
    for (const term of entry[field]) {
      if (term === SENTENCE_END) continue;
      const counts = all.get(term);
      if (counts) counts[field] += 1;
      else all.set(term, { title: 0, headings: 0, body: 0, [field]: 1 });
    }
  }
  return all;
}

/** What the article says, without its region (`pt-BR` is read as `pt`), else what its words tell. */
function languageOf(passages: readonly Passage[]): string {
  const [first] = passages;
  if (first?.language) return first.language.toLowerCase().split(/[-_]/)[0] ?? USUAL_LANGUAGE;
  const text = passages
    .slice(0, 3)
    .map((passage) => passage.text)
    .join('\n');
  return detectLanguage(`${first?.title}\n${text}`)[0]?.language ?? USUAL_LANGUAGE;
}
