import { conjunctsOf } from '../query/conjuncts.ts';
import { type Doc, isDoc, isExpression, withIdFirst } from '../values/doc.ts';
import { splitPath } from '../values/paths.ts';
import type { Update } from './compile-update.ts';
import { setAt } from './concrete-path.ts';

/** The document that an upsert inserts where nothing matched: what the filter says, changed by the update. */
export function upsertedDoc(filter: Doc, update: Update, replacing: boolean): Doc {
  const doc: Doc = {};
  for (const { path, operator, operand } of conjunctsOf(filter).list) {
    if (operator === '$eq' && (!replacing || path === '_id')) setAt(doc, splitPath(path), operand);
  }
  return withIdFirst(update(doc, true));
}

/** Whether an update gives a whole document, not changes to one. */
export function isReplacement(update: unknown): boolean {
  return isDoc(update) && !isExpression(update);
}
