import { MongoError } from '../mongo-error.ts';
import { conjunctsOf } from '../query/conjuncts.ts';
import { compileFilter, type Predicate } from '../query/matcher.ts';
import { parseSort, type SortField } from '../query/sort.ts';
import type { Doc, Raw } from '../values/doc.ts';
import { EMPTY, inverted, keyOf } from '../values/key-string.ts';
import { valuesAt } from '../values/paths.ts';
import type { IndexSpec } from './index-spec.ts';
import { SortedMap } from './sorted-map.ts';

/** A stored document. Its number gives the order of insertion. */
export interface Stored {
  readonly number: number;
  raw: Raw;
}

/** Keys from and including `from`, up to and not including `to`. */
export interface Range {
  from: string;
  to: string;
}

/** An index: a sorted map from the keys of a document's fields to the document. */
export class OrderedIndex {
  readonly spec: IndexSpec;
  readonly fields: readonly SortField[];
  /** What the keys of a document depend on, and the fields at its top that these are in. */
  readonly paths: readonly string[];
  readonly tops: readonly string[];
  /** Whether a document ever had several keys, or an array: then one key says less about its document. */
  multikey = false;
  readonly #covers: Predicate;
  readonly #unique: boolean;
  readonly #map = new SortedMap<Stored>();

  constructor(spec: IndexSpec) {
    this.spec = spec;
    this.fields = parseSort(spec.key);
    const conditions = conjunctsOf(spec.partialFilterExpression ?? {}).list;
    this.paths = [...this.fields, ...conditions].map(({ path }) => path);
    this.tops = this.paths.map((path) => path.split('.', 1)[0] ?? '');
    this.#covers = compileFilter(spec.partialFilterExpression ?? {});
    this.#unique = spec.unique === true || spec.name === '_id_';
  }

  /** The keys under which a document stands in this index, each once. */
  keysOf(doc: Doc): string[] {
    if (this.spec.partialFilterExpression && !this.#covers(doc)) return [];
    const [only] = this.fields;
    if (only && this.fields.length === 1) {
      const values = valuesAt(doc, only.parts);
      if (this.spec.sparse && values.every((value) => value === undefined)) return [];
      return this.#fieldKeys(values, only);
    }
    return this.#compoundKeys(doc);
  }

  #compoundKeys(doc: Doc): string[] {
    let keys = [''];
    let missing = 0;
    let arrays = 0;
    for (const field of this.fields) {
      const values = valuesAt(doc, field.parts);
      if (values.every((value) => value === undefined)) missing += 1;
      const fieldKeys = this.#fieldKeys(values, field);
      if (fieldKeys.length > 1) arrays += 1;
      keys = keys.flatMap((key) => fieldKeys.map((fieldKey) => key + fieldKey));
    }
    if (arrays > 1) throw new MongoError('CannotIndexParallelArrays', 'cannot index parallel arrays');
    return this.spec.sparse && missing === this.fields.length ? [] : keys;
  }

  #fieldKeys(values: unknown[], { descending }: SortField): string[] {
    const [first] = values;
    let keys: string[];
    if (values.length === 1 && !Array.isArray(first)) {
      keys = [keyOf(first)];
    } else {
      this.multikey = true;
      const all = values.flatMap((value) => {
        if (!Array.isArray(value)) return keyOf(value);
        return value.length === 0 ? EMPTY : value.map(keyOf);
      });
      keys = all.length === 0 ? [keyOf(null)] : [...new Set(all)];
    }
    return descending ? keys.map(inverted) : keys;
  }

  /** Another document that has one of the keys, where the index allows only one. */
  conflict(keys: readonly string[], own?: Stored): { key: string; holder: Stored } | undefined {
    if (!this.#unique) return undefined;
    for (const key of keys) {
      const holder = this.#map.get(key);
      if (holder && holder !== own) return { key, holder };
    }
    return undefined;
  }

  add(keys: readonly string[], stored: Stored): void {
    for (const key of keys) this.#map.set(this.#placeOf(key, stored), stored);
  }

  remove(keys: readonly string[], stored: Stored): void {
    for (const key of keys) this.#map.delete(this.#placeOf(key, stored));
  }

  /** Keys are joined by the document's number where several documents may share them. */
  #placeOf(key: string, { number }: Stored): string {
    if (this.#unique) return key;
    const low = number % 0x1000000;
    return key + String.fromCharCode((number - low) / 0x1000000, low >>> 12, low & 0xfff);
  }

  /** Documents in the order of their keys. The index must not change meanwhile. */
  scan({ from, to }: Range, backwards: boolean): Generator<Stored> {
    return backwards ? this.#map.betweenBackwards(from, to) : this.#map.between(from, to);
  }
}
