import type { Exchange } from './dissatisfaction/exchange.ts';
import { asksForOther, numbersIn, refuses, tellsFailure } from './dissatisfaction/signs.ts';
import type { Reading } from './reading.ts';
import type { Signal } from './signal.ts';
import { alike, termsOf } from './terms.ts';

/** What is known of the present stretch of a conversation with the assistant; of constant size, however long it gets. */
export interface Tally {
  /** When the stretch began: at the opening, or when an agent handed back. ISO 8601. */
  since: string | null;
  /** When the customer wrote last, ISO 8601. */
  lastAt: string | null;
  /** Messages of the customer. */
  turns: number;
  /** What the customer's latest messages were about, oldest first. */
  asked: string[][];
  /** Questions that were asked again in other words, and whether the newest message is one. */
  repeats: number;
  repeated: boolean;
  refusals: number;
  others: number;
  lastRefused: boolean;
  lastAskedOther: boolean;
  numbers: string[];
  /** Sentiment, -1 (negative) to 1: of the latest message, and its running mean. */
  sentiment: number;
  mood: number;
  /** Messages in a row that were negative. */
  negatives: number;
  answers: number;
  /** Our last answer; null before the first. */
  lastAnswer: { text: string; confidence: number | null; grounded: boolean } | null;
  answered: string[][];
  answerAlike: number;
  /** Answers that told of a failure. */
  failures: number;
  /** In a row: answers that rested on nothing, that were unsure, and times when no answer could be made. */
  ungrounded: number;
  unsure: number;
  outages: number;
  /** Questions in a row that the assistant has asked back. */
  clarified: number;
  /** “Not solved” pressed. */
  notSolved: number;
  offers: { made: number; declined: number; lastAt: string | null };
  category: { name: string; confidence: number } | null;
  language: string | null;
  /** What triggers have said in the stretch so far, each at its strongest. */
  noticed: Signal[];
}

/** Messages and answers whose terms are kept, for finding what was said before. */
const KEPT = 6;
const NUMBERS_KEPT = 40;
const ANSWER_KEPT = 600;
const EVIDENCE_KEPT = 200;
/** So alike is the same question in other words, if it comes soon, and says enough to tell. */
const SAME = 0.5;
const NEAR = 3;
const TELLING_TERMS = 3;
/** How much of the mood the newest message is. */
const NEWEST = 0.5;
const NEGATIVE = -0.3;

/** The tally at the beginning of a stretch. Language and category are facts that stay. */
export function newTally(since: string | null, before?: Tally): Tally {
  return {
    since,
    lastAt: null,
    turns: 0,
    asked: [],
    repeats: 0,
    repeated: false,
    refusals: 0,
    others: 0,
    lastRefused: false,
    lastAskedOther: false,
    numbers: [],
    sentiment: 0,
    mood: 0,
    negatives: 0,
    answers: 0,
    lastAnswer: null,
    answered: [],
    answerAlike: 0,
    failures: 0,
    ungrounded: 0,
    unsure: 0,
    outages: 0,
    clarified: 0,
    notSolved: 0,
    offers: { made: 0, declined: 0, lastAt: null },
    category: before?.category ?? null,
    language: before?.language ?? null,
    noticed: [],
  };
}

/** A customer's message beside what was said before it. */
export function exchangeOf(tally: Tally, text: string): Exchange {
  const small = text.slice(0, 4_000).toLowerCase().replaceAll('’', "'");
  const terms = termsOf(text);
  const { turns, refusals, others, failures, lastRefused, lastAskedOther, numbers, answerAlike } = tally;
  return {
    customer: { text: small, words: small.split(/\s+/).filter(Boolean).length },
    assistant: tally.lastAnswer?.text ?? '',
    before: {
      ...{ turns, refusals, others, failures, lastRefused, lastAskedOther, numbers, answerAlike },
      alike: Math.max(0, ...tally.asked.slice(-4).map((one) => alike(one, terms))),
      alikeLast: alike(tally.asked.at(-1) ?? [], terms),
    },
  };
}

