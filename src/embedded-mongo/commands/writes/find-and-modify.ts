import { MongoError } from '../../mongo-error.ts';
import { compileProjection, type Projection } from '../../query/projection.ts';
import { search } from '../../query/search.ts';
import type { Doc, Raw } from '../../values/doc.ts';
import { RawDocument } from '../../wire/write-message.ts';
import { type Call, type Command, docOption, namespaceOf } from '../call.ts';
import { compileModification, insertUpserted, modifyOne } from './modify.ts';

export const findAndModify: Command = {
  fields: [
    'findAndModify',
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'arrayFilters',
    'hint',
    'bypassDocumentValidation',
  ],
  run(call) {
    const { body } = call;
    const filter = docOption(body, 'query');
    const projection = compileProjection(body['fields'], filter);
    if (body['remove'] === true) return removeOne(call, filter, projection);
    if (body['update'] === undefined) {
      throw new MongoError('FailedToParse', "Either an update or 'remove' must be specified");
    }
    return changeOne(call, filter, projection);
  },
};

function removeOne(call: Call, filter: Doc, projection: Projection | undefined): Doc {
  const { catalog, effort } = call.engine;
  if (call.body['update'] !== undefined || call.body['new'] === true || call.body['upsert'] === true) {
    throw new MongoError('FailedToParse', "'remove' goes with none of 'update', 'new' and 'upsert'");
  }
  const collection = catalog.collections.get(namespaceOf(call));
  const [match] = search(collection, { filter, sort: call.body['sort'], limit: 1 }, effort);
  if (match && collection) catalog.remove(collection, match.stored);
  return answer({ n: match ? 1 : 0 }, match?.stored.raw, projection);
}

function changeOne(call: Call, filter: Doc, projection: Projection | undefined): Doc {
  const { engine, body } = call;
  const namespace = namespaceOf(call);
  const modification = { filter, update: body['update'], arrayFilters: body['arrayFilters'] };
  const compiled = compileModification(engine, modification);
  const collection = engine.catalog.collections.get(namespace);
  const [match] = search(collection, { filter, sort: body['sort'], limit: 1 }, engine.effort);
  const wantsNew = body['new'] === true;
  if (match && collection) {
    const old = match.stored.raw;
    const changed = modifyOne(engine, collection, match, compiled) ?? old;
    return answer({ n: 1, updatedExisting: true }, wantsNew ? changed : old, projection);
  }
  if (body['upsert'] !== true) return answer({ n: 0, updatedExisting: false }, undefined, projection);
  const { id, raw } = insertUpserted(engine, engine.catalog.getOrCreate(namespace), modification, compiled);
  return answer({ n: 1, updatedExisting: false, upserted: id }, wantsNew ? raw : undefined, projection);
}

function answer(lastErrorObject: Doc, raw: Raw | undefined, projection: Projection | undefined): Doc {
  const shown = raw && projection ? projection(raw) : raw;
  return { lastErrorObject, value: shown ? new RawDocument(shown) : null, ok: 1 };
}
