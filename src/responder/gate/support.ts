import { synonymsOf } from '../../knowledge/analysis/synonyms.ts';
import { BREAK, tokensOf } from '../../knowledge/analysis/tokens.ts';
import { sentencesOf } from './sentence-stream.ts';

/** A text that a sentence may rest on, read once. */
export interface Evidence {
  language: string;
  sentences: Sentence[];
  /** The stems of title and headings, which every sentence may speak of. */
  about: ReadonlySet<string>;
}

interface Clause {
  /** Stems that say something about a topic. */
  words: ReadonlySet<string>;
  negated: boolean;
}

interface Sentence {
  words: ReadonlySet<string>;
  clauses: Clause[];
  /** Words that have an opposite. */
  sides: ReadonlySet<string>;
}

/** Sentences of a source that a sentence may put together. */
const TOGETHER = 3;
/** How much a synonym counts as the word. */
const SYNONYM = 0.8;
/** Share of the words from which a source's clause is the one that is meant, so that a "not" must stand in both. */
const SAME_CLAUSE = 0.6;
const CLAUSE_END =
  /[,;:–—()]+|\s(?=(?:and|but|that|which|who|if|unless|und|aber|y|pero|et|mais|e|ma|mas|en|maar)\s)/i;

const NEGATIONS =
  /\b(?:not|no|never|cannot|can't|don't|doesn't|isn't|aren't|won't|without|neither|nor|unable|impossible|kein\w*|nicht|nie|niemals|ohne|sin|nunca|jamás|tampoco|ne|pas|jamais|aucune?|sans|non|mai|senza|não|nem|niet|geen|nooit|zonder)\b/i;
/** Words of which a sentence may not say the one where its source says the other. */
const OPPOSITES: readonly (readonly [string, string])[] = [
  ['enabl', 'disabl'],
  ['allow', 'forbid'],
  ['befor', 'after'],
  ['minimum', 'maximum'],
  ['least', 'most'],
  ['increas', 'decreas'],
  ['free', 'paid'],
  ['includ', 'exclud'],
  ['always', 'never'],
  ['requir', 'option'],
  ['public', 'privat'],
  ['monthli', 'yearli'],
  ['add', 'remov'],
  ['more', 'less'],
  ['earli', 'late'],
];
const SIDES = new Map(OPPOSITES.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]));

/** Reads a source. */
export function evidenceOf(
  { title, headings, text }: { title: string; headings: readonly string[]; text: string },
  language: string,
): Evidence {
  return {
    language,
    sentences: sentencesOf(text).map((sentence) => readSentence(sentence, language)),
    about: wordsOf([title, ...headings].join('. '), language),
  };
}

/** 0..1: how much of what a sentence says stands in the source; 0 where the source says the opposite. */
export function supportOf(sentence: string, evidence: Evidence): number {
  const said = readSentence(sentence, evidence.language);
  if (said.words.size === 0) return 1;
  let best = 0;
  for (let from = 0; from < evidence.sentences.length; from++) {
    const window = evidence.sentences.slice(from, from + TOGETHER);
    const sources = [evidence.about, ...window.map(({ words }) => words)];
    const share = shareOf(said.words, sources, evidence.language);
    if (share > best && !contradicts(window, said, evidence)) best = share;
  }
  return best;
}

/** Whether the clause of the window that says most of the same says it the other way round. */
function contradicts(window: readonly Sentence[], said: Sentence, { about, language }: Evidence): boolean {
  const there = new Set(window.flatMap(({ sides }) => [...sides]));
  if ([...said.sides].some((side) => !there.has(side) && there.has(SIDES.get(side) ?? ''))) return true;
  const clauses = window.flatMap((one) => one.clauses);
  return said.clauses.some(({ words, negated }) => {
    const shares = clauses.map((clause) => shareOf(words, [about, clause.words], language));
    const most = Math.max(...shares);
    return (
      most >= SAME_CLAUSE && clauses.every((one, index) => shares[index] !== most || one.negated !== negated)
    );
  });
}

function shareOf(
  words: ReadonlySet<string>,
  sources: readonly ReadonlySet<string>[],
  language: string,
): number {
  let found = 0;
  for (const word of words) {
    if (sources.some((source) => source.has(word))) found += 1;
    else if ([...synonymsOf(word, language)].some((other) => sources.some((one) => one.has(other))))
      found += SYNONYM;
  }
  return found / words.size;
}

function readSentence(sentence: string, language: string): Sentence {
  const clauses = sentence
    .split(CLAUSE_END)
    .map((clause) => ({
      words: wordsOf(clause, language),
      negated: NEGATIONS.test(clause.replaceAll('’', "'")),
    }))
    .filter(({ words }) => words.size > 0);
  const all = tokensOf(sentence, language).flatMap((token) => (token === BREAK ? [] : [token.text]));
  return {
    words: wordsOf(sentence, language),
    clauses,
    sides: new Set(all.filter((word) => SIDES.has(word))),
  };
}

/** The stems of a text that say something about a topic. */
export function wordsOf(text: string, language: string): ReadonlySet<string> {
  return new Set(
    tokensOf(text, language).flatMap((token) => (token === BREAK || token.stop ? [] : [token.text])),
  );
}
