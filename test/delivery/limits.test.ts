import { afterEach, expect, test, vi } from 'vitest';
import { createLimits, type Limits } from '../../src/delivery/limits.ts';
import type { Rate } from '../../src/delivery/rate-limiters.ts';
import { ManualClock } from '../support/manual-clock.ts';

const channel = { platform: 'slack', workspace: 'T1', channel: 'C1' };
/** Refilled once in a quarter of an hour: within a test, what is spent is spent. */
const SLOW: Rate = { channelPerSecond: 0.001, channelBurst: 1, workspacePerSecond: 0 };

const open: Limits[] = [];
afterEach(() => Promise.all(open.splice(0).map((limits) => limits.stop())));

function limitsOf(rates: () => Record<string, Rate>, clock = new ManualClock()) {
  const limits = createLimits(rates, clock);
  open.push(limits);
  const started: string[] = [];
  const post = (name: string, where = channel) => limits.schedule(where, async () => started.push(name));
  return { limits, started, post };
}

test('a channel whose burst is spent waits, and another does not', async () => {
  const { started, post } = limitsOf(() => ({ slack: SLOW }));
  await post('first');
  void post('second');
  await post('elsewhere', { ...channel, channel: 'C2' });
  expect(started).toEqual(['first', 'elsewhere']);
});

test('a platform without rates of its own has the default ones, and one of 0 has no limit', async () => {
  const free: Rate = { channelPerSecond: 0, channelBurst: 1, workspacePerSecond: 0 };
  const { started, post } = limitsOf(() => ({ slack: free, default: SLOW }));
  for (const name of ['1', '2', '3']) await post(name);
  const teams = { ...channel, platform: 'teams' };
  await post('teams', teams);
  void post('teams again', teams);
  await post('4');
  expect(started).toEqual(['1', '2', '3', 'teams', '4']);
});

test('rates that are changed while it runs hold for the next post', async () => {
  let rate = SLOW;
  const { started, post } = limitsOf(() => ({ slack: rate }));
  await post('first');
  void post('second');
  rate = { ...SLOW, channelBurst: 2 };
  await post('third');
  await post('fourth');
  expect(started).toEqual(['first', 'third', 'fourth']);
});

test('what a platform holds back is held for as long as it asked for', () => {
  const clock = new ManualClock();
  const { limits } = limitsOf(() => ({}), clock);
  limits.hold(channel, 3_000);
  clock.advance(2_000);
  expect(limits.heldFor(channel)).toBe(1_000);
  expect(limits.heldFor({ ...channel, channel: 'C2' })).toBe(0);
  clock.advance(1_000);
  expect(limits.heldFor(channel)).toBe(0);
});

test('a shorter wish does not end a longer one', () => {
  const clock = new ManualClock();
  const { limits } = limitsOf(() => ({}), clock);
  limits.hold(channel, 60_000);
  limits.hold(channel, 1_000);
  clock.advance(2_000);
  expect(limits.heldFor(channel)).toBe(58_000);
});

test('how a post ends is for its caller, and the next goes on', async () => {
  const { limits, post, started } = limitsOf(() => ({ slack: { ...SLOW, channelBurst: 2 } }));
  await expect(limits.schedule(channel, () => Promise.reject(new Error('no such channel')))).rejects.toThrow(
    'no such channel',
  );
  await post('next');
  expect(started).toEqual(['next']);
});

test('a post that waits longer than limits are remembered unused goes on in its time', async () => {
  vi.useFakeTimers();
  try {
    const { started, post } = limitsOf(() => ({ slack: SLOW }));
    const posts = [post('first'), post('second'), post('third')];
    await vi.advanceTimersByTimeAsync(2_100_000);
    expect(started).toEqual(['first', 'second', 'third']);
    await Promise.all(posts);
  } finally {
    vi.useRealTimers();
  }
});
