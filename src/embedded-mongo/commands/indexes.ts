import { MongoError } from '../mongo-error.ts';
import type { Collection } from '../storage/collection.ts';
import { type IndexSpec, idIndex, parseIndexSpec } from '../storage/index-spec.ts';
import { encode } from '../values/doc.ts';
import { keyOf } from '../values/key-string.ts';
import { type Call, type Command, countOption, docOption, namespaceOf } from './call.ts';

export const createIndexes: Command = {
  fields: ['createIndexes', 'indexes', 'commitQuorum'],
  run(call) {
    const { catalog } = call.engine;
    const given = call.body['indexes'];
    if (!Array.isArray(given) || given.length === 0) {
      throw new MongoError('BadValue', 'Must specify at least one index to create');
    }
    const specs = given.map(parseIndexSpec);
    const createdCollectionAutomatically = !catalog.collections.has(namespaceOf(call));
    const collection = catalog.getOrCreate(namespaceOf(call));
    const numIndexesBefore = collection.indexes.size;
    for (const spec of specs) if (isNew(collection, spec)) catalog.createIndex(collection, spec);
    return {
      numIndexesBefore,
      numIndexesAfter: collection.indexes.size,
      createdCollectionAutomatically,
      ok: 1,
    };
  },
};

/** False where the same index is there; throws where another one has its name or its key. */
function isNew(collection: Collection, spec: IndexSpec): boolean {
  if (keyOf(spec.key) === keyOf(idIndex.key)) return false;
  for (const { spec: other } of collection.indexes.values()) {
    const [sameName, sameKey] = [other.name === spec.name, keyOf(other.key) === keyOf(spec.key)];
    if (sameName && !sameKey) {
      throw new MongoError(
        'IndexKeySpecsConflict',
        `An index with the name ${spec.name} and another key exists already`,
      );
    }
    const sameFilter = keyOf(other.partialFilterExpression) === keyOf(spec.partialFilterExpression);
    if (!sameName && !(sameKey && sameFilter)) continue;
    if (sameName && keyOf({ ...other, v: 2 }) === keyOf(spec)) return false;
    throw new MongoError(
      'IndexOptionsConflict',
      `An index on the key of ${spec.name} exists already with other options`,
    );
  }
  return true;
}

export const listIndexes: Command = {
  fields: ['listIndexes', 'cursor'],
  run(call) {
    const collection = existing(call);
    const raws = [...collection.indexes.values()].map(({ spec }) => encode(spec));
    const batchSize = countOption(docOption(call.body, 'cursor'), 'batchSize');
    return call.engine.cursors.first(collection.namespace, raws, batchSize);
  },
};

export const dropIndexes: Command = {
  fields: ['dropIndexes', 'index'],
  run(call) {
    const collection = existing(call);
    const nIndexesWas = collection.indexes.size;
    const asked = call.body['index'];
    const names = (Array.isArray(asked) ? asked : [asked]).flatMap((one) => namesOf(collection, one));
    for (const name of names) call.engine.catalog.dropIndex(collection, name);
    return { nIndexesWas, ok: 1 };
  },
};

/** The names that are meant by `*`, a name or a key. */
function namesOf(collection: Collection, asked: unknown): string[] {
  const names = [...collection.indexes.keys()].filter((name) => name !== idIndex.name);
  if (asked === '*') return names;
  if (asked === idIndex.name) throw new MongoError('InvalidOptions', 'cannot drop _id index');
  const found = names.filter(
    (name) => name === asked || keyOf(collection.indexes.get(name)?.spec.key) === keyOf(asked),
  );
  if (found.length > 0) return found;
  throw new MongoError(
    'IndexNotFound',
    `index not found: ${typeof asked === 'string' ? asked : JSON.stringify(asked)}`,
  );
}

function existing(call: Call): Collection {
  const namespace = namespaceOf(call);
  const collection = call.engine.catalog.collections.get(namespace);
  if (collection) return collection;
  throw new MongoError('NamespaceNotFound', `ns does not exist: ${namespace}`);
}
