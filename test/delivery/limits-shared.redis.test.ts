import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLimits, type Limits } from '../../src/delivery/limits.ts';
import type { Rate } from '../../src/delivery/rate-limiters.ts';
import { pingRedis, shareLimits } from '../../src/delivery/share-limits.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { collectingLogger } from '../support/collecting-logger.ts';
import { startTestRedis, type TestRedis } from '../support/redis-server.ts';

const channel = { platform: 'slack', workspace: 'T1', channel: 'C1' };
/** Refilled once in a quarter of an hour: within a test, what is spent is spent. */
const SLOW: Rate = { channelPerSecond: 0.001, channelBurst: 4, workspacePerSecond: 0 };

let redis: TestRedis;
let logger = collectingLogger();
const open: Limits[] = [];
const loose: unknown[] = [];
const onLoose = (reason: unknown) => loose.push(reason);

beforeEach(async () => {
  process.on('unhandledRejection', onLoose);
  logger = collectingLogger();
  redis = await startTestRedis();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((limits) => limits.stop()));
  await redis.stop();
  vi.restoreAllMocks();
  process.off('unhandledRejection', onLoose);
  expect(loose.splice(0)).toEqual([]);
});

/** One Baton process that shares its limits, once Redis has answered it. */
async function startProcess(rate: Rate, { wait = true } = {}) {
  const share = shareLimits({ url: redis.url, logger, clock: systemClock, retryMs: 50, patienceMs: 500 });
  const limits = createLimits(() => ({ slack: rate }), systemClock, share);
  open.push(limits);
  if (wait) await vi.waitFor(() => expect(share.limiters()).toBeDefined(), 10_000);
  const started: number[] = [];
  let asked = 0;
  const post = (times: number, where = channel) =>
    Array.from({ length: times }, () => {
      const n = asked++;
      return limits.schedule(where, async () => started.push(n));
    });
  return { limits, share, started, post };
}

/** Waits until so many jobs wait in Redis with nothing left for them to be spent. */
async function waiting(count: number): Promise<void> {
  await vi.waitFor(async () => {
    const keys = await redis.client.keys('b_baton*_settings');
    const [key = ''] = keys;
    expect(await redis.client.hget(key, 'reservoir')).toBe('0');
    const queued = await redis.client.hvals(key.replace(/_settings$/, '_client_num_queued'));
    expect(queued.reduce((sum, one) => sum + Number(one), 0)).toBe(count);
  }, 10_000);
}

describe('two processes that share one Redis', () => {
  it('spend one burst together, whoever comes first', async () => {
    const [one, other] = [await startProcess(SLOW), await startProcess(SLOW)];
    const posts = [...one.post(4), ...other.post(4)];
    await waiting(4);
    expect(one.started.length + other.started.length).toBe(4);
    // Without Redis each keeps to the rate by itself, so what waited goes on: nothing hangs.
    await redis.kill();
    await Promise.all(posts);
    expect([one.started, other.started]).toEqual([
      [0, 1, 2, 3],
      [0, 1, 2, 3],
    ]);
  });

  it('what waits goes on as the rate lets it, in both', async () => {
    const quick: Rate = { channelPerSecond: 8, channelBurst: 1, workspacePerSecond: 16 };
    const [one, other] = [await startProcess(quick), await startProcess(quick)];
    await Promise.all([...one.post(4), ...other.post(4)]);
    expect([one.started.length, other.started.length]).toEqual([4, 4]);
  });

  it('share the rate of a workspace between its channels', async () => {
    const rate: Rate = { channelPerSecond: 0, channelBurst: 1, workspacePerSecond: 0.001 };
    const [one, other] = [await startProcess(rate), await startProcess(rate)];
    const posts = [...one.post(1), ...other.post(1, { ...channel, channel: 'C2' })];
    await waiting(1);
    expect(one.started.length + other.started.length).toBe(1);
    await redis.kill();
    await Promise.all(posts);
  });

  it('what one platform holds back in one process is held in the other, however long it was held already', async () => {
    const [one, other] = [await startProcess(SLOW), await startProcess(SLOW)];
    one.limits.hold(channel, 60_000);
    await vi.waitFor(() => expect(other.limits.heldFor(channel)).toBeGreaterThan(0), 10_000);
    expect(other.limits.heldFor(channel)).toBeLessThanOrEqual(60_000);
    expect(other.limits.heldFor({ ...channel, channel: 'C2' })).toBe(0);
  });

  it('nonsense on the way that holds travel is ignored', async () => {
    const [one, other] = [await startProcess(SLOW), await startProcess(SLOW)];
    for (const text of ['', '{', 'null', '{"key":1,"ms":"x"}', '{"key":"slack|T1|C1","ms":1e99}'])
      await redis.client.publish('baton:holds', text);
    one.limits.hold({ ...channel, channel: 'C2' }, 60_000);
    await vi.waitFor(() => expect(other.limits.heldFor({ ...channel, channel: 'C2' })).toBeGreaterThan(0));
    expect(other.limits.heldFor(channel)).toBe(0);
  });
});

