import { MongoError, toMongoError } from '../../mongo-error.ts';
import type { Doc } from '../../values/doc.ts';
import type { Call } from '../call.ts';

/**
 * Carries out the statements of a write one by one. A failed one is reported and, unless `ordered` is false, ends the rest.
 * Gives the `writeErrors` for the answer, or nothing.
 */
export function eachStatement<T>(
  call: Call,
  statements: readonly T[],
  run: (statement: T, index: number) => void,
): Doc {
  const writeErrors: Doc[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (error) {
      if (!(error instanceof MongoError)) {
        call.engine.logger.error(
          { error, statement: index },
          'A statement failed for a reason that was not foreseen',
        );
      }
      const { code, message, details } = toMongoError(error);
      writeErrors.push({ index, code, ...details, errmsg: message });
      if (call.body['ordered'] !== false) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
}
