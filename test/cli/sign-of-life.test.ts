import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSignOfLife } from '../../src/cli/sign-of-life.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { collectingLogger } from '../support/collecting-logger.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
let store: Store;
beforeAll(async () => {
  server = await startTestStore();
  store = await openStore(server.uri);
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

const process = { _id: 'p1', host: 'here', version: '0.1.0', platforms: ['web'], desk: 'web' };
const LONG_AGO = new Date(0);

test('a process is seen from its start on, again and again, and no more when it has stopped', async () => {
  const clock = new ManualClock();
  const signs = createSignOfLife({ store, clock, logger: collectingLogger(), process });
  const seen = async () => (await store.processes.since(LONG_AGO, 10)).map(({ seenAt }) => seenAt);
  const startedAt = clock.now();
  signs.start();
  await expect.poll(seen).toEqual([startedAt]);
  clock.advance(10_000);
  await expect.poll(seen).toEqual([clock.now()]);
  expect(await store.processes.since(LONG_AGO, 10)).toMatchObject([{ ...process, startedAt }]);
  await signs.stop();
  expect(await seen()).toEqual([]);
  clock.advance(60_000);
  expect(await seen()).toEqual([]);
});

test('a process that is stopped before it has quite started is not told of', async () => {
  const signs = createSignOfLife({ store, clock: new ManualClock(), logger: collectingLogger(), process });
  await signs.stop();
  signs.start();
  await signs.stop();
  signs.start();
  await store.ping();
  expect(await store.processes.since(LONG_AGO, 10)).toEqual([]);
});

test('a database that is away for a while ends nothing', async () => {
  const clock = new ManualClock();
  let away = true;
  const seen: Date[] = [];
  const processes = {
    ...store.processes,
    async seen({ seenAt }: { seenAt: Date }) {
      if (away) throw new Error('the database is away');
      seen.push(seenAt);
    },
  };
  const logger = collectingLogger();
  const signs = createSignOfLife({ store: { processes }, clock, logger, process });
  signs.start();
  await expect.poll(() => logger.lines).toHaveLength(1);
  away = false;
  clock.advance(10_000);
  await expect.poll(() => seen).toEqual([clock.now()]);
  await signs.stop();
});
