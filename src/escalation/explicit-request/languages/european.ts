import { hintsOf, type Language, type Matcher, pattern } from '../language.ts';

/** The words of a language that puts its request much as English does; each is a pattern on folded words. */
export interface Words {
  code: string;
  /** To talk, in every form that a wish takes. */
  talk: string;
  /** To, with. */
  with: string;
  /** I want, I need, give me, is there. */
  want: string;
  /** Connect me, put me through. */
  connect: string;
  /** Bring me, call for, give me. */
  bring: string;
  /** Whom one may talk to. */
  person: string;
  /** Whom nobody wants but to talk to. */
  strong: string;
  /** Articles, and adjectives before or behind a person. */
  around: string;
  /** Real, human: makes a person of anybody. */
  real: string;
  /** Somebody is to call or write. */
  call: string;
  /** Machines that one may not want to talk to. */
  bot: string;
  /** No, not, instead of, enough of. */
  not: string;
  /** Please, now, hello. */
  filler: string;
  /** Other ways to say it. */
  more?: readonly string[];
  vague: string;
  negated: RegExp;
  alike: RegExp;
  apart?: RegExp;
}

/** A language made of its words. Word order is free in most of them, so what belongs together may stand either way. */
export function european(words: Words): Language {
  const parts = {
    TALK: words.talk,
    WITH: words.with,
    WANT: words.want,
    CONNECT: words.connect,
    BRING: words.bring,
    CALL: words.call,
    WEAK: words.person,
    PERSON: `(?:${words.person}|${words.strong})`,
    STRONG: words.strong,
    AROUND: `(?:(?:${words.around}|${words.real}) ){0,5}`,
    REAL: words.real,
    BOT: words.bot,
    NOT: words.not,
    FILLER: words.filler,
    // A negation among them turns it around.
    FEW: '(?:(?!(?:{NOT}) )\\p{L}+ ){0,2}',
    SOME: '(?:(?!(?:{NOT}) )\\p{L}+ ){0,5}',
    ANY: '(?:\\p{L}+ ){0,5}',
  };
  const clear = [
    '(?:{TALK}|{CONNECT}) {SOME}(?:{STRONG})',
    '(?:{STRONG}) {SOME}(?:{TALK}|{CONNECT})',
    '(?:{TALK}|{CONNECT}) {FEW}(?:{WITH}) {AROUND}(?:{WEAK})',
    '(?:{CONNECT}) {FEW}(?:{WEAK})',
    '(?:{WITH}) {AROUND}(?:{WEAK}) {SOME}(?:{TALK}|{CONNECT})',
    '(?:{BRING}) {FEW}{AROUND}(?:{STRONG}|{REAL})',
    '(?:{BRING}) {FEW}(?:{WEAK})',
    '(?:{STRONG}) {FEW}(?:{BRING})',
    '(?:{WANT}) {AROUND}(?:{STRONG})',
    '(?:{STRONG}) {AROUND}(?:{FILLER} )?(?:{WANT})$',
    '(?:{WANT}) {AROUND}{PERSON} (?:{REAL})',
    '(?:{WANT}) {AROUND}(?:{REAL}) {PERSON}',
    '(?:{CALL})',
    '^(?:(?:{FILLER}) ){0,3}{AROUND}(?:{STRONG})(?: {REAL})?(?: (?:{FILLER})){0,3}$',
    '^(?:(?:{FILLER}) ){0,3}{AROUND}(?:{REAL}) {PERSON}(?: (?:{FILLER})){0,3}$',
    '^(?:(?:{FILLER}) ){0,3}{AROUND}{PERSON} (?:{REAL})(?: (?:{FILLER})){0,3}$',
    ...(words.more ?? []),
  ];
  const against = [
    '(?:{NOT}) {ANY}(?:{BOT}) {ANY}(?:{STRONG}|{REAL} {PERSON})',
    '(?:{STRONG}|{REAL} {PERSON}) {SOME}(?:{NOT}) {FEW}(?:{BOT})',
    '(?:{BOT}) (?:{FILLER} )?(?:{STRONG}|{REAL} {PERSON})$',
    '(?:{NOT}) {FEW}(?:{TALK}) {FEW}(?:{BOT})',
    '(?:{TALK}) {FEW}(?:{NOT}) {FEW}(?:{BOT})',
    '(?:{BOT}) {FEW}(?:{TALK}) (?:{NOT})',
    '(?:{NOT}) {FEW}(?:{BOT}) {SOME}(?:{TALK}|{CONNECT}|{BRING}) ',
    '(?:{BOT}) (?:\\p{L}+ ){0,2}(?:{TALK}) {FEW}(?:{NOT})',
  ];
  return {
    code: words.code,
    hints: hintsOf([words.strong, words.person, words.call, words.bot, words.real]),
    acts: hintsOf([words.talk, words.want, words.connect, words.bring, words.call, words.not, words.real]),
    clear: matchersOf(clear, parts),
    against: matchersOf(against, parts),
    vague: [pattern(parts, `^(?:${words.vague})$`)],
    negated: words.negated,
    alike: words.alike,
    ...(words.apart ? { apart: words.apart } : {}),
  };
}

/** A part that a pattern can't do without. */
const NEEDED = /\(\?:\{(TALK|CONNECT|BRING|WANT|STRONG|WEAK|REAL|BOT|NOT)\}\)(?!\?)/g;

/** Patterns that are only tried on a clause that has all their parts, each of which is looked for once. */
function matchersOf(texts: readonly string[], parts: Readonly<Record<string, string>>): Matcher[] {
  const looked = new Map(Object.keys(parts).map((name) => [name, lazily(parts, `{${name}}`)]));
  const found = new Map<string, boolean>();
  let last = '';
  const has = (name: string, clause: string): boolean => {
    if (clause !== last) found.clear();
    last = clause;
    const known = found.get(name) ?? looked.get(name)?.(clause) !== null;
    found.set(name, known);
    return known;
  };
  return texts.map((text) => {
    const needs = [...new Set([...text.matchAll(NEEDED)].map(([, name]) => name ?? ''))];
    const whole = lazily(parts, text);
    return { exec: (clause) => (needs.every((name) => has(name, clause)) ? whole(clause) : null) };
  });
}

/** A pattern that is made when it is first needed: most workspaces meet few of the languages. */
function lazily(parts: Readonly<Record<string, string>>, text: string): Matcher['exec'] {
  let made: RegExp | undefined;
  return (clause) => {
    made ??= pattern(parts, text);
    return made.exec(clause);
  };
}
