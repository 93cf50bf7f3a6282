/** Number of single-character insertions, deletions and substitutions that turn one word into the other (Levenshtein). */
export function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const substituted = (above[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(substituted, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[to.length] ?? 0;
}

/** A word longer than this is no slip of the finger; comparing it would only cost time. */
const LONGEST_WORD = 100;
/** What it costs at most that a key stands in another section. */
const SECTION_COST = 2;
/** What it costs that one word is the beginning of the other, as `reminder` is of `reminder_after`. */
const PREFIX_COST = 1;
const SUGGESTIONS = 3;

/**
 * The known keys that someone who wrote `key` most likely meant; none where nothing is near. Keys are dotted paths: the
 * last word counts fully, the section before it a little, so that a key in the wrong section finds its own.
 */
export function nearestKeys(key: string, known: readonly string[]): string[] {
  if (key.length > LONGEST_WORD) return [];
  const costs = known.map((candidate) => ({ candidate, cost: keyDistance(key, candidate) }));
  const least = Math.min(...costs.map(({ cost }) => cost));
  const { length } = lastWord(key);
  // Where no letter of a short word is left, nothing of it was meant.
  if (least >= length || least > Math.max(2, Math.floor(length / 3))) return [];
  return costs
    .filter(({ cost }) => cost === least)
    .map(({ candidate }) => candidate)
    .slice(0, SUGGESTIONS);
}

function keyDistance(key: string, candidate: string): number {
  const [word, other] = [lastWord(key), lastWord(candidate)];
  const prefix = other.startsWith(word) || word.startsWith(other);
  const words = word !== other && prefix && word.length > 3 ? PREFIX_COST : editDistance(word, other);
  return words + Math.min(SECTION_COST, editDistance(sectionOf(key), sectionOf(candidate)));
}

function lastWord(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1);
}

function sectionOf(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf('.')));
}
