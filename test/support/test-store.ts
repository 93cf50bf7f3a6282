import { randomUUID } from 'node:crypto';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start.ts';
import { createLogger } from '../../src/platform/logger.ts';

/** A store of the test's own: a database of MONGODB_URI where that is set, else an embedded server in memory. */
export interface TestStore {
  uri: string;
  stop(): Promise<void>;
}

export async function startTestStore(): Promise<TestStore> {
  const given = process.env['MONGODB_URI'];
  if (!given) return startEmbeddedMongo({ logger: createLogger('silent') });
  const uri = new URL(given);
  uri.pathname = `/baton_test_${randomUUID().slice(0, 8)}`;
  return { uri: uri.href, stop: async () => undefined };
}
