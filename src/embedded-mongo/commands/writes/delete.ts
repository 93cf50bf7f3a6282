import { MongoError } from '../../mongo-error.ts';
import { search } from '../../query/search.ts';
import { type Command, countOption, docOption, namespaceOf, statementsOf } from '../call.ts';
import { eachStatement } from './each-statement.ts';

export const deleteCommand: Command = {
  fields: ['delete', 'deletes', 'ordered'],
  run(call) {
    const { catalog, effort } = call.engine;
    const collection = catalog.collections.get(namespaceOf(call));
    let n = 0;
    const errors = eachStatement(call, statementsOf(call, 'deletes', ['q', 'limit', 'hint']), (statement) => {
      const limit = countOption(statement, 'limit') ?? 0;
      if (limit > 1) throw new MongoError('FailedToParse', 'The limit of a delete must be 0 (all) or 1');
      for (const match of search(collection, { filter: docOption(statement, 'q'), limit }, effort)) {
        if (collection) catalog.remove(collection, match.stored);
        n += 1;
      }
    });
    return { n, ...errors, ok: 1 };
  },
};
