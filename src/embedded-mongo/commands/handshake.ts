import { SESSION_MINUTES } from '../storage/answer-memory.ts';
import { MOST_MESSAGE_BYTES } from '../wire/read-message.ts';
import { type Command, MOST_STATEMENTS } from './call.ts';
import { MOST_DOCUMENT_BYTES } from './writes/insert.ts';

/**
 * The wire version of MongoDB 7.0. Its protocol is what is spoken here; from 8.0 on drivers would send the `bulkWrite`
 * command (https://github.com/mongodb/specifications/blob/master/source/wireversion-featurelist/wireversion-featurelist.md).
 */
const WIRE_VERSION = 21;

/**
 * Drivers retry writes only against replica sets and sharded clusters, so this is the primary of a replica set of one. It
 * names no topology version, so that drivers ask again from time to time instead of keeping a request open.
 *
 * @param address of the server, `127.0.0.1:27017`
 */
export function hello(address: () => string): Command {
  return {
    fields: [
      'hello',
      'isMaster',
      'ismaster',
      'helloOk',
      'client',
      'compression',
      'hostInfo',
      'loadBalanced',
      'topologyVersion',
      'maxAwaitTimeMS',
      'saslSupportedMechs',
      'speculativeAuthenticate',
      'backpressure',
    ],
    run: ({ engine }) => ({
      helloOk: true,
      isWritablePrimary: true,
      ismaster: true,
      secondary: false,
      setName: 'baton',
      setVersion: 1,
      hosts: [address()],
      primary: address(),
      me: address(),
      maxBsonObjectSize: MOST_DOCUMENT_BYTES,
      maxMessageSizeBytes: MOST_MESSAGE_BYTES,
      maxWriteBatchSize: MOST_STATEMENTS,
      localTime: engine.clock.now(),
      logicalSessionTimeoutMinutes: SESSION_MINUTES,
      minWireVersion: 0,
      maxWireVersion: WIRE_VERSION,
      readOnly: false,
      ok: 1,
    }),
  };
}

export const ping: Command = { fields: ['ping'], run: () => ({ ok: 1 }) };

export const buildInfo: Command = {
  fields: ['buildInfo'],
  run: () => ({
    version: '7.0.0',
    versionArray: [7, 0, 0, 0],
    gitVersion: 'embedded',
    modules: [],
    bits: 64,
    maxBsonObjectSize: MOST_DOCUMENT_BYTES,
    ok: 1,
  }),
};

/** Sessions hold nothing but their last answer, which a retry may still ask for; time forgets it. */
export const endSessions: Command = { fields: ['endSessions'], run: () => ({ ok: 1 }) };
