import { Buffer } from 'node:buffer';

/** What stands in code or in a quotation is nobody's wish. */
const QUOTED = /```[\s\S]*?(?:```|(?![\s\S]))|`[^`\n]*`|^ {0,3}>.*$/gm;
/** Marks above and below letters, in Latin, Cyrillic, Arabic and Hebrew script; those of Indic scripts and of й make letters. */
const MARKS = /(?<!и)\u0306|[\u0300-\u0305\u0307-\u036f\u064b-\u0655\u0670\u0640]/g;
const ALIKE: Readonly<Record<string, string>> = {
  ...{ ı: 'i', ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe', ё: 'е' },
  ...{ أ: 'ا', إ: 'ا', آ: 'ا', ى: 'ي', ة: 'ه', ئ: 'ي', ؤ: 'و', ی: 'ي', ک: 'ك' },
};
const LETTERS = new RegExp(`[${Object.keys(ALIKE).join('')}]`, 'g');
/** As much of a message is looked at; nobody asks for a human after more. */
export const LONGEST = 4_000;

/** The words of a message in one form for all spellings: small letters, without marks, code and quotations. */
export function fold(text: string): string {
  return (
    text
      .slice(0, LONGEST)
      .replace(QUOTED, ' ')
      .normalize('NFKD')
      .replace(MARKS, '')
      .normalize('NFC')
      .toLowerCase()
      .replace(LETTERS, (letter) => ALIKE[letter] ?? letter)
      // Two adjectives of one person are no two clauses.
      .replace(/\b(real|live|actual|human), ?(?=real|live|actual|human)/g, '$1 ')
  );
}

/** The clauses of a folded message, each as words with single spaces. */
export function clausesOf(folded: string): string[] {
  return folded
    .split(/[.,;:!?\n…()¡¿。、！？，；।؟،–—]+|\s-+\s/)
    .map((clause) => clause.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ').trim())
    .filter((clause) => clause !== '')
    .map(narrow);
}

/**
 * A part of a text with an emoji keeps two bytes a letter, for which the engine would compile every pattern once more;
 * this keeps one, where one will do.
 */
function narrow(clause: string): string {
  return /^[ -ÿ]*$/.test(clause) ? Buffer.from(clause, 'latin1').toString('latin1') : clause;
}
