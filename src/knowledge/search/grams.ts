/** Numbers that letter groups are given; groups that share one are rare enough not to matter. */
const NUMBERS = 1 << 16;
/** Letters in a group. */
const SIZES = [3, 4];
/** How much the whole word and each of its letter groups say. */
const WORD_SAYS = 1.5;
const GROUP_SAYS = 0.6;

/** A vector over letter groups in which unlike words of one family are near: `sync`, `syncing`, `resync`. */
export interface GramTable {
  /** Counts a word of so many passages, or takes them back with a negative number. */
  count(word: string, passages: number): void;
  /** The word's groups, the whole word first. */
  gramsOf(word: string): Uint16Array;
  /** What the group at a place of a word weighs, by how rare it is among so many passages. */
  weightOf(gram: number, place: number, passages: number): number;
}

export function createGramTable(): GramTable {
  const counts = new Uint32Array(NUMBERS);
  const known = new Map<string, Uint16Array>();

  const gramsOf = (word: string): Uint16Array => {
    const grams = known.get(word) ?? read(word);
    known.set(word, grams);
    return grams;
  };
  return {
    gramsOf,
    count(word, passages) {
      for (const gram of gramsOf(word)) counts[gram] = (counts[gram] ?? 0) + passages;
    },
    weightOf(gram, place, passages) {
      const rare = Math.log(1 + passages / (0.5 + (counts[gram] ?? 0)));
      return rare * (place === 0 ? WORD_SAYS : GROUP_SAYS);
    },
  };
}

function read(word: string): Uint16Array {
  const marked = `_${word}_`;
  const grams = [numberOf(`w${word}`, 0, word.length + 1)];
  for (const size of SIZES) {
    for (let from = 0; from + size <= marked.length; from++) grams.push(numberOf(marked, from, from + size));
  }
  return Uint16Array.from(grams);
}

/** FNV-1a, folded to 16 bits. */
function numberOf(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let index = from; index < to; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return ((hash >>> 16) ^ hash) & (NUMBERS - 1);
}
