import mongoose from 'mongoose';
import { BatonError, messageOf } from '../platform/errors.ts';

/** How long a call waits for a server before it fails, milliseconds. */
const SERVER_WAIT_MS = 10_000;

/** Connects to MongoDB. Throws `store.unreachable` with a mend. */
export async function connect(uri: string): Promise<mongoose.Connection> {
  const connection = mongoose.createConnection(uri, {
    serverSelectionTimeoutMS: SERVER_WAIT_MS,
    autoIndex: false,
    autoCreate: false,
    maxPoolSize: 50,
  });
  try {
    return await connection.asPromise();
  } catch (error) {
    await connection.destroy().catch(() => undefined);
    throw new BatonError('store.unreachable', `The database does not answer: ${messageOf(error)}`, {
      mend: 'Check MONGODB_URI, and that the server runs and can be reached from here; without MONGODB_URI the embedded store is used.',
      cause: error,
    });
  }
}

/** The driver's own collection: repositories write plain records, so casting and change tracking have nothing to add. */
export function collectionOf<T extends mongoose.mongo.Document>(
  model: mongoose.Model<T>,
): mongoose.mongo.Collection<T> {
  return model.collection as unknown as mongoose.mongo.Collection<T>;
}

/** MongoDB's code for a unique index that is already taken. */
const DUPLICATE_KEY = 11_000;

/** Whether a write failed only because what it would add is there already. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === DUPLICATE_KEY;
}

/**
 * Inserts records in their order; those that are there already are left as they are. Gives for each whether it was
 * inserted.
 */
export async function insertMissing<T extends mongoose.mongo.Document>(
  collection: mongoose.mongo.Collection<T>,
  records: mongoose.mongo.OptionalUnlessRequiredId<T>[],
): Promise<boolean[]> {
  const inserted = records.map(() => true);
  if (records.length === 0) return inserted;
  try {
    await collection.insertMany(records, { ordered: false });
  } catch (error) {
    const { writeErrors } = error as { writeErrors?: WriteError[] | WriteError };
    const failures = Array.isArray(writeErrors) ? writeErrors : writeErrors ? [writeErrors] : [];
    if (failures.length === 0 || failures.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
    for (const { index } of failures) inserted[index] = false;
  }
  return inserted;
}

interface WriteError {
  code: number;
  index: number;
}
