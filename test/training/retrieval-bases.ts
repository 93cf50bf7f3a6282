import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Article } from '../../src/knowledge/article.ts';
import { look } from '../../src/knowledge/search/look.ts';
import { createPassageTable } from '../../src/knowledge/search/passage-table.ts';
import { splitArticle } from '../../src/knowledge/split-article.ts';

/** A question held against a knowledge base. */
export interface Example extends ReturnType<typeof look> {
  relevant: readonly string[];
}

/** Questions of one origin; what is of one family is kept out together when the model is tried on it. */
export interface Base {
  name: string;
  family: string;
  /** On the whole knowledge base, or on folds where questions need other examples than themselves. */
  whole: Example[];
  /** With articles taken out and questions of other origins put in, so that many have no answer. */
  partly: Example[];
}

interface Row {
  id: string;
  title?: string;
  text: string;
}

type Question = { query: string; relevant: string[] };

const HELP_PAGES = ['emanual_tv', 'stackfaq', 'xquad_en', 'xquad_de', 'xquad_es'];
/** Share of the articles that stay when some are taken out, and of the strangers' questions that are put in. */
const KEPT = 0.65;
const STRANGERS = 0.15;
const FOLDS = 4;

/** The knowledge bases of a folder with `kb_NAME.jsonl`, `queries_NAME.jsonl` and `intents_hint3.jsonl`. */
export function readBases(folder: string): Base[] {
  const random = createRandom(20_240_501);
  const rows = <T>(file: string) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T);
  const pages = HELP_PAGES.map((name) => ({
    name,
    articles: rows<Row>(`kb_${name}.jsonl`),
    questions: rows<Question>(`queries_${name}.jsonl`),
  }));
  const bases = pages.map(({ name, articles, questions }): Base => {
    const strangers = pages.filter((other) => other.name !== name).flatMap((other) => other.questions);
    const kept = articles.filter(() => random() < KEPT);
    const asked = [...questions, ...strangers.filter(() => random() < STRANGERS * 0.25).map(stranger)];
    return {
      name,
      family: name.replace(/_(?:en|de|es)$/, ''),
      whole: examplesOf(articles, questions),
      partly: examplesOf(kept, asked),
    };
  });
  return [...bases, ...phraseBases(rows('intents_hint3.jsonl'), random)];
}

interface Phrase {
  bot: string;
  text: string;
  intent: string;
}

/** A knowledge base of each bot: its intents are articles, and their example phrases the text; once with and without a title. */
function phraseBases(phrases: readonly Phrase[], random: () => number): Base[] {
  return [...new Set(phrases.map(({ bot }) => bot))].map((bot) => {
    const base: Base = { name: bot, family: bot, whole: [], partly: [] };
    for (const titled of [true, false]) {
      const own = phrases
        .filter((one) => one.bot === bot)
        .map((one) => ({ ...one, fold: Math.floor(random() * FOLDS) }));
      const foreign = phrases.filter((one) => one.bot !== bot);
      const intents = [...new Set(own.map(({ intent }) => intent))];
      for (let fold = 0; fold < FOLDS; fold++) {
        const out = new Set(intents.filter(() => random() > 0.75));
        const known = own.filter((one) => one.fold !== fold);
        const asked = own.filter((one) => one.fold === fold);
        const left = known.filter(({ intent }) => !out.has(intent));
        const missing = own.filter(({ intent }) => out.has(intent) && random() < 0.25);
        const far = foreign.filter(() => random() < (0.6 * asked.length) / foreign.length);
        base.whole.push(...examplesOf(articlesOf(known, titled), questionsOf(asked, known)));
        base.partly.push(
          ...examplesOf(articlesOf(left, titled), [
            ...questionsOf([...asked.filter(({ intent }) => !out.has(intent)), ...missing], left),
            ...questionsOf(far, []),
          ]),
        );
      }
    }
    return base;
  });
}

function articlesOf(phrases: readonly Phrase[], titled: boolean): Row[] {
  return [...new Set(phrases.map(({ intent }) => intent))].map((id) => ({
    id,
    ...(titled ? { title: id.toLowerCase().replaceAll('_', ' ') } : {}),
    text: phrases
      .filter(({ intent }) => intent === id)
      .map(({ text }) => text)
      .join('\n\n'),
  }));
}

function questionsOf(asked: readonly Phrase[], known: readonly Phrase[]): Question[] {
  const ids = new Set(known.map(({ intent }) => intent));
  return asked.map(({ text, intent }) => ({ query: text, relevant: ids.has(intent) ? [intent] : [] }));
}

const stranger = ({ query }: Question): Question => ({ query, relevant: [] });

function examplesOf(articles: readonly Row[], questions: readonly Question[]): Example[] {
  const table = createPassageTable();
  for (const { id, title, text } of articles) {
    const article: Article = { id, title: title || id, text: text || title || id };
    table.put(id, splitArticle(article));
  }
  const ids = new Set(articles.map(({ id }) => id));
  return questions.map(({ query, relevant }) => ({
    ...look(query, table),
    relevant: relevant.filter((id) => ids.has(id)),
  }));
}

/** Numbers from 0 to 1, the same for the same seed (a linear congruential generator, Numerical Recipes). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
