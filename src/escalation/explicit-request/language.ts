/** How a human is asked for in one language. All patterns are matched on folded words with single spaces. */
export interface Language {
  /** ISO 639-1. */
  code: string;
  /** Said outright. */
  clear: readonly RegExp[];
  /** A machine refused for a person: that there is a “no” in it turns nothing around. */
  against?: readonly RegExp[];
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
