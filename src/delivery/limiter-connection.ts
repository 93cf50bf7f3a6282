import Bottleneck from 'bottleneck';
import { Redis } from 'ioredis';

/** What Bottleneck's scripts answer where Redis has forgotten a limiter, or a process of it; Bottleneck mends both. */
const FORGOTTEN = /\b(SETTINGS_KEY_NOT_FOUND|UNKNOWN_CLIENT)\b/;

type Told = (error: Error | null | undefined, reply?: unknown) => void;
type Script = (...args: unknown[]) => unknown;

/** The connection over which limiters keep to their rates together, and when both of its clients are ready. */
export interface LimiterConnection {
  connection: Bottleneck.IORedisConnection;
  ready: Promise<{ client: Redis; subscriber: Redis }>;
}

/**
 * Limits are forgotten when unused for some minutes, and processes after ten quiet seconds. From Redis 7 on, such an answer
 * begins with `ERR`, and Bottleneck no longer knows it again: https://github.com/SGrondin/bottleneck/issues/205
 */
export function openLimiterConnection(client: Redis): LimiterConnection {
  const connection = new Bottleneck.IORedisConnection({ Redis, client } as object);
  const scriptNamed = (name: string): Script => {
    const script = Reflect.get(client, name) as Script;
    return (...args) => {
      const told = args.pop() as Told;
      return script.call(client, ...args, (error: Error | null | undefined, reply: unknown) =>
        told(error && asBottleneckKnows(error), reply),
      );
    };
  };
  Reflect.set(connection, '__scriptFn__', scriptNamed);
  // It is a promise, whatever the type that comes with Bottleneck says.
  return { connection, ready: connection.ready as unknown as LimiterConnection['ready'] };
}

function asBottleneckKnows(error: Error): Error {
  const known = FORGOTTEN.exec(error.message)?.[1];
  return known === undefined ? error : new Error(known, { cause: error });
}
