import { afterEach, beforeEach, expect, test } from 'vitest';
import { cardThread, threadOf } from '../../../adapters/web/places.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { StreamReader } from './read-stream.ts';
import { type Bed, startBed } from './workspace-bed.ts';

let bed: Bed;
let clock: ManualClock;
beforeEach(async () => {
  clock = new ManualClock();
  bed = await startBed({ clock });
});
afterEach(() => bed.stop());

const customer = { id: 'customer-one', name: 'Zenobia' };
const THREAD = 'thread-0001';
const own = threadOf(customer.id, THREAD);
const say = (text: string) => ({ kind: 'text' as const, text });

async function upload(content: string, name: string): Promise<string> {
  const url = new URL(`/api/files?${new URLSearchParams({ name })}`, bed.web.url());
  const response = await fetch(url, { method: 'POST', body: content });
  return ((await response.json()) as { file: { id: string } }).file.id;
}

async function send(message: object): Promise<string> {
  const body = { customer, thread: THREAD, id: 'message-0001', ...message };
  const { post } = (await (await bed.ask('/api/customer/messages', body)).json()) as { post: { id: string } };
  return post.id;
}

interface Shown {
  id: string;
  removed: boolean;
  typed?: string;
  writer: { name: string };
}

async function shown(thread = THREAD, of = customer.id): Promise<Shown[]> {
  const response = await bed.ask(`/api/customer/thread?customer=${of}&thread=${thread}`);
  return ((await response.json()) as { posts: Shown[] }).posts;
}

async function forget(): Promise<void> {
  const { forget } = bed.web.channel;
  if (!forget) throw new Error('the web workspace forgets nobody');
  await forget({ workspace: own.workspace, id: customer.id }, clock.now().toISOString());
}

/** All that is kept, as text. */
const kept = () => JSON.stringify(bed.storage.all());

test('what somebody wrote goes from the records and the page, with their name, files and titles', async () => {
  const file = await upload('my marmalade recipe', 'marmalade.txt');
  const post = await send({ text: 'Where is my marmalade?', files: [file] });
  await bed.web.channel.post(own, say('Hello Zenobia, here is the marmalade'), { key: 'answer' });
  clock.advance(1_000);
  const other = { id: 'customer-two', name: 'Second' };
  await send({ customer: other, thread: 'thread-0002', text: 'How do I export?' });
  const tab = await StreamReader.open(new URL(`/api/stream?customer=${customer.id}`, bed.web.url()));

  await forget();
  expect((await tab.next('post'))?.data).toMatchObject({ id: post, removed: true, text: [], files: [] });
  tab.close();
  expect(kept()).not.toMatch(/marmalade|zenobia/i);
  expect(await bed.storage.list('file_piece', file)).toEqual([]);
  expect(await shown()).toMatchObject([{ removed: true }, { removed: true }]);
  const listed = await bed.ask(`/api/customer?customer=${customer.id}`);
  expect(await listed.json()).toMatchObject({ threads: [{ id: THREAD, title: '' }] });
  expect(await shown('thread-0002', other.id)).toMatchObject([{ removed: false, typed: 'How do I export?' }]);

  const before = kept();
  await forget();
  expect(kept()).toBe(before);
});

test('what is said after that stays, also the notice of the same moment', async () => {
  await send({ text: 'Where is my marmalade?' });
  const at = clock.now().toISOString();
  clock.advance(1_000);
  await send({ id: 'message-0002', text: 'Another question' });
  await bed.web.channel.forget?.({ workspace: own.workspace, id: customer.id }, at);
  expect(await shown()).toMatchObject([{ removed: true }, { removed: false, typed: 'Another question' }]);
  const asked = threadOf(customer.id, 'thread-0003');
  await bed.web.channel.post(asked, say('Done'), { key: 'notice' });
  await forget();
  expect(await shown('thread-0003')).toMatchObject([{ removed: false }]);
  expect(kept()).not.toMatch(/another question/i);
});

test('a message that did not arrive, and is sent again after it was taken away, is not handed in empty', async () => {
  bed.intake.mood = 'failing';
  await bed.ask('/api/customer/messages', {
    customer,
    thread: THREAD,
    id: 'message-0001',
    text: 'Marmalade?',
  });
  await forget();
  bed.intake.mood = 'accepted';
  await send({ text: 'Marmalade?' });
  expect(bed.intake.events).toEqual([]);
  expect(await shown()).toMatchObject([{ removed: true }]);
});

test('a message that its writer deleted before loses their name too', async () => {
  const post = await send({ text: 'Where is my marmalade?' });
  await bed.ask('/api/customer/deletions', { customer, thread: THREAD, post, id: 'change-0001' });
  expect(kept()).toMatch(/zenobia/i);
  await forget();
  expect(kept()).not.toMatch(/zenobia|marmalade/i);
});

test('an edit that comes late brings nothing back', async () => {
  const answer = await bed.web.channel.post(own, say('The marmalade is'), { key: 'answer' });
  clock.advance(1_000);
  await forget();
  await bed.web.channel.update(answer, say('The marmalade is in the cellar'));
  expect(kept()).not.toMatch(/marmalade/i);
});

test('of a copy that is taken from the desk not even the name of its writer stays', async () => {
  const card = cardThread('a'.repeat(32));
  const copy = { ...say('Where is my marmalade?'), author: { name: customer.name } };
  await bed.web.desk.remove(await bed.web.desk.post(card, copy, { key: 'copy' }));
  expect(kept()).not.toMatch(/zenobia|marmalade/i);
  const response = await bed.ask(`/api/desk/thread?agent=agent-one&card=${card.thread}`);
  const { posts } = (await response.json()) as { posts: Shown[] };
  expect(posts).toMatchObject([{ removed: true, writer: { kind: 'other', name: '' } }]);
});
