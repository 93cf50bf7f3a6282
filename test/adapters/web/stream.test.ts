import { afterEach, expect, test } from 'vitest';
import { cardThread, threadOf } from '../../../adapters/web/places.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryStorage } from './memory-storage.ts';
import { StreamReader } from './read-stream.ts';
import { cardIn } from './sample-content.ts';
import { type Bed, startBed } from './workspace-bed.ts';

const thread = threadOf('customer-one', 'thread-0001');
const say = (text: string) => ({ kind: 'text' as const, text });
const beds: Bed[] = [];
const streams: StreamReader[] = [];

afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close();
  for (const bed of beds.splice(0)) await bed.stop();
});

async function bedWith(options: Parameters<typeof startBed>[0] = {}): Promise<Bed> {
  const bed = await startBed(options);
  beds.push(bed);
  return bed;
}

async function listen(bed: Bed, query: string, headers = {}): Promise<StreamReader> {
  const stream = await StreamReader.open(new URL(`/api/stream?${query}`, bed.web.url()), headers);
  streams.push(stream);
  return stream;
}

test('a post reaches every tab of its customer, and no other customer', async () => {
  const bed = await bedWith();
  const tabs = [await listen(bed, 'customer=customer-one'), await listen(bed, 'customer=customer-one')];
  const other = await listen(bed, 'customer=customer-two');
  const { id } = await bed.web.channel.post(thread, say('hello'), { key: 'k1' });
  for (const tab of tabs) expect((await tab.next('post'))?.data.id).toBe(id);
  const { id: theirs } = await bed.web.channel.post(threadOf('customer-two', 't2'), say('you'), {
    key: 'k2',
  });
  expect((await other.next('post'))?.data.id).toBe(theirs);
});

test('a tab that was away is told what it missed, once and in order', async () => {
  const bed = await bedWith();
  const ids: string[] = [];
  const post = async (n: number) => {
    ids.push((await bed.web.channel.post(thread, say(`${n}`), { key: `k${n}` })).id);
  };
  const first = await listen(bed, 'customer=customer-one');
  await post(1);
  await post(2);
  const seen = await first.posts(2);
  first.close();
  for (let n = 3; n <= 250; n += 1) await post(n);
  const again = await listen(bed, 'customer=customer-one&after=0.0', { 'last-event-id': first.lastId });
  seen.push(...(await again.posts(248)));
  await post(251);
  seen.push(...(await again.posts(1)));
  expect(seen).toEqual(ids);
});

test('a tab is told of a changed and of a deleted post under its old id', async () => {
  const bed = await bedWith();
  const tab = await listen(bed, 'customer=customer-one');
  const post = await bed.web.channel.post(thread, say('first'), { key: 'k1' });
  await tab.next('post');
  await bed.web.channel.update(post, say('second'));
  expect((await tab.next('post'))?.data).toMatchObject({ id: post.id, revision: 2 });
  await bed.web.channel.remove(post);
  expect((await tab.next('post'))?.data).toMatchObject({ id: post.id, revision: 3, removed: true, text: [] });
});

test('a whisper at the desk goes to one agent; what follows it goes to all', async () => {
  const bed = await bedWith();
  const { desk } = bed.web;
  const [one, two] = [await listen(bed, 'agent=agent-one'), await listen(bed, 'agent=agent-two')];
  const card = await desk.post(desk.channel, cardIn('waiting'), { key: 'card' });
  await desk.whisper(cardThread(card.id), 'agent-one', say('only you'));
  const { id } = await desk.post(cardThread(card.id), say('all'), { key: 'k1' });
  expect((await one.posts(3))[2]).toBe(id);
  expect(await two.posts(2)).toEqual([card.id, id]);
});

test('a sign of typing reaches the tab, and the cursor stays where it was', async () => {
  const bed = await bedWith();
  const tab = await listen(bed, 'customer=customer-one');
  const before = tab.lastId;
  await bed.web.channel.typing(threadOf('customer-two', 't2'), true);
  await bed.web.channel.typing(thread, true);
  expect((await tab.next('typing'))?.data).toEqual({
    channel: 'customer-one',
    thread: 'thread-0001',
    on: true,
  });
  expect(tab.lastId).toBe(before);
});

test('what another process posts is noticed within a second', async () => {
  const storage = new MemoryStorage();
  const clock = new ManualClock();
  const here = await bedWith({ storage, clock });
  const elsewhere = await bedWith({ storage });
  const tab = await listen(here, 'customer=customer-one');
  const { id } = await elsewhere.web.channel.post(thread, say('from afar'), { key: 'k1' });
  clock.advance(1_000);
  expect((await tab.next('post'))?.data.id).toBe(id);
});

test('two processes that post at once leave no gap and lose nothing', async () => {
  const storage = new MemoryStorage();
  const [a, b] = [await bedWith({ storage }), await bedWith({ storage })];
  const posts = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      (n % 2 ? a : b).web.channel.post(thread, say(`${n}`), { key: `k${n}` }),
    ),
  );
  const tab = await listen(a, 'customer=customer-one&after=0.0');
  expect(new Set(await tab.posts(40))).toEqual(new Set(posts.map(({ id }) => id)));
});

test('stopping ends the streams and waits for nobody', async () => {
  const bed = await bedWith();
  const tab = await listen(bed, 'customer=customer-one&agent=agent-one');
  await bed.stop();
  expect(await tab.next('post')).toBeUndefined();
});

test('a quiet stream says that it is alive', async () => {
  const clock = new ManualClock();
  const bed = await bedWith({ clock });
  const response = await fetch(new URL('/api/stream?agent=agent-one', bed.web.url()));
  const reader = response.body?.getReader();
  let text = '';
  while (!text.includes('ready')) text += new TextDecoder().decode((await reader?.read())?.value);
  // The server waits on the clock only once it has looked for changes; each turn of the hands is safe to repeat.
  const beat = setInterval(() => clock.advance(15_000), 5);
  while (!text.includes(': alive')) text += new TextDecoder().decode((await reader?.read())?.value);
  clearInterval(beat);
  await reader?.cancel();
  expect(text).toContain(': alive');
});
