import { afterEach, expect, test } from 'vitest';
import { cardThread, threadOf } from '../../../adapters/web/places.ts';
import { answer, cardIn } from './sample-content.ts';
import { type Bed, startBed } from './workspace-bed.ts';

const customer = { id: 'customer-one', name: 'Customer 1' };
const agent = { id: 'agent-one', name: 'Agent 1' };
const thread = 'thread-0001';
const message = { customer, thread, id: 'message-0001', text: 'How do I **export**?' };
let bed: Bed;

afterEach(() => bed.stop());

async function postsOf(who: string, id = thread): Promise<{ id: string; pending: boolean }[]> {
  const response = await bed.ask(`/api/customer/thread?customer=${who}&thread=${id}`);
  return ((await response.json()) as { posts: { id: string; pending: boolean }[] }).posts;
}

test('a customer writes, and it is handed in as a message that may open a conversation', async () => {
  bed = await startBed();
  expect((await bed.ask('/api/customer/messages', message)).status).toBe(200);
  const [event] = bed.intake.events;
  expect(event).toMatchObject({
    kind: 'customer.message',
    platform: 'web',
    workspace: 'local',
    thread: { platform: 'web', workspace: 'local', channel: customer.id, thread },
    author: customer,
    text: message.text,
    via: 'dm',
    files: [],
  });
  expect(event?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(event && 'post' in event && event.post.id).toBe((await postsOf(customer.id))[0]?.id);
});

test('a browser that sends the same message twice says it once', async () => {
  bed = await startBed();
  const answers = await Promise.all([1, 2, 3].map(() => bed.ask('/api/customer/messages', message)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(bed.intake.events).toHaveLength(1);
  expect(await postsOf(customer.id)).toHaveLength(1);
});

test('two customers who happen to use the same ids do not meet', async () => {
  bed = await startBed();
  await bed.ask('/api/customer/messages', message);
  await bed.ask('/api/customer/messages', {
    ...message,
    customer: { id: 'customer-two', name: 'Customer 2' },
  });
  expect(new Set(bed.intake.events.map(({ id }) => id)).size).toBe(2);
  expect(await postsOf('customer-two')).toHaveLength(1);
});

test('a message that could not be stored is not acknowledged, stays marked, and can be sent again', async () => {
  bed = await startBed();
  bed.intake.mood = 'failing';
  const failed = await bed.ask('/api/customer/messages', message);
  expect(failed.status).toBe(503);
  expect(await failed.json()).toEqual({ error: expect.stringContaining('try again') });
  expect(await postsOf(customer.id)).toMatchObject([{ pending: true }]);
  bed.intake.mood = 'accepted';
  expect((await bed.ask('/api/customer/messages', message)).status).toBe(200);
  expect(await postsOf(customer.id)).toMatchObject([{ pending: false }]);
  expect(bed.intake.events).toHaveLength(1);
});

test('a message that Baton refuses is told to be refused', async () => {
  bed = await startBed();
  bed.intake.mood = 'refused';
  expect((await bed.ask('/api/customer/messages', message)).status).toBe(422);
});

test('messages of one thread ascend in time, also within one millisecond', async () => {
  bed = await startBed({ clock: { now: () => new Date(1_767_607_200_000), after: () => () => {} } });
  for (const n of [1, 2, 3]) await bed.ask('/api/customer/messages', { ...message, id: `message-000${n}` });
  const times = bed.intake.events.map(({ at }) => at);
  expect(new Set(times).size).toBe(3);
  expect(times).toEqual(times.toSorted());
});

test('a customer presses a button under an answer', async () => {
  bed = await startBed();
  const post = await bed.web.channel.post(threadOf(customer.id, thread), answer, { key: 'k1' });
  const press = { customer, thread, post: post.id, action: 'human', value: 'c1', id: 'press-0001' };
  expect((await bed.ask('/api/customer/actions', press)).status).toBe(200);
  expect((await bed.ask('/api/customer/actions', press)).status).toBe(200);
  expect(bed.intake.events).toMatchObject([{ kind: 'customer.action', action: 'human', value: 'c1', post }]);
});

test('a customer cannot press a button in the thread of another', async () => {
  bed = await startBed();
  const post = await bed.web.channel.post(threadOf('customer-two', thread), answer, { key: 'k1' });
  const press = { customer, thread, post: post.id, action: 'human', value: 'c1', id: 'press-0001' };
  expect((await bed.ask('/api/customer/actions', press)).status).toBe(404);
  expect(bed.intake.events).toEqual([]);
});

test('a command is asked with its first word in lower case and the rest beside it', async () => {
  bed = await startBed();
  await bed.ask('/api/customer/commands', { customer, thread, id: 'command-01', text: ' Human  please now' });
  expect(bed.intake.calls).toMatchObject([
    {
      kind: 'customer.command',
      command: 'human',
      args: 'please now',
      channel: customer.id,
      thread: threadOf(customer.id, thread),
    },
  ]);
  const listed = await (await bed.ask(`/api/customer?customer=${customer.id}`)).json();
  expect(listed).toMatchObject({ threads: [{ id: thread, title: '/baton Human  please now' }] });
});

test('an agent presses a button on a card, and writes in its thread', async () => {
  bed = await startBed();
  const { desk } = bed.web;
  const card = await desk.post(desk.channel, cardIn('waiting'), { key: 'card' });
  await bed.ask('/api/desk/actions', {
    agent,
    post: card.id,
    action: 'claim',
    value: 'e1',
    id: 'press-0001',
  });
  await bed.ask('/api/desk/messages', { agent, card: card.id, id: 'message-0001', text: '// seen before' });
  expect(bed.intake.events).toMatchObject([
    {
      kind: 'desk.action',
      action: 'claim',
      value: 'e1',
      thread: cardThread(card.id),
      post: card,
      author: agent,
    },
    { kind: 'desk.message', text: '// seen before', thread: cardThread(card.id), author: agent },
  ]);
  const shown = await (await bed.ask(`/api/desk/thread?agent=agent-two&card=${card.id}`)).json();
  expect(shown).toMatchObject({ posts: [{ tone: 'note', writer: agent }] });
});

test('nobody writes in the thread of a card that does not exist', async () => {
  bed = await startBed();
  const request = { agent, card: '0'.repeat(32), id: 'message-0001', text: 'hello' };
  expect((await bed.ask('/api/desk/messages', request)).status).toBe(404);
});

test('a customer is no agent, and an agent is no customer', async () => {
  bed = await startBed();
  expect((await bed.ask('/api/customer/messages', { ...message, customer: agent })).status).toBe(400);
  expect((await bed.ask('/api/desk?agent=customer-one')).status).toBe(400);
  expect(await bed.web.desk.isMember('agent-one')).toBe(true);
  expect(await bed.web.desk.isMember('customer-one')).toBe(false);
});

test('a whisper is shown to its person and to nobody else', async () => {
  bed = await startBed();
  const { desk } = bed.web;
  const card = await desk.post(desk.channel, cardIn('held'), { key: 'card' });
  await desk.whisper(cardThread(card.id), 'agent-one', { kind: 'text', text: 'Press Claim first' });
  const seenBy = async (who: string) =>
    (await (await bed.ask(`/api/desk/thread?agent=${who}&card=${card.id}`)).json()) as { posts: unknown[] };
  expect((await seenBy('agent-one')).posts).toMatchObject([{ whisper: true }]);
  expect((await seenBy('agent-two')).posts).toEqual([]);
});

test.each([
  ['malformed JSON', '{"customer":', 400, 'JSON'],
  ['an empty message', JSON.stringify({ ...message, text: ' \n ' }), 400, 'text'],
  ['a list', '[]', 400, 'object'],
  ['too much', JSON.stringify({ ...message, text: 'x'.repeat(300_000) }), 413, '256 kB'],
])('%s is refused in clear words', async (_, body, status, words) => {
  bed = await startBed();
  const response = await fetch(new URL('/api/customer/messages', bed.web.url()), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ error: expect.stringContaining(words) });
  expect(bed.intake.events).toEqual([]);
});

test('what is not there is not found, and the health check answers', async () => {
  bed = await startBed();
  for (const path of ['/api/nothing', '/../package.json', '/%2e%2e%2fpackage.json', '/%ff']) {
    expect((await bed.ask(path)).status, path).toBe(404);
  }
  expect((await bed.ask('/healthz')).status).toBe(200);
});
