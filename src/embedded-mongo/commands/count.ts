import { MongoError } from '../mongo-error.ts';
import { search } from '../query/search.ts';
import { decodeFields, fieldsOf } from '../values/fields.ts';
import { keyOf } from '../values/key-string.ts';
import { splitPath, valuesAt } from '../values/paths.ts';
import { type Command, countOption, docOption, namespaceOf } from './call.ts';

export const count: Command = {
  fields: ['count', 'query', 'limit', 'skip', 'hint', 'fields'],
  run(call) {
    const { engine, body } = call;
    const wanted = {
      filter: docOption(body, 'query'),
      skip: countOption(body, 'skip') ?? 0,
      limit: countOption(body, 'limit') ?? 0,
    };
    const collection = engine.catalog.collections.get(namespaceOf(call));
    const all = Object.keys(wanted.filter).length + wanted.skip + wanted.limit === 0;
    const n = all ? (collection?.documents.size ?? 0) : search(collection, wanted, engine.effort).length;
    return { n, ok: 1 };
  },
};

export const distinct: Command = {
  fields: ['distinct', 'key', 'query', 'hint'],
  run(call) {
    const { engine, body } = call;
    const path = body['key'];
    if (typeof path !== 'string') throw new MongoError('TypeMismatch', "Field 'key' must be a string");
    const parts = splitPath(path);
    const asked = fieldsOf([path]);
    const values = new Map<string, unknown>();
    const wanted = { filter: docOption(body, 'query') };
    for (const match of search(engine.catalog.collections.get(namespaceOf(call)), wanted, engine.effort)) {
      for (const value of valuesAt(decodeFields(match.stored.raw, asked), parts).flat()) {
        const key = keyOf(value);
        if (value !== undefined && !values.has(key)) values.set(key, value);
      }
    }
    return { values: [...values.values()], ok: 1 };
  },
};
