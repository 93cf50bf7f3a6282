/** A run of neighbours; keys ascend, and `values` runs beside them. */
interface Block<V> {
  keys: string[];
  values: V[];
}

/** A block is split beyond this size, and joined with its neighbour where both together stay below half of it. */
const BLOCK_SIZE = 512;

/**
 * A map whose keys are kept in order: blocks of neighbours, found by binary search. Adding and removing move at most one
 * block's keys; reading a range is reading arrays.
 */
export class SortedMap<V> {
  #blocks: Block<V>[] = [];

  get(key: string): V | undefined {
    const block = this.#blocks[this.#blockOf(key)];
    if (!block) return undefined;
    const at = placeOf(block.keys, key);
    return block.keys[at] === key ? block.values[at] : undefined;
  }

  set(key: string, value: V): void {
    const number = this.#blockOf(key);
    const block = this.#blocks[number];
    if (!block) {
      this.#blocks.push({ keys: [key], values: [value] });
      return;
    }
    const at = placeOf(block.keys, key);
    if (block.keys[at] === key) {
      block.values[at] = value;
      return;
    }
    block.keys.splice(at, 0, key);
    block.values.splice(at, 0, value);
    if (block.keys.length > BLOCK_SIZE) this.#split(number, block);
  }

  delete(key: string): void {
    const number = this.#blockOf(key);
    const block = this.#blocks[number];
    if (!block) return;
    const at = placeOf(block.keys, key);
    if (block.keys[at] !== key) return;
    block.keys.splice(at, 1);
    block.values.splice(at, 1);
    this.#join(number, block);
  }

  /** Values of keys from `from` up to but not including `to`. The map must not change meanwhile. */
  *between(from: string, to: string): Generator<V> {
    for (let number = this.#blockOf(from); number < this.#blocks.length; number += 1) {
      const { keys, values } = this.#blocks[number] as Block<V>;
      for (let at = placeOf(keys, from); at < keys.length; at += 1) {
        if ((keys[at] as string) >= to) return;
        yield values[at] as V;
      }
    }
  }

  /** The same from the end. */
  *betweenBackwards(from: string, to: string): Generator<V> {
    for (let number = this.#blockOf(to); number >= 0; number -= 1) {
      const block = this.#blocks[number];
      if (!block) return;
      for (let at = placeOf(block.keys, to) - 1; at >= 0; at -= 1) {
        if ((block.keys[at] as string) < from) return;
        yield block.values[at] as V;
      }
    }
  }

  /** The last block that begins at or before a key; the first where none does. */
  #blockOf(key: string): number {
    let [low, high] = [0, this.#blocks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#blocks[middle]?.keys[0] as string) <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #split(number: number, { keys, values }: Block<V>): void {
    const half = keys.length >>> 1;
    this.#blocks.splice(number + 1, 0, { keys: keys.splice(half), values: values.splice(half) });
  }

  #join(number: number, block: Block<V>): void {
    const next = this.#blocks[number + 1];
    if (block.keys.length === 0) this.#blocks.splice(number, 1);
    else if (next && block.keys.length + next.keys.length < BLOCK_SIZE / 2) {
      block.keys.push(...next.keys);
      block.values.push(...next.values);
      this.#blocks.splice(number + 1, 1);
    }
  }
}

/** Where a key stands, or would stand, among sorted keys. */
function placeOf(keys: readonly string[], key: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
