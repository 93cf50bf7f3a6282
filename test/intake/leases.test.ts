import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLeases } from '../../src/intake/leases.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

const TTL = 30_000;
let server: TestStore;
let store: Store;
let clock: ManualClock;
let run = 0;

beforeAll(async () => {
  server = await startTestStore();
  store = await openStore(server.uri);
});
afterAll(async () => {
  await store.close();
  await server.stop();
});
beforeEach(() => {
  run += 1;
  clock = new ManualClock();
});

/** A process that asks for the lease, and notes when it holds it. */
function contender(name: string, leases: Pick<Store, 'leases'> = store) {
  const begun: string[] = [];
  let holding = false;
  let begin = () => {};
  const lease = createLeases({
    store: leases,
    clock,
    logger: createLogger('silent'),
    newId: () => `${name}-${run}`,
    ttlMs: TTL,
  }).hold(`thing-${run}`, async (lost) => {
    begun.push(name);
    holding = true;
    begin();
    await new Promise((resolve) => lost.addEventListener('abort', resolve, { once: true }));
    holding = false;
  });
  return {
    begun,
    holding: () => holding,
    held: () =>
      new Promise<void>((resolve) => {
        if (holding) resolve();
        else begin = resolve;
      }),
    release: () => lease.release(),
  };
}

/** Lets time pass in small steps, with the store answering in between. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1_000) {
    clock.advance(1_000);
    await store.ping();
    await store.ping();
  }
}

describe('a lease', () => {
  it('is held by one process at a time, for as long as it renews', async () => {
    const one = contender('one');
    await one.held();
    const two = contender('two');
    await pass(5 * TTL);
    expect(one.holding()).toBe(true);
    expect(two.begun).toEqual([]);
    await Promise.all([one.release(), two.release()]);
  });

  it('goes to the next when it is released', async () => {
    const one = contender('one');
    await one.held();
    const two = contender('two');
    await one.release();
    await pass(TTL);
    expect(two.holding()).toBe(true);
    await two.release();
  });

  it('is lost by a holder that cannot renew, before another takes it', async () => {
    let cut = false;
    const both: boolean[] = [];
    const one = contender('one', {
      leases: {
        ...store.leases,
        take: (...args: Parameters<Store['leases']['take']>) =>
          cut ? Promise.reject(new Error('the store is gone')) : store.leases.take(...args),
      },
    });
    await one.held();
    cut = true;
    const two = contender('two');
    for (let second = 0; second < 2 * (TTL / 1_000); second += 1) {
      await pass(1_000);
      both.push(one.holding() && two.holding());
    }
    expect(two.holding()).toBe(true);
    expect(one.holding()).toBe(false);
    expect(both).not.toContain(true);
    await Promise.all([one.release(), two.release()]);
  });

  it('is lost in time even while the store does not answer at all', async () => {
    let hang = false;
    let unblock: () => void = () => undefined;
    const stuck = new Promise<boolean>((resolve) => {
      unblock = () => resolve(false);
    });
    const one = contender('one', {
      leases: {
        ...store.leases,
        take: (...args: Parameters<Store['leases']['take']>) => (hang ? stuck : store.leases.take(...args)),
      },
    });
    await one.held();
    hang = true;
    await pass(TTL - 1_000);
    expect(one.holding()).toBe(false);
    unblock();
    await one.release();
  });
});
