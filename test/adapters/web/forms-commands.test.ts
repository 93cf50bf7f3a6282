import { afterEach, beforeEach, expect, test } from 'vitest';
import { cardThread, threadOf } from '../../../adapters/web/places.ts';
import { COMMAND_FORM } from '../../../src/channels/command.ts';
import { formButton } from '../../../src/channels/form.ts';
import { cardIn } from './sample-content.ts';
import { type Bed, startBed } from './workspace-bed.ts';

const customer = { id: 'customer-one', name: 'Customer 1' };
const agent = { id: 'agent-one', name: 'Agent 1' };
const thread = 'thread-0001';

let bed: Bed;
beforeEach(async () => {
  bed = await startBed();
});
afterEach(() => bed.stop());

async function postCard(): Promise<string> {
  const { desk } = bed.web;
  return (await desk.post(desk.channel, cardIn('held'), { key: 'card' })).id;
}

test('a form that is sent again is the same event, and with other answers another', async () => {
  const card = await postCard();
  const form = { agent, post: card, action: 'resolve', value: 'e1', id: 'form-0001' };
  await bed.ask('/api/desk/forms', { ...form, fields: { note: 'one' } });
  await bed.ask('/api/desk/forms', { ...form, fields: { note: 'one' } });
  await bed.ask('/api/desk/forms', { ...form, fields: { note: 'two' } });
  expect(bed.intake.events).toMatchObject([
    { kind: 'desk.action', thread: cardThread(card), fields: { note: 'one' } },
    { kind: 'desk.action', thread: cardThread(card), fields: { note: 'two' } },
  ]);
});

test('forms about posts that are not theirs, and forms without end, are refused', async () => {
  const card = await postCard();
  const fields = { note: 'x' };
  const mine = { customer, thread, action: 'rate', value: 'c1', id: 'form-0001', fields };
  expect((await bed.ask('/api/customer/forms', { ...mine, post: card })).status).toBe(404);
  expect((await bed.ask('/api/customer/forms', mine)).status).toBe(404);
  const theirs = { agent, post: card, action: 'resolve', value: 'e1', id: 'form-0001' };
  const long = { note: 'x'.repeat(10_001) };
  expect((await bed.ask('/api/desk/forms', { ...theirs, fields: long })).status).toBe(400);
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`field-${n}`, '']));
  expect((await bed.ask('/api/desk/forms', { ...theirs, fields: many })).status).toBe(400);
  expect((await bed.ask('/api/desk/forms', { ...theirs, fields: [1] })).status).toBe(400);
  expect(bed.intake.events).toEqual([]);
});

test('a form of a command sent from a card is about that card', async () => {
  const card = await postCard();
  const form = {
    agent,
    card,
    action: COMMAND_FORM,
    value: 'Text set',
    id: 'form-0001',
    fields: { words: 'Hi' },
  };
  await bed.ask('/api/desk/forms', form);
  expect(bed.intake.calls).toMatchObject([
    { command: 'text', args: 'set', fields: { words: 'Hi' }, thread: cardThread(card) },
  ]);
});

test('whoever writes as a customer is no administrator, and whoever is at the desk is one', async () => {
  await bed.ask('/api/customer/commands', { customer, thread, id: 'command-01', text: 'status' });
  await bed.ask('/api/desk/commands', { agent, id: 'command-02', text: 'status' });
  expect(bed.intake.calls.map(({ standing }) => standing)).toEqual([
    { admin: false, groups: [] },
    { admin: true, groups: [] },
  ]);
});

test('a customer’s answer stays in the thread after a reload, once, for their eyes', async () => {
  bed.intake.answerTo = async () => ({
    ...{ kind: 'answer', here: false },
    content: { kind: 'text', text: 'You are **next**.' },
  });
  const command = { customer, thread, id: 'command-01', text: 'status' };
  await bed.ask('/api/customer/commands', command);
  await bed.ask('/api/customer/commands', command);
  const query = new URLSearchParams({ customer: customer.id, thread });
  const { posts } = (await (await bed.ask(`/api/customer/thread?${query}`)).json()) as {
    posts: { whisper: boolean }[];
  };
  expect(posts).toMatchObject([{ whisper: true }]);
});

test('how a command could go on is asked with the words typed so far', async () => {
  bed.intake.completions = [{ value: 'agent add', label: 'agent add NAME' }];
  const query = new URLSearchParams({ agent: agent.id, words: 'agent a' });
  expect(await (await bed.ask(`/api/desk/completions?${query}`)).json()).toEqual({
    completions: [{ value: 'agent add', label: 'agent add NAME' }],
  });
  expect(bed.intake.typed).toEqual([
    {
      ...{ platform: 'web', workspace: 'local', author: { id: agent.id }, words: 'agent a' },
      standing: { admin: true, groups: [] },
    },
  ]);
});

test('a whisper whose form was sent asks no more', async () => {
  const card = await postCard();
  const button = { id: formButton('draft_edit'), label: 'Edit', value: 'd1', settles: true as const };
  const content = { kind: 'text' as const, text: 'A draft', buttons: [button] };
  await bed.web.desk.whisper(cardThread(card), agent.id, content);
  const whispers = async () => {
    const query = new URLSearchParams({ agent: agent.id, card });
    const found = await (await bed.ask(`/api/desk/thread?${query}`)).json();
    return (found as { posts: { id: string; buttons: unknown[] }[] }).posts;
  };
  const [{ id: post } = { id: '' }] = await whispers();
  const form = { agent, post, action: 'draft_edit', value: 'd1', id: 'form-0001', fields: {} };
  expect((await whispers())[0]?.buttons).toHaveLength(1);
  expect((await bed.ask('/api/desk/forms', form)).status).toBe(200);
  expect((await whispers())[0]?.buttons).toEqual([]);
});

test('a form that cannot be made is answered with what to do', async () => {
  const post = await bed.web.channel.post(
    threadOf(customer.id, thread),
    { kind: 'text', text: 'x' },
    { key: 'k' },
  );
  bed.intake.formFor = () => Promise.reject(new Error('the store is away'));
  const press = { customer, thread, post: post.id, action: formButton('rate'), value: 'c1', id: 'press-001' };
  const failed = await bed.ask('/api/customer/actions', press);
  expect(failed.status).toBe(503);
  expect(await failed.json()).toMatchObject({ error: expect.stringContaining('again') });
});
