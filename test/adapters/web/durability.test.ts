import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { cardThread, threadOf } from '../../../adapters/web/places.ts';
import { createWeb } from '../../../adapters/web/web.ts';
import type { StoredRecord } from '../../../src/channels/adapter.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import { MemoryStorage } from './memory-storage.ts';
import { answer, cardIn } from './sample-content.ts';
import { type Bed, startBed } from './workspace-bed.ts';

const thread = threadOf('customer-one', 'thread-0001');
const say = (text: string) => ({ kind: 'text' as const, text });
const nothing = { kind: 'text' as const, text: '' };
let bed: Bed | undefined;

afterEach(async () => {
  await bed?.stop();
  bed = undefined;
});

function webOn(storage: MemoryStorage) {
  const deps = { storage, logger: createLogger('silent'), clock: systemClock, newId: randomUUID };
  return createWeb({ host: '127.0.0.1', port: 0 }, deps);
}

test('after a restart a customer finds threads, posts and whispers, and an agent the cards', async () => {
  const storage = new MemoryStorage();
  const first = await startBed({ storage });
  const { channel, desk } = first.web;
  await channel.post(thread, answer, { key: 'k1' });
  await channel.whisper(thread, 'customer-one', say('for you'));
  const card = await desk.post(desk.channel, cardIn('waiting'), { key: 'card' });
  await desk.post(cardThread(card.id), say('in the thread'), { key: 'k2' });
  await desk.update(card, cardIn('held'));
  const views = async (asked: Bed) =>
    Promise.all(
      [
        '/api/customer?customer=customer-one',
        '/api/customer/thread?customer=customer-one&thread=thread-0001',
        '/api/desk?agent=agent-one',
        `/api/desk/thread?agent=agent-one&card=${card.id}`,
      ].map(async (path) => (await asked.ask(path)).json()),
    );
  const before = await views(first);
  await first.stop();
  bed = await startBed({ storage });
  expect(await views(bed)).toEqual(before);
  expect(before[2]).toMatchObject({ cards: [{ id: card.id, card: { state: 'held' }, revision: 2 }] });
});

test('the same key makes one post, however often and from however many processes it is made', async () => {
  const storage = new MemoryStorage();
  const [a, b] = [webOn(storage), webOn(storage)];
  const refs = await Promise.all(
    [a, b, a, b].map(({ channel }) => channel.post(thread, say('once'), { key: 'k1' })),
  );
  expect(new Set(refs.map(({ id }) => id)).size).toBe(1);
  const [ref] = refs;
  expect(await a.channel.findPosted(thread, 'k1', new Date(0), nothing)).toEqual(ref);
  expect(await a.channel.findPosted(thread, 'k2', new Date(0), nothing)).toBeUndefined();
  expect(
    await a.channel.findPosted(threadOf('customer-two', 'thread-0001'), 'k1', new Date(0), nothing),
  ).toBeUndefined();
});

test('a post that a crash kept from being told is told when it is found', async () => {
  const storage = new CrashingStorage();
  const web = webOn(storage);
  storage.crashing = true;
  await expect(web.channel.post(thread, say('hello'), { key: 'k1' })).rejects.toThrow('crash');
  storage.crashing = false;
  const again = webOn(storage);
  expect(await storage.list('change', 'customer-one')).toEqual([]);
  const found = await again.channel.findPosted(thread, 'k1', new Date(0), nothing);
  const [change] = await storage.list('change', 'customer-one');
  expect(change?.value).toEqual({ postId: found?.id });
});

test('posts of one thread ascend, also when the clock is set back between two starts', async () => {
  const storage = new MemoryStorage();
  const at = (time: string) =>
    createWeb(
      { host: '127.0.0.1', port: 0 },
      {
        storage,
        logger: createLogger('silent'),
        newId: randomUUID,
        clock: { now: () => new Date(time), after: () => () => {} },
      },
    );
  const ids: string[] = [];
  for (const [index, time] of [
    '2026-01-05T10:00:00Z',
    '2026-01-05T10:00:00Z',
    '2026-01-05T09:00:00Z',
  ].entries()) {
    ids.push((await at(time).channel.post(thread, say(`${index}`), { key: `k${index}` })).id);
  }
  bed = await startBed({ storage });
  const shown = await bed.ask('/api/customer/thread?customer=customer-one&thread=thread-0001');
  expect(((await shown.json()) as { posts: { id: string }[] }).posts.map(({ id }) => id)).toEqual(ids);
});

test('a post that is gone can be deleted again, but not changed', async () => {
  const { channel } = webOn(new MemoryStorage());
  const gone = { ...thread, id: '0'.repeat(32) };
  await expect(channel.remove(gone)).resolves.toBeUndefined();
  await expect(channel.update(gone, say('x'))).rejects.toMatchObject({ code: 'delivery.permanent' });
});

test('the doctor is told where the page is', async () => {
  bed = await startBed();
  expect(await bed.web.channel.check()).toEqual([
    { name: 'web workspace', ok: true, detail: `listens on ${bed.web.url()}` },
  ]);
  expect(await webOn(new MemoryStorage()).desk.checkDesk()).toMatchObject([
    { name: 'web desk', ok: true, detail: 'would listen on http://127.0.0.1:0/' },
  ]);
});

test('the doctor is told where something else uses the port, and where a workspace is there already', async () => {
  const other = createServer((_, response) => response.end('hello'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const at = (where: number) =>
    createWeb(
      { host: '127.0.0.1', port: where },
      { storage: new MemoryStorage(), logger: createLogger('silent'), clock: systemClock, newId: randomUUID },
    ).channel.check();
  expect(await at(port)).toMatchObject([{ ok: false, mend: expect.stringContaining('BATON__WEB__PORT') }]);
  await new Promise((resolve) => other.close(resolve));
  expect(await at(port)).toMatchObject([{ ok: true }]);
  bed = await startBed();
  expect(await at(Number(new URL(bed.web.url()).port))).toMatchObject([{ ok: true }]);
});

/** Loses the connection between a post and the change that tells of it. */
class CrashingStorage extends MemoryStorage {
  crashing = false;

  override insert(kind: string, record: StoredRecord): Promise<boolean> {
    if (this.crashing && kind === 'change') return Promise.reject(new Error('crash'));
    return super.insert(kind, record);
  }
}