/** The tally after a message of the customer. `at`: ISO 8601. */
export function withMessage(tally: Tally, reading: Reading, at: string): Tally {
  const { text } = exchangeOf(tally, reading.text).customer;
  const { terms, sentiment } = reading;
  const recent = tally.asked.slice(-NEAR).filter(isTelling);
  const askedOther = asksForOther(text);
  // Who asks for something else wants more of the same, and not the same.
  const repeated = !askedOther && isTelling(terms) && recent.some((one) => alike(one, terms) >= SAME);
  const refused = refuses(text);
  const { category } = reading;
  const keeps = tally.category && (!category || category.confidence < tally.category.confidence);
  return {
    ...tally,
    since: tally.since ?? at,
    lastAt: at,
    turns: tally.turns + 1,
    asked: terms.length > 0 ? [...tally.asked, terms].slice(-KEPT) : tally.asked,
    repeats: tally.repeats + (repeated ? 1 : 0),
    repeated,
    refusals: tally.refusals + (refused ? 1 : 0),
    others: tally.others + (askedOther ? 1 : 0),
    lastRefused: refused,
    lastAskedOther: askedOther,
    numbers: [...new Set([...tally.numbers, ...numbersIn(text)])].slice(-NUMBERS_KEPT),
    sentiment,
    mood: tally.turns === 0 ? sentiment : tally.mood * (1 - NEWEST) + sentiment * NEWEST,
    negatives: sentiment <= NEGATIVE ? tally.negatives + 1 : 0,
    category: keeps ? tally.category : category,
    language: reading.language ?? tally.language,
  };
}

function isTelling(terms: readonly string[]): boolean {
  return terms.length >= TELLING_TERMS;
}

/** The tally after triggers have fired; there are so many triggers and no more, so that it stays of constant size. */
export function withNoticed(tally: Tally, signals: readonly Signal[]): Tally {
  const strongest = new Map(tally.noticed.map((signal) => [signal.name, signal]));
  for (const signal of signals) {
    if ((strongest.get(signal.name)?.strength ?? 0) > signal.strength) continue;
    strongest.set(signal.name, { ...signal, evidence: signal.evidence.slice(0, EVIDENCE_KEPT) });
  }
  return { ...tally, noticed: [...strongest.values()] };
}

/** Whether something speaks for it that the customer has not got what they came for. */
export function isTroubled({ answers, ungrounded, unsure, outages, notSolved, repeats }: Tally): boolean {
  return answers === 0 || ungrounded + unsure + outages + notSolved + repeats > 0;
}

/** What came of making an answer. */
export interface Answered {
  /** Empty where none could be made. */
  text: string;
  /** 0..1; null where it is not known. */
  confidence: number | null;
  grounded: boolean;
  /** The responder could not work. */
  outage?: boolean;
}

/** The tally after an answer of the assistant, or the lack of one. `sure`: confidence from which an answer counts as sure. */
export function withAnswer(tally: Tally, answer: Answered, sure: number): Tally {
  if (answer.outage) return { ...tally, outages: tally.outages + 1 };
  const small = answer.text.slice(0, ANSWER_KEPT).toLowerCase().replaceAll('’', "'");
  const terms = termsOf(answer.text);
  const unsure = answer.confidence !== null && answer.confidence < sure;
  return {
    ...tally,
    answers: tally.answers + 1,
    lastAnswer: { text: small, confidence: answer.confidence, grounded: answer.grounded },
    answered: [...tally.answered, terms].slice(-KEPT),
    answerAlike: Math.max(0, ...tally.answered.slice(-3).map((one) => alike(one, terms))),
    failures: tally.failures + (tally.lastAnswer && tellsFailure(tally.lastAnswer.text) ? 1 : 0),
    ungrounded: answer.grounded ? 0 : tally.ungrounded + 1,
    unsure: unsure ? tally.unsure + 1 : 0,
    outages: 0,
    clarified: 0,
  };
}
