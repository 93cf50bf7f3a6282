/** How often a term stands in the fields of a passage; more than a field can hold counts as its most. */
export interface Counts {
  title: number;
  headings: number;
  body: number;
}

const MOST = { title: 3, headings: 3, body: 15 };

/**
 * The passages that have a term, by slot in rising order, each with its counts, in 32 bits: 24 for the slot (16.7 million
 * passages), 2 for the title, 2 for the headings, 4 for the body.
 */
export interface PostingList {
  packed: Uint32Array;
  length: number;
}

export const slotOf = (posting: number): number => posting >>> 8;
export const titleOf = (posting: number): number => (posting >>> 6) & 3;
export const headingsOf = (posting: number): number => (posting >>> 4) & 3;
export const bodyOf = (posting: number): number => posting & 15;

export function createPostingList(): PostingList {
  return { packed: new Uint32Array(2), length: 0 };
}

/** Adds a passage, in its place. */
export function insertPosting(list: PostingList, slot: number, { title, headings, body }: Counts): void {
  const packed =
    slot * 256 +
    (Math.min(title, MOST.title) << 6) +
    (Math.min(headings, MOST.headings) << 4) +
    Math.min(body, MOST.body);
  if (list.length === list.packed.length) {
    const larger = new Uint32Array(Math.ceil(list.length * 1.5) + 1);
    larger.set(list.packed);
    list.packed = larger;
  }
  const at = placeOf(list, slot);
  if (at < list.length) list.packed.copyWithin(at + 1, at, list.length);
  list.packed[at] = packed;
  list.length += 1;
}

export function removePosting(list: PostingList, slot: number): void {
  const at = placeOf(list, slot);
  if (at === list.length || slotOf(list.packed[at] ?? 0) !== slot) return;
  list.packed.copyWithin(at, at + 1, list.length);
  list.length -= 1;
}

/** The first place whose slot is not smaller; most passages are added at the end. */
function placeOf({ packed, length }: PostingList, slot: number): number {
  if (length === 0 || slotOf(packed[length - 1] ?? 0) < slot) return length;
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (slotOf(packed[middle] ?? 0) < slot) low = middle + 1;
    else high = middle;
  }
  return low;
}
