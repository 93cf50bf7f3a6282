import { editDistance } from './edit-distance.ts';
import type { PassageTable } from './passage-table.ts';

/** A term of the knowledge base that may be meant by a word, and how much it counts as that word, 0..1. */
export interface Match {
  term: number;
  weight: number;
}

/** How much a term counts that is one slip of the pen away, two, half of the word, its beginning, its end. */
const COUNTS = { oneSlip: 0.8, twoSlips: 0.55, half: 0.6, beginning: 0.5, end: 0.35 };
/** Terms taken as one word. */
const MOST = 3;
/** Letters from which a word may hide a slip, two slips, another word. */
const SLIP_FROM = 4;
const TWO_SLIPS_FROM = 8;
const PART_FROM = 5;

/** Terms that may be meant by a word that no article has: a slip of the pen, two words in one, or part of a longer one. */
export function similarTerms(word: string, table: PassageTable): Match[] {
  if (word.length < SLIP_FROM || /\d/.test(word)) return halvesOf(word, table);
  const most = word.length < TWO_SLIPS_FROM ? 1 : 2;
  const near = table.vocabulary.near(word, most).filter((term) => frequencyOf(term, table) > 0);
  const slips = slipsOf(word, near, most, table);
  if (slips.length > 0) return slips;
  const halves = halvesOf(word, table);
  return halves.length > 0 ? halves : partsOf(word, near, table);
}

/** How many passages have the term. */
export function frequencyOf(term: number, table: PassageTable): number {
  return table.postingsOf(term)?.length ?? 0;
}

/** The nearest terms; of those as near, the ones that most passages have. */
function slipsOf(word: string, near: readonly number[], most: number, table: PassageTable): Match[] {
  const found = near
    .map((term) => ({ term, slips: editDistance(word, table.vocabulary.textOf(term), most) }))
    .filter(({ slips }) => slips <= most);
  const least = Math.min(...found.map(({ slips }) => slips));
  return found
    .filter(({ slips }) => slips === least)
    .sort((a, b) => frequencyOf(b.term, table) - frequencyOf(a.term, table))
    .slice(0, MOST)
    .map(({ term }) => ({ term, weight: least === 1 ? COUNTS.oneSlip : COUNTS.twoSlips }));
}

function halvesOf(word: string, table: PassageTable): Match[] {
  for (let at = 2; at <= word.length - 2; at++) {
    const first = known(word.slice(0, at), table);
    // A stemmer takes the last e of a long word, not of a short one: `timezon`, but `time zone`.
    const second = first && (known(word.slice(at), table) ?? known(`${word.slice(at)}e`, table));
    if (first && second) return [first, second].map((term) => ({ term, weight: COUNTS.half }));
  }
  return [];
}

function known(text: string, table: PassageTable): number | undefined {
  const term = table.vocabulary.find({ text, stop: false });
  return frequencyOf(term, table) > 0 ? term : undefined;
}

/** Words that begin or end alike, as compounds do: `Rechnung` and `Rechnungsadresse`. */
function partsOf(word: string, near: readonly number[], table: PassageTable): Match[] {
  return near
    .flatMap((term): Match[] => {
      const text = table.vocabulary.textOf(term);
      const [short, long] = text.length < word.length ? [text, word] : [word, text];
      if (short.length < PART_FROM) return [];
      if (long.startsWith(short)) {
        return [{ term, weight: COUNTS.beginning * Math.sqrt(short.length / long.length) }];
      }
      return long.endsWith(short) ? [{ term, weight: COUNTS.end }] : [];
    })
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST);
}
