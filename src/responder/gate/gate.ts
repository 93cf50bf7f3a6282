import { clearLanguage } from '../../knowledge/analysis/clear-language.ts';
import { detectLanguage } from '../../knowledge/analysis/detect-language.ts';
import type { Passage } from '../../knowledge/article.ts';
import { citedIn } from './citations.ts';
import { claimsOf, missingClaim, sourcesOf } from './claims.ts';
import { promises, tellsOfItself } from './promises.ts';
import { tellingWords } from './small-words.ts';
import { type Evidence, evidenceOf, supportOf } from './support.ts';

/** What an answer may rest on. */
export interface GateSources {
  /** The passages that the model was given, in the order of their numbers, which begin at 1. */
  passages: readonly Passage[];
  /** What the customer has written: it may be said back to them. */
  said: readonly string[];
  /** What agents have found out about the case: it may be told. Absent: nothing. */
  found?: readonly string[];
  /** What actions of this very reply have come to, in words: these may be told. */
  done: readonly string[];
  /** The language of the answer, ISO 639-1. */
  language: string;
}

/** Why a sentence must not be said. */
export type Fault =
  | 'unknown_citation'
  | 'unsupported'
  | 'foreign_numbers'
  | 'foreign_links'
  | 'foreign_code'
  | 'foreign_names'
  | 'promise'
  | 'tells_of_itself';

export type Verdict =
  | {
      ok: true;
      /** 0..1: how well it is supported; 1 for what claims nothing. */
      support: number;
      /** Numbers of the passages that it rests on. */
      passages: number[];
      /** Whether it states something that its sources had to be looked up for. */
      fact: boolean;
    }
  | { ok: false; fault: Fault; detail: string };

export interface Gate {
  /** Whether a sentence may be said. */
  check(sentence: string): Verdict;
}

/** Share of a sentence's telling words that its source must have. */
const SUPPORTED = 0.6;
/** Telling words up to which a sentence without any claim leads in or out, and states nothing. */
const SAYS_NOTHING = 1;

/**
 * Checks what a model wrote, sentence by sentence, against what it was given; whatever the model says of itself counts for
 * nothing. Without another model this is overlap with the sources, and claims that must stand there word for word.
 */
export function createGate({ passages, said, found = [], done, language }: GateSources): Gate {
  const evidence = passages.map((passage) => evidenceOf(passage, languageOf(passage, language)));
  const nouns = language === 'de' && !evidence.some((one) => one.language === 'de');
  const texts = passages.map(({ title, headings, text, url }) =>
    [title, ...headings, text, url ?? ''].join('\n'),
  );
  const own = [...said, ...found, ...done];
  const besides = evidenceOf({ title: '', headings: [], text: own.join('\n') }, language);
  const all = sourcesOf([...texts, ...own]);
  const each = texts.map((text) => sourcesOf([text, ...own]));

  function check(sentence: string): Verdict {
    if (tellsOfItself(sentence)) return refuse('tells_of_itself', sentence);
    if (promises(sentence) && done.length === 0) return refuse('promise', sentence);
    const cited = citedIn(sentence);
    const unknown = cited.find((number) => number < 1 || number > passages.length);
    if (unknown !== undefined) return refuse('unknown_citation', `[${unknown}]`);
    const bare = sentence.replace(/\s?\[\d{1,3}\]/g, '');
    const claims = claimsOf(bare, { nouns });
    const missing = missingClaim(claims, all);
    if (missing) return refuse(`foreign_${missing.kind}`, missing.claim);
    const claimed = Object.values(claims).some((some) => some.length > 0);
    if (!claimed && (isQuestion(bare) || tellingWords(bare, language) <= SAYS_NOTHING)) {
      return { ok: true, support: 1, passages: cited, fact: false };
    }
    return supported(bare, cited);
  }

  /** The passage that the sentence cites is asked first; one that says it better may stand in for it. */
  function supported(bare: string, cited: readonly number[]): Verdict {
    const ranked = evidence
      .map((one, index) => ({ number: index + 1, support: supportIn(bare, one, each[index] ?? all) }))
      .sort(
        (a, b) =>
          b.support - a.support || Number(cited.includes(b.number)) - Number(cited.includes(a.number)),
      );
    const named = ranked.find(({ number, support }) => cited.includes(number) && support >= SUPPORTED);
    const best = named ?? ranked.find(({ support }) => support >= SUPPORTED);
    if (best) return { ok: true, support: best.support, passages: [best.number], fact: true };
    const told = supportOf(bare, besides);
    if (told >= SUPPORTED) return { ok: true, support: told, passages: [], fact: true };
    return refuse('unsupported', bare.trim());
  }

  /** Between languages words tell nothing: then only the claims do, and such an answer is not a sure one. */
  function supportIn(bare: string, one: Evidence, sources: ReturnType<typeof sourcesOf>): number {
    const { numbers } = claimsOf(bare);
    if (numbers.some((number) => !sources.numbers.has(number))) return 0;
    // The model may have answered in the source's language after all.
    const alike = one.language === language || detectLanguage(bare)[0]?.language === one.language;
    return alike ? supportOf(bare, one) : SUPPORTED;
  }

  return { check };
}

function isQuestion(sentence: string): boolean {
  return /[?？]["'”’)*_\s]*$/.test(sentence);
}

function refuse(fault: Fault, detail: string): Verdict {
  return { ok: false, fault, detail: detail.trim().slice(0, 200) };
}

/** Where an article does not say its language it is taken for the answer's, unless its words clearly tell of another. */
function languageOf({ language, text }: Passage, answers: string): string {
  return language?.split('-')[0] ?? clearLanguage(text, answers);
}
