import { MongoError } from '../mongo-error.ts';
import { type Doc, decode, owned, type Raw } from '../values/doc.ts';
import { decodeFields, fieldsOf } from '../values/fields.ts';
import { keyOf } from '../values/key-string.ts';
import { valuesAt } from '../values/paths.ts';
import { type IndexSpec, idIndex } from './index-spec.ts';
import { OrderedIndex, type Stored } from './ordered-index.ts';

/** The keys of one document, by index. */
export type Keys = Map<OrderedIndex, string[]>;

/** Documents in memory, in the order of their insertion, with their indexes. Each change happens whole or not at all. */
export class Collection {
  /** `database.collection` */
  readonly namespace: string;
  readonly documents = new Map<number, Stored>();
  readonly indexes = new Map<string, OrderedIndex>();
  #next = 1;

  constructor(namespace: string) {
    this.namespace = namespace;
    this.indexes.set(idIndex.name, new OrderedIndex(idIndex));
  }

  /** Adds a document. Throws DuplicateKey. */
  insert(raw: Raw, doc: Doc): Stored {
    const keys = this.keysOf(doc);
    this.#checkUnique(keys, doc);
    const stored = { number: this.#next++, raw: owned(raw) };
    this.documents.set(stored.number, stored);
    for (const [index, own] of keys) index.add(own, stored);
    return stored;
  }

  /**
   * Puts another version of a document in its place. `before`: its keys until now, in the indexes in which they may change;
   * `doc` needs only what these are of. Throws DuplicateKey.
   */
  replace(stored: Stored, raw: Raw, doc: Doc, before: Keys): void {
    const after: Keys = new Map();
    for (const index of before.keys()) after.set(index, index.keysOf(doc));
    this.#checkUnique(after, doc, stored);
    stored.raw = owned(raw);
    for (const [index, now] of after) {
      const old = before.get(index) ?? [];
      if (old.length === now.length && old.every((key, place) => key === now[place])) continue;
      index.remove(old, stored);
      index.add(now, stored);
    }
  }

  remove(stored: Stored): void {
    const keys = this.keysOf(decodeFields(stored.raw, fieldsOf(this.indexedPaths())));
    this.documents.delete(stored.number);
    for (const [index, own] of keys) index.remove(own, stored);
  }

  byId(id: unknown): Stored | undefined {
    return this.indexes.get(idIndex.name)?.conflict([keyOf(id)])?.holder;
  }

  /** The keys of a document; with `names` only in the indexes that a change of these fields may concern. */
  keysOf(doc: Doc, names?: ReadonlySet<string>): Keys {
    return new Map(this.#concerned(names).map((index) => [index, index.keysOf(doc)]));
  }

  /** What a document must have for `keysOf` to give its keys. */
  indexedPaths(names?: ReadonlySet<string>): string[] {
    return this.#concerned(names).flatMap(({ paths }) => paths);
  }

  #concerned(names?: ReadonlySet<string>): OrderedIndex[] {
    const all = [...this.indexes.values()];
    return names ? all.filter(({ tops }) => tops.some((name) => names.has(name))) : all;
  }

  /** Builds an index over what is there. Throws DuplicateKey, and then there is no such index. */
  createIndex(spec: IndexSpec): void {
    const index = new OrderedIndex(spec);
    for (const stored of this.documents.values()) {
      const doc = decode(stored.raw);
      const keys = index.keysOf(doc);
      if (index.conflict(keys)) throw this.#duplicate(index, doc);
      index.add(keys, stored);
    }
    this.indexes.set(spec.name, index);
  }

  #checkUnique(keys: Keys, doc: Doc, own?: Stored): void {
    for (const [index, its] of keys) if (index.conflict(its, own)) throw this.#duplicate(index, doc);
  }

  #duplicate(index: OrderedIndex, doc: Doc): MongoError {
    const { name, key: keyPattern } = index.spec;
    const keyValue = Object.fromEntries(
      index.fields.map(({ path, parts }) => [path, valuesAt(doc, parts)[0] ?? null]),
    );
    return new MongoError(
      'DuplicateKey',
      `E11000 duplicate key error collection: ${this.namespace} index: ${name} dup key: ${JSON.stringify(keyValue)}`,
      { keyPattern, keyValue },
    );
  }
}
