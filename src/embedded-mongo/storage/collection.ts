import { MongoError } from '../mongo-error.ts';
import { type Doc, decode, owned, type Raw } from '../values/doc.ts';
import { keyOf } from '../values/key-string.ts';
import { valuesAt } from '../values/paths.ts';
import { type IndexSpec, idIndex } from './index-spec.ts';
import { OrderedIndex, type Stored } from './ordered-index.ts';

/** The keys of one document in every index, in the order of the indexes. */
type Keys = string[][];

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
    this.#eachIndex((index, at) => index.add(keys[at] ?? [], stored));
    return stored;
  }

  /** Puts another version of a document in its place; `before` are its keys until now. Throws DuplicateKey. */
  replace(stored: Stored, raw: Raw, doc: Doc, before: Keys): void {
    const after = this.keysOf(doc);
    this.#checkUnique(after, doc, stored);
    stored.raw = owned(raw);
    this.#eachIndex((index, at) => {
      const [old = [], now = []] = [before[at], after[at]];
      if (old.length === now.length && old.every((key, place) => key === now[place])) return;
      index.remove(old, stored);
      index.add(now, stored);
    });
  }

  remove(stored: Stored, doc: Doc): void {
    const keys = this.keysOf(doc);
    this.documents.delete(stored.number);
    this.#eachIndex((index, at) => index.remove(keys[at] ?? [], stored));
  }

  byId(id: unknown): Stored | undefined {
    return this.indexes.get(idIndex.name)?.conflict([keyOf(id)])?.holder;
  }

  keysOf(doc: Doc): Keys {
    return [...this.indexes.values()].map((index) => index.keysOf(doc));
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

  #eachIndex(run: (index: OrderedIndex, at: number) => void): void {
    let at = 0;
    for (const index of this.indexes.values()) run(index, at++);
  }

  #checkUnique(keys: Keys, doc: Doc, own?: Stored): void {
    this.#eachIndex((index, at) => {
      if (index.conflict(keys[at] ?? [], own)) throw this.#duplicate(index, doc);
    });
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
