import { deserialize, serialize } from 'bson';
import { encodeFrame, type Frame, kind } from '../journal/frames.ts';
import { MongoError } from '../mongo-error.ts';
import { type Doc, decode, type Raw } from '../values/doc.ts';
import { fieldsOf, pickFields } from '../values/fields.ts';
import type { AnswerMemory } from './answer-memory.ts';
import { Collection, type Keys } from './collection.ts';
import { type IndexSpec, idIndex } from './index-spec.ts';
import type { Stored } from './ordered-index.ts';

const ID = fieldsOf(['_id']);

/** Every collection, and what changed in them since the changes were last taken. */
export class Catalog {
  readonly collections = new Map<string, Collection>();
  readonly #answers: AnswerMemory;
  #changes: Uint8Array[] = [];

  constructor(answers: AnswerMemory) {
    this.#answers = answers;
  }

  /** The changes since the last call, as frames for the log. */
  takeChanges(): Uint8Array[] {
    const changes = this.#changes;
    if (changes.length > 0) this.#changes = [];
    return changes;
  }

  /** Collections of one database. */
  ofDatabase(database: string): Collection[] {
    return [...this.collections.values()].filter(({ namespace }) => namespace.startsWith(`${database}.`));
  }

  getOrCreate(namespace: string): Collection {
    return this.collections.get(namespace) ?? this.create(namespace);
  }

  create(namespace: string): Collection {
    checkNamespace(namespace);
    const collection = new Collection(namespace);
    this.collections.set(namespace, collection);
    this.#note(kind.create, namespace, {});
    return collection;
  }

  drop(namespace: string): boolean {
    if (!this.collections.delete(namespace)) return false;
    this.#note(kind.drop, namespace, {});
    return true;
  }

  createIndex(collection: Collection, spec: IndexSpec): void {
    collection.createIndex(spec);
    this.#note(kind.createIndex, collection.namespace, spec);
  }

  dropIndex(collection: Collection, name: string): void {
    collection.indexes.delete(name);
    this.#note(kind.dropIndex, collection.namespace, { name });
  }

  insert(collection: Collection, raw: Raw, doc: Doc): void {
    const stored = collection.insert(raw, doc);
    this.#changes.push(encodeFrame(kind.put, collection.namespace, stored.raw));
  }

  replace(collection: Collection, stored: Stored, raw: Raw, doc: Doc, before: Keys): void {
    collection.replace(stored, raw, doc, before);
    this.#changes.push(encodeFrame(kind.put, collection.namespace, stored.raw));
  }

  remove(collection: Collection, stored: Stored): void {
    collection.remove(stored);
    this.#changes.push(encodeFrame(kind.remove, collection.namespace, pickFields(stored.raw, ID)));
  }

  #note(frameKind: number, namespace: string, body: Doc): void {
    this.#changes.push(encodeFrame(frameKind, namespace, serialize(body)));
  }

  /** Does again what a frame of the log says. Indexes are built by `finishReplay`, when all documents are there. */
  replay({ kind: frameKind, namespace, body }: Frame): void {
    const collection = this.collections.get(namespace) ?? new Collection(namespace);
    switch (frameKind) {
      case kind.create:
        this.collections.set(namespace, collection);
        return;
      case kind.drop:
        this.collections.delete(namespace);
        this.#replayedIndexes.delete(namespace);
        return;
      case kind.createIndex: {
        const spec = deserialize(body) as IndexSpec;
        this.#indexesOf(namespace).set(spec.name, spec);
        return;
      }
      case kind.dropIndex:
        this.#indexesOf(namespace).delete(String(deserialize(body)['name']));
        return;
      case kind.put:
        this.collections.set(namespace, collection);
        replayPut(collection, body);
        return;
      case kind.remove: {
        const doc = decode(body);
        const stored = collection.byId(doc['_id']);
        if (stored) collection.remove(stored);
        return;
      }
      case kind.answer:
        this.#answers.replay(body);
        return;
      default:
        throw new Error(`unknown kind of change ${frameKind}`);
    }
  }

  readonly #replayedIndexes = new Map<string, Map<string, IndexSpec>>();

  #indexesOf(namespace: string): Map<string, IndexSpec> {
    const specs = this.#replayedIndexes.get(namespace) ?? new Map<string, IndexSpec>();
    this.#replayedIndexes.set(namespace, specs);
    return specs;
  }

  finishReplay(): void {
    for (const [namespace, specs] of this.#replayedIndexes) {
      const collection = this.getOrCreate(namespace);
      for (const spec of specs.values()) collection.createIndex(spec);
    }
    this.#replayedIndexes.clear();
    this.#changes = [];
  }

  /** Everything at this moment, as frames. What has been asked for already does not change any more. */
  capture(): Iterable<Uint8Array> {
    const collections = [...this.collections.values()].map(({ namespace, indexes, documents }) => ({
      namespace,
      specs: [...indexes.values()].map(({ spec }) => spec),
      raws: Array.from(documents.values(), ({ raw }) => raw),
    }));
    const answers = this.#answers.capture();
    return (function* () {
      for (const { namespace, specs, raws } of collections) {
        yield encodeFrame(kind.create, namespace, serialize({}));
        for (const spec of specs) {
          if (spec.name !== idIndex.name) yield encodeFrame(kind.createIndex, namespace, serialize(spec));
        }
        for (const raw of raws) yield encodeFrame(kind.put, namespace, raw);
      }
      yield* answers;
    })();
  }
}

function replayPut(collection: Collection, body: Raw): void {
  const doc = decode(body);
  const stored = collection.byId(doc['_id']);
  if (stored) collection.replace(stored, body, doc, collection.keysOf(doc));
  else collection.insert(body, doc);
}

/** Names that MongoDB refuses too (https://www.mongodb.com/docs/manual/reference/limits/#naming-restrictions). */
function checkNamespace(namespace: string): void {
  const [database = '', ...rest] = namespace.split('.');
  const name = rest.join('.');
  const sound =
    /^[^/\\. "$*<>:|?\0]{1,63}$/.test(database) && /^[^$\0]+$/.test(name) && !/^(system)?\.|\.$/.test(name);
  if (!sound || Buffer.byteLength(namespace) > 255) {
    throw new MongoError('InvalidNamespace', `Invalid namespace specified '${namespace}'`);
  }
}
