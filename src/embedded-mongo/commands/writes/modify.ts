import type { Engine } from '../../engine.ts';
import type { Match } from '../../query/search.ts';
import type { Collection } from '../../storage/collection.ts';
import { compileUpdate, type Update } from '../../update/compile-update.ts';
import { type Touched, touchedBy } from '../../update/touched.ts';
import { isReplacement, upsertedDoc } from '../../update/upsert.ts';
import { type Doc, decode, encode, type Raw } from '../../values/doc.ts';
import { decodeFields, fieldsOf, withFields } from '../../values/fields.ts';
import { checkStorable } from './insert.ts';

/** An update to carry out, of `update` or `findAndModify`. */
export interface Modification {
  filter: Doc;
  update: unknown;
  arrayFilters?: unknown;
  multi?: boolean;
}

/** An update that is understood, and which fields it may change; undefined: any. */
export interface Compiled {
  update: Update;
  touched: Touched | undefined;
}

export function compileModification({ clock }: Engine, modification: Modification): Compiled {
  const update = compileUpdate(modification.update, { ...modification, clock });
  return { update, touched: touchedBy(modification.update) };
}

/** Changes one document. Gives its new bytes, or nothing where it stays the same. */
export function modifyOne(
  engine: Engine,
  collection: Collection,
  match: Match,
  { update, touched }: Compiled,
): Raw | undefined {
  const old = match.stored.raw;
  const doc = touched
    ? decodeFields(old, fieldsOf(['_id', ...touched.read, ...collection.indexedPaths(touched.names)]))
    : decode(old);
  const before = collection.keysOf(doc, touched?.names);
  const next = update(doc, false);
  const raw = touched ? withFields(old, touched.names, next) : encode(next);
  if (Buffer.compare(raw, old) === 0) return undefined;
  checkStorable(raw, next);
  engine.catalog.replace(collection, match.stored, raw, next, before);
  return raw;
}

/** Inserts what an upsert makes where nothing matched. */
export function insertUpserted(
  engine: Engine,
  collection: Collection,
  { filter, update }: Modification,
  { update: compiled }: Compiled,
): { id: unknown; raw: Raw } {
  const doc = upsertedDoc(filter, compiled, isReplacement(update));
  const raw = encode(doc);
  checkStorable(raw, doc);
  engine.catalog.insert(collection, raw, doc);
  return { id: doc['_id'], raw };
}
