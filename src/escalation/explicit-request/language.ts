/** A pattern, or what is asked as one. */
export interface Matcher {
  exec(clause: string): RegExpExecArray | null;
}

/** How a human is asked for in one language. All patterns are matched on folded words with single spaces. */
export interface Language {
  /** ISO 639-1. */
  code: string;
  /** Beginnings of words without one of which nothing is said outright; most messages have none. */
  hints: ReadonlySet<string>;
  /** The same of what one wants of them, in a clause of more words. */
  acts?: ReadonlySet<string>;
  /** Said outright. */
  clear: readonly Matcher[];
  /** A machine refused for a person: that there is a “no” in it turns nothing around. */
  against?: readonly Matcher[];
  /** May or may not mean it: the whole clause. */
  vague: readonly RegExp[];
  /** Turns a request around that follows. */
  negated: RegExp;
  /** Looks like a person to ask for, and is something else; taken out before anything is looked for. */
  alike: RegExp;
  /** Not a request whatever else it says: asking what we are, when agents work, what others want. */
  apart?: RegExp;
  /** The clause, with what is misspelled put right. */
  mend?(clause: string): string;
}

/** A pattern from parts; `{NAME}` stands for a part by that name. */
export function pattern(parts: Readonly<Record<string, string>>, text: string): RegExp {
  let source = text;
  while (/\{[A-Z]{2,}\}/.test(source)) {
    source = source.replace(/\{([A-Z]{2,})\}/g, (_, name: string) => `(?:${parts[name] ?? ''})`);
  }
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'u');
}

/** Letters of a word that are enough of a hint. */
const HINT = 4;
/** A clause of so few words may be nothing but whom one asks for. */
const BARE = 3;

/** The beginnings of all words in patterns. */
export function hintsOf(patterns: readonly string[]): Set<string> {
  const plain = patterns.map((text) =>
    text.replace(/\\?\\p\{[^}]*\}(?:\{[^}]*\}|\*)?|\(\?[:=!<]+|\p{L}\?/gu, ' '),
  );
  const words = plain.flatMap((text) => text.match(/[\p{L}\p{M}]+/gu) ?? []);
  return new Set(words.map(hintOf));
}

/** Whether a clause has the words of a request in the language: whom, and what of them. */
export function isHinted(clause: string, { hints, acts }: Language): boolean {
  const words = clause.split(' ').map(hintOf);
  if (hints.size > 0 && !words.some((word) => hints.has(word))) return false;
  return words.length <= BARE || !acts || words.some((word) => acts.has(word));
}

function hintOf(word: string): string {
  return word.slice(0, HINT);
}
