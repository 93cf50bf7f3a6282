import type { Engine } from '../../engine.ts';
import { docOf, type Match } from '../../query/search.ts';
import type { Collection } from '../../storage/collection.ts';
import { compileUpdate, type Update } from '../../update/compile-update.ts';
import { isReplacement, upsertedDoc } from '../../update/upsert.ts';
import { type Doc, encode, type Raw } from '../../values/doc.ts';
import { checkStorable } from './insert.ts';

/** An update to carry out, of `update` or `findAndModify`. */
export interface Modification {
  filter: Doc;
  update: unknown;
  arrayFilters?: unknown;
  multi?: boolean;
}

export function compileModification({ clock }: Engine, modification: Modification): Update {
  return compileUpdate(modification.update, { ...modification, clock });
}

/** Changes one document. Gives its new bytes, or nothing where it stays the same. */
export function modifyOne(
  engine: Engine,
  collection: Collection,
  match: Match,
  update: Update,
): Raw | undefined {
  const doc = docOf(match);
  const before = collection.keysOf(doc);
  const next = update(doc, false);
  const raw = encode(next);
  if (Buffer.compare(raw, match.stored.raw) === 0) return undefined;
  checkStorable(raw, next);
  engine.catalog.replace(collection, match.stored, raw, next, before);
  return raw;
}

/** Inserts what an upsert makes where nothing matched. */
export function insertUpserted(
  engine: Engine,
  collection: Collection,
  { filter, update }: Modification,
  compiled: Update,
): { id: unknown; raw: Raw } {
  const doc = upsertedDoc(filter, compiled, isReplacement(update));
  const raw = encode(doc);
  checkStorable(raw, doc);
  engine.catalog.insert(collection, raw, doc);
  return { id: doc['_id'], raw };
}
