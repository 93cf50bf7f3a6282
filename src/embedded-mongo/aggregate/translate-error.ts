import { MongoError, toMongoError } from '../mongo-error.ts';

/** Runs something of mingo's; its complaints become errors for the client. */
export function translated<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof MongoError) throw error;
    throw new MongoError('BadValue', toMongoError(error).message);
  }
}
