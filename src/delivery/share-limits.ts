import { Redis, type RedisOptions } from 'ioredis';
import { z } from 'zod';
import type { Cancel, Clock } from '../platform/clock.ts';
import { BatonError, messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { openLimiterConnection } from './limiter-connection.ts';
import { createRateLimiters, type RateLimiters } from './rate-limiters.ts';

/** Limits that several Baton processes keep to together. */
export interface LimitShare {
  /** The limiters of all processes; undefined while Redis doesn't answer. */
  limiters(): Pick<RateLimiters, 'run'> | undefined;
  /** Tells the other processes that a platform wants nothing more in a channel for so many milliseconds. */
  hold(key: string, ms: number): void;
  /** Hears of what others hold. */
  onHold(told: (key: string, ms: number) => void): void;
  stop(): Promise<void>;
}

interface ShareDeps {
  /** redis:// or rediss:// */
  url: string;
  logger: Logger;
  clock: Clock;
  /** After so long a Redis that was away is tried again, milliseconds. */
  retryMs?: number;
  /** Redis is taken to be away when a command isn't answered for so long, milliseconds. */
  patienceMs?: number;
}

const HOLDS = 'baton:holds';
/** No platform holds a channel longer than a day. */
const heldTold = z.object({ key: z.string().max(2_000), ms: z.number().min(0).max(86_400_000) });

/** Shares the limits by Redis. Never waits for it: while it is away, every process keeps to the rates by itself. */
export function shareLimits({
  url,
  logger,
  clock,
  retryMs = 5_000,
  patienceMs = 2_000,
}: ShareDeps): LimitShare {
  let link: Link | undefined;
  let current: Link | undefined;
  let said = false;
  let stopped = false;
  let cancel: Cancel = () => undefined;
  let told: (key: string, ms: number) => void = () => undefined;

  function open(): void {
    const mine = openLink(url, patienceMs, {
      heard: (key, ms) => told(key, ms),
      ready() {
        if (mine !== link) return;
        current = mine;
        if (said) logger.info({}, 'Redis answers again: the processes share their rate limits');
        said = false;
      },
      lost(error) {
        if (mine !== link) return;
        link = current = undefined;
        if (!said && !stopped) {
          const reason = messageOf(error);
          logger.warn({ reason }, "Redis doesn't answer: every process keeps to the rate limits by itself");
        }
        said = true;
        if (!stopped) cancel = clock.after(retryMs, open);
      },
    });
    link = mine;
  }
  open();

  return {
    limiters: () => current,
    hold: (key, ms) => current?.publish(JSON.stringify({ key, ms })),
    onHold(listener) {
      told = listener;
    },
    async stop() {
      stopped = true;
      cancel();
      link?.close(new Error('Baton stops'));
    },
  };
}

/** One connection to Redis, from its opening to its first fault. */
interface Link extends Pick<RateLimiters, 'run'> {
  publish(text: string): void;
  close(reason: Error): void;
}

interface LinkEvents {
  ready(): void;
  lost(error: unknown): void;
  heard(key: string, ms: number): void;
}

function openLink(url: string, patienceMs: number, events: LinkEvents): Link {
  const client = connect(url, patienceMs);
  const { connection, ready } = openLimiterConnection(client);
  const rejects = new Set<(error: unknown) => void>();
  let open = true;
  const close = (error: unknown) => {
    if (!open) return;
    open = false;
    clearTimeout(opening);
    // In this order: once the connection is given up, a limiter that stops has nobody to tell.
    void connection.disconnect(false).catch(() => undefined);
    void limiters.stop().catch(() => undefined);
    for (const reject of rejects) reject(error);
    events.lost(error);
  };
  const limiters = createRateLimiters({ connection, failed: close });
  const opening = setTimeout(() => close(new Error('no answer')), patienceMs * 2).unref();
  connection.on('error', close);
  ready
    .then(async ({ subscriber, ...rest }) => {
      for (const one of [subscriber, rest.client])
        one.once('end', () => close(new Error('the connection ended')));
      subscriber.on('message', (from, text) => from === HOLDS && hear(text, events));
      await subscriber.subscribe(HOLDS);
      clearTimeout(opening);
      if (open) events.ready();
    })
    .catch(close);
  return {
    close,
    publish: (text) => void client.publish(HOLDS, text).catch(close),
    run: (...job) =>
      new Promise((resolve, reject) => {
        rejects.add(reject);
        limiters
          .run(...job)
          .then(resolve, (error) => {
            reject(error);
            close(error);
          })
          .finally(() => rejects.delete(reject));
      }),
  };
}

function hear(text: string, { heard }: LinkEvents): void {
  try {
    const { key, ms } = heldTold.parse(JSON.parse(text));
    heard(key, ms);
  } catch {
    // Somebody else's word on our channel; nothing of ours is lost with it.
  }
}

/** A client that gives up at once, for its owner knows better what to do meanwhile. */
function connect(url: string, patienceMs: number): Redis {
  const options: RedisOptions = {
    ...{ connectTimeout: patienceMs, commandTimeout: patienceMs },
    ...{ maxRetriesPerRequest: 0, retryStrategy: () => null },
  };
  return new Redis(url, options);
}

/** Resolves when Redis answers. Throws `redis.unreachable` where it doesn't within so many milliseconds. */
export async function pingRedis(url: string, patienceMs: number): Promise<void> {
  const client = connect(url, patienceMs);
  try {
    let heard: Error | undefined;
    client.on('error', (error) => (heard ??= error));
    await client.ping().catch((error) => {
      throw heard ?? error;
    });
  } catch (error) {
    throw new BatonError('redis.unreachable', `Redis doesn't answer: ${messageOf(error)}`, {
      cause: error,
      mend: 'Check REDIS_URL, and that Redis runs; without REDIS_URL every process keeps to the rate limits by itself.',
    });
  } finally {
    client.disconnect();
  }
}
