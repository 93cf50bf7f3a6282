import { clausesOf, fold } from './fold.ts';
import { isHinted, type Language } from './language.ts';
import { chinese, japanese, korean } from './languages/cjk.ts';
import { english } from './languages/en.ts';
import { dutch, german } from './languages/germanic.ts';
import { arabic, hindi, turkish } from './languages/others.ts';
import { french, italian, portuguese, spanish } from './languages/romance.ts';
import { polish, russian } from './languages/slavic.ts';

/** A request for a human, as it was found in a message. */
export interface Request {
  /** `vague`: may or may not mean it. */
  strength: 'clear' | 'vague';
  /** The words that say it. */
  words: string;
  /** ISO 639-1. */
  language: string;
}

const LATIN: readonly Language[] = [
  english,
  german,
  dutch,
  french,
  spanish,
  portuguese,
  italian,
  polish,
  turkish,
  hindi,
];
/** Languages by the script that they are written in; a message may have several. */
const BY_SCRIPT: readonly { script: RegExp; languages: readonly Language[] }[] = [
  { script: /\p{Script=Latin}/u, languages: LATIN },
  { script: /\p{Script=Cyrillic}/u, languages: [russian] },
  { script: /\p{Script=Arabic}/u, languages: [arabic] },
  { script: /\p{Script=Devanagari}/u, languages: [hindi] },
  { script: /[\p{Script=Hiragana}\p{Script=Katakana}]/u, languages: [japanese] },
  { script: /\p{Script=Hangul}/u, languages: [korean] },
  { script: /\p{Script=Han}/u, languages: [chinese, japanese] },
];

/** A clause without punctuation goes on and on; so many words are looked at together, with some of the last ones. */
const WINDOW = 40;
const OVERLAP = 12;

/**
 * Whether a message asks for a human, in any of the languages, also beside something else. Asking what we are, when
 * somebody works, or about people in general is none. Pure; time grows with the length of the text.
 */
export function findRequest(text: string): Request | undefined {
  const folded = fold(text);
  const clauses = clausesOf(folded).flatMap(windowsOf);
  const languages = languagesOf(folded);
  let vague: Request | undefined;
  for (const clause of clauses) {
    // A lone “agent” is vague, whatever it would be among other words.
    const unsure = languages.find((language) =>
      language.vague.some((each) => each.test(mended(clause, language))),
    );
    if (unsure) {
      vague ??= { strength: 'vague', words: clause, language: unsure.code };
      continue;
    }
    for (const language of isEnglish(clause) ? [english] : languages) {
      const words = clearIn(clause, language);
      if (words !== undefined)
        return { strength: asked(folded) ? 'vague' : 'clear', words, language: language.code };
    }
  }
  // Beside much else, a lone word is no wish.
  return clauses.length <= 2 ? vague : undefined;
}

const UNPARTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** “Human?” may ask whether we are one. */
function asked(folded: string): boolean {
  const word = /^\P{L}*([\p{L}\p{M}]{1,20}) ?[?？؟]+\s*$/u.exec(folded)?.[1];
  // Where words are not parted, a whole question is one.
  return word !== undefined && (word.length <= 4 || !UNPARTED.test(word));
}

function languagesOf(folded: string): Language[] {
  const found = BY_SCRIPT.filter(({ script }) => script.test(folded)).flatMap(({ languages }) => languages);
  return [...new Set(found)];
}

/** Small words that only English has. */
const SMALL = new Set(
  'the my your you how what are with this have and for they it not to of from that'.split(' '),
);
const CLEARLY = 3;

/** A clause with so many of them is not looked through in other languages. */
function isEnglish(clause: string): boolean {
  let small = 0;
  for (const word of clause.split(' ')) if (SMALL.has(word)) small += 1;
  return small >= CLEARLY;
}

function windowsOf(clause: string): string[] {
  const words = clause.split(' ');
  if (words.length <= WINDOW) return [clause.slice(0, 600)];
  const windows: string[] = [];
  for (let from = 0; from < words.length - OVERLAP; from += WINDOW - OVERLAP) {
    windows.push(
      words
        .slice(from, from + WINDOW)
        .join(' ')
        .slice(0, 600),
    );
  }
  return windows;
}

function mended(clause: string, language: Language): string {
  return language.mend ? language.mend(clause) : clause;
}

/** The words of a clause that ask, unless what stands before them turns it around. */
function clearIn(clause: string, language: Language): string | undefined {
  const whole = mended(clause, language);
  if (!isHinted(whole, language)) return undefined;
  const plain = whole.replace(language.alike, ' ').replace(/ +/g, ' ').trim();
  if (plain === '') return undefined;
  for (const each of language.against ?? []) {
    const match = each.exec(plain);
    if (match) return match[0].trim();
  }
  if (language.apart?.test(plain)) return undefined;
  for (const each of language.clear) {
    const match = each.exec(plain);
    if (match && !language.negated.test(plain.slice(0, match.index).trim())) return match[0].trim();
  }
  return undefined;
}
