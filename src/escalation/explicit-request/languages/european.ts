import { type Language, pattern } from '../language.ts';

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
    FEW: '(?:\\p{L}+ ){0,2}',
    SOME: '(?:\\p{L}+ ){0,5}',
  };
  const clear = [
    '(?:{TALK}|{CONNECT}) {SOME}(?:{STRONG})',
    '(?:{STRONG}) {SOME}(?:{TALK}|{CONNECT})',
    '(?:{TALK}|{CONNECT}) {FEW}(?:{WITH}) {AROUND}(?:{WEAK})',
    '(?:{CONNECT}) {FEW}(?:{WEAK})',
    '(?:{WITH}) {AROUND}(?:{WEAK}) {FEW}(?:{TALK}|{CONNECT})',
    '(?:{BRING}) {FEW}{AROUND}(?:{STRONG}|{REAL})',
    '(?:{BRING}) {FEW}(?:{WEAK})',
    '(?:{STRONG}) {FEW}(?:{BRING})',
    '(?:{WANT}) {AROUND}(?:{STRONG})',
    '(?:{STRONG}) {AROUND}(?:{FILLER} )?(?:{WANT})$',
    '(?:{WANT}) {AROUND}{PERSON} (?:{REAL})',
    '(?:{WANT}) {AROUND}(?:{REAL}) {PERSON}',
    '(?:{CALL})',
    '^(?:(?:{FILLER}) ){0,3}{AROUND}(?:{STRONG})(?: (?:{REAL}))?(?: (?:{FILLER})){0,3}$',
    '^(?:(?:{FILLER}) ){0,3}{AROUND}(?:{REAL}) {PERSON}(?: (?:{FILLER})){0,3}$',
    '^(?:(?:{FILLER}) ){0,3}{AROUND}{PERSON} (?:{REAL})(?: (?:{FILLER})){0,3}$',
    ...(words.more ?? []),
  ];
  const against = [
    '(?:{NOT}) {SOME}(?:{BOT}) {SOME}(?:{STRONG}|{REAL} {PERSON})',
    '(?:{STRONG}|{REAL} {PERSON}) {SOME}(?:{NOT}) {FEW}(?:{BOT})',
    '(?:{BOT}) (?:{FILLER} )?(?:{STRONG}|{REAL} {PERSON})$',
    '(?:{NOT}) {FEW}(?:{TALK}) {FEW}(?:{BOT})',
    '(?:{BOT}) {FEW}(?:{TALK}) (?:{NOT})',
    '(?:{NOT}) {FEW}(?:{BOT}) {SOME}(?:{TALK}|{CONNECT}|{BRING}) ',
    '(?:{BOT}) (?:\\p{L}+ ){0,2}(?:{TALK}) {FEW}(?:{NOT})',
  ];
  return {
    code: words.code,
    clear: clear.map((text) => pattern(parts, text)),
    against: against.map((text) => pattern(parts, text)),
    vague: [pattern(parts, `^(?:${words.vague})$`)],
    negated: words.negated,
    alike: words.alike,
    ...(words.apart ? { apart: words.apart } : {}),
  };
}
