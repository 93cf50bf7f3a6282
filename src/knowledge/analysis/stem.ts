import { stemmer as danish } from '@orama/stemmers/danish';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as norwegian } from '@orama/stemmers/norwegian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';
import { stemmer as turkish } from '@orama/stemmers/turkish';
import { stemmer as english } from 'stemmer';

/** Snowball's stemmers, and Porter's for English, by language. */
const STEMMERS: Readonly<Record<string, (word: string) => string>> = {
  da: danish,
  de: german,
  en: english,
  es: spanish,
  fi: finnish,
  fr: french,
  it: italian,
  nb: norwegian,
  nl: dutch,
  nn: norwegian,
  no: norwegian,
  pt: portuguese,
  ru: russian,
  sv: swedish,
  tr: turkish,
};

/** Longer than any word that a stemmer knows; what is longer is a token, a key or noise, and stays as it is. */
const LONGEST_WORD = 40;

/**
 * The stem of a word in lower case, without accents: `Rechnungen` and `Rechnung` become one. Words of languages without a
 * stemmer, and words with digits, only lose their accents.
 */
export function stem(word: string, language: string): string {
  const stemmer = STEMMERS[language];
  const cut = stemmer && word.length <= LONGEST_WORD && !/\d/.test(word) ? stemmer(word) : word;
  return withoutAccents(cut || word);
}

/** The word with its base letters: é becomes e, ß becomes ss. */
export function withoutAccents(word: string): string {
  if (/^[a-z0-9]*$/.test(word)) return word;
  return word.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss');
}
