import { MongoError } from '../mongo-error.ts';
import { compileFilter } from '../query/matcher.ts';
import { idIndex } from '../storage/index-spec.ts';
import { encode } from '../values/doc.ts';
import { type Command, countOption, docOption, namespaceOf } from './call.ts';

export const create: Command = {
  fields: ['create'],
  run(call) {
    const namespace = namespaceOf(call);
    const { catalog } = call.engine;
    if (catalog.collections.has(namespace)) {
      throw new MongoError('NamespaceExists', `Collection ${namespace} already exists.`);
    }
    catalog.create(namespace);
    return { ok: 1 };
  },
};

export const drop: Command = {
  fields: ['drop'],
  run(call) {
    const ns = namespaceOf(call);
    const nIndexesWas = call.engine.catalog.collections.get(ns)?.indexes.size ?? 0;
    return call.engine.catalog.drop(ns) ? { nIndexesWas, ns, ok: 1 } : { ok: 1 };
  },
};

export const dropDatabase: Command = {
  fields: ['dropDatabase'],
  run({ engine: { catalog }, database }) {
    for (const { namespace } of catalog.ofDatabase(database)) catalog.drop(namespace);
    return { dropped: database, ok: 1 };
  },
};

export const listCollections: Command = {
  fields: ['listCollections', 'filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  run({ engine, body, database }) {
    const predicate = compileFilter(docOption(body, 'filter'));
    const described = engine.catalog.ofDatabase(database).map(({ namespace }) => {
      const name = namespace.slice(database.length + 1);
      const brief = { name, type: 'collection' };
      return body['nameOnly'] === true
        ? brief
        : { ...brief, options: {}, info: { readOnly: false }, idIndex };
    });
    const raws = described.filter(predicate).map(encode);
    const batchSize = countOption(docOption(body, 'cursor'), 'batchSize');
    return engine.cursors.first(`${database}.$cmd.listCollections`, raws, batchSize);
  },
};
