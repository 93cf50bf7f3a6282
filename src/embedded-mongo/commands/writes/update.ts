import { search } from '../../query/search.ts';
import type { Doc } from '../../values/doc.ts';
import { type Command, docOption, namespaceOf, statementsOf } from '../call.ts';
import { eachStatement } from './each-statement.ts';
import { compileModification, insertUpserted, modifyOne } from './modify.ts';

const statementFields = ['q', 'u', 'upsert', 'multi', 'arrayFilters', 'hint', 'sort'];

export const update: Command = {
  fields: ['update', 'updates', 'ordered', 'bypassDocumentValidation'],
  run(call) {
    const { engine } = call;
    const namespace = namespaceOf(call);
    const upserted: Doc[] = [];
    let n = 0;
    let nModified = 0;
    const errors = eachStatement(call, statementsOf(call, 'updates', statementFields), (statement, index) => {
      const filter = docOption(statement, 'q');
      const multi = statement['multi'] === true;
      const modification = { filter, update: statement['u'], arrayFilters: statement['arrayFilters'], multi };
      const compiled = compileModification(engine, modification);
      const collection = engine.catalog.collections.get(namespace);
      const wanted = { filter, sort: statement['sort'], limit: multi ? 0 : 1 };
      const matches = search(collection, wanted, engine.effort);
      if (matches.length === 0 && statement['upsert'] === true) {
        const home = engine.catalog.getOrCreate(namespace);
        upserted.push({ index, _id: insertUpserted(engine, home, modification, compiled).id });
        n += 1;
      }
      for (const match of collection ? matches : []) {
        if (collection && modifyOne(engine, collection, match, compiled)) nModified += 1;
        n += 1;
      }
    });
    return { n, nModified, ...(upserted.length > 0 ? { upserted } : {}), ...errors, ok: 1 };
  },
};