describe('a Redis that answers, but has forgotten', () => {
  const keysOf = (what: string) => redis.client.keys(`b_baton*_${what}`);

  it('a limit that was unused for long: it begins anew, and is shared still', async () => {
    const [one, other] = [await startProcess(SLOW), await startProcess(SLOW)];
    await Promise.all(one.post(4));
    await redis.client.del(...(await keysOf('*')));
    const posts = [...one.post(4), ...other.post(1)];
    await waiting(1);
    expect(one.started.length + other.started.length).toBe(8);
    expect(logger.lines).toEqual([]);
    await redis.kill();
    await Promise.all(posts);
  });

  it('a process that was quiet for long: it is known again with its next post', async () => {
    const one = await startProcess(SLOW);
    await Promise.all(one.post(1));
    await redis.client.del(...(await keysOf('client_last_seen')));
    await Promise.all(one.post(1));
    expect(one.share.limiters()).toBeDefined();
    expect(logger.lines).toEqual([]);
  });

  it('a limit while a post waits for it: the post goes on', async () => {
    const one = await startProcess({ ...SLOW, channelBurst: 1 });
    const posts = one.post(2);
    await waiting(1);
    await redis.client.flushall();
    await Promise.all(posts);
    expect(one.share.limiters()).toBeDefined();
    expect(logger.lines).toEqual([]);
  });
});

describe('a Redis that is away', () => {
  it('at the start: posts go by the rate of the process alone, and it is said once', async () => {
    await redis.kill();
    const one = await startProcess(SLOW, { wait: false });
    await Promise.all(one.post(4));
    expect(one.started).toEqual([0, 1, 2, 3]);
    await vi.waitFor(
      () => expect(logger.lines).toEqual([expect.stringMatching(/^warn: Redis doesn't answer/)]),
      10_000,
    );
  });

  it('and comes back: the limits are shared again', async () => {
    const [one, other] = [await startProcess(SLOW), await startProcess(SLOW)];
    await redis.kill();
    await vi.waitFor(() => {
      expect(one.share.limiters()).toBeUndefined();
      expect(other.share.limiters()).toBeUndefined();
    }, 10_000);
    await redis.restart();
    await vi.waitFor(() => {
      expect(one.share.limiters()).toBeDefined();
      expect(other.share.limiters()).toBeDefined();
    }, 10_000);
    const posts = [...one.post(4), ...other.post(4)];
    await waiting(4);
    expect(one.started.length + other.started.length).toBe(4);
    await redis.kill();
    await Promise.all(posts);
  });

  it('and answers nothing: a post waits no longer than its patience', async () => {
    const one = await startProcess(SLOW);
    redis.freeze();
    await Promise.all(one.post(4));
    expect(one.started).toEqual([0, 1, 2, 3]);
    redis.thaw();
  });

  it('leaves nothing behind that goes on looking for it', async () => {
    const begun = vi.spyOn(globalThis, 'setInterval');
    const ended = vi.spyOn(globalThis, 'clearInterval');
    const one = await startProcess(SLOW);
    const posts = one.post(5);
    await waiting(1);
    redis.freeze();
    // One is cut off on its way into the queue, and one before it.
    posts.push(...one.post(2));
    await Promise.all(posts.slice(0, 4));
    await vi.waitFor(() => expect(one.share.limiters()).toBeUndefined(), 10_000);
    await one.limits.stop();
    redis.thaw();
    await redis.client.ping();
    const over = new Set<unknown>(ended.mock.calls.map(([timer]) => timer));
    expect(begun.mock.results.filter(({ value }) => !over.has(value))).toEqual([]);
  });

  it('is never given a password in the log', async () => {
    await redis.kill();
    const url = redis.url.replace('redis://', 'redis://:secret-word@');
    const share = shareLimits({ url, logger, clock: systemClock, retryMs: 50, patienceMs: 500 });
    open.push(createLimits(() => ({ slack: SLOW }), systemClock, share));
    await vi.waitFor(() => expect(logger.told).toHaveLength(1), 10_000);
    expect(JSON.stringify(logger.told)).not.toContain('secret-word');
  });
});

it('another rate, set while it runs, is another limit at once', async () => {
  let rate = SLOW;
  const share = shareLimits({ url: redis.url, logger, clock: systemClock, retryMs: 50, patienceMs: 500 });
  const limits = createLimits(() => ({ slack: rate }), systemClock, share);
  open.push(limits);
  await vi.waitFor(() => expect(share.limiters()).toBeDefined(), 10_000);
  await Promise.all([1, 2, 3, 4].map(() => limits.schedule(channel, async () => undefined)));
  rate = { ...SLOW, channelBurst: 2 };
  await Promise.all([1, 2].map(() => limits.schedule(channel, async () => undefined)));
});

it('a ping tells whether Redis answers', async () => {
  await pingRedis(redis.url, 5_000);
  await redis.kill();
  await expect(pingRedis(redis.url, 5_000)).rejects.toMatchObject({ code: 'redis.unreachable' });
});
