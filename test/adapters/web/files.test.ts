import { afterEach, beforeEach, expect, test } from 'vitest';
import { cardThread, threadOf } from '../../../adapters/web/places.ts';
import type { LoadedFile } from '../../../src/channels/adapter.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { type Bed, startBed } from './workspace-bed.ts';

let bed: Bed;
beforeEach(async () => {
  bed = await startBed();
});
afterEach(() => bed.stop());

const customer = { id: 'customer-one', name: 'First customer' };
const THREAD = 'thread-0001';

async function upload(
  body: string | Uint8Array<ArrayBuffer>,
  name = 'app.log',
  type = 'text/plain',
): Promise<Response> {
  const url = new URL(`/api/files?${new URLSearchParams({ name })}`, bed.web.url());
  return fetch(url, { method: 'POST', body, headers: { 'content-type': type } });
}
const uploaded = async (...args: Parameters<typeof upload>): Promise<string> =>
  ((await (await upload(...args)).json()) as { file: { id: string } }).file.id;

async function send(message: object): Promise<{ status: number; post: string }> {
  const body = { customer, thread: THREAD, id: 'message-0001', text: '', ...message };
  const response = await bed.ask('/api/customer/messages', body);
  const { post } = (await response.json()) as { post?: { id: string } };
  return { status: response.status, post: post?.id ?? '' };
}

test('a customer’s file comes with their message, and its bytes can be read', async () => {
  const bytes = 'x'.repeat(700_000);
  const file = await uploaded(bytes);
  await send({ text: 'see log', files: [file] });
  const [event] = bed.intake.events;
  expect(event).toMatchObject({
    kind: 'customer.message',
    text: 'see log',
    files: [{ platform: 'web', id: file, name: 'app.log', mediaType: 'text/plain', size: 700_000 }],
  });
  const [ref] = event?.kind === 'customer.message' ? event.files : [];
  if (!ref) throw new Error('there is no file');
  expect(Buffer.from(await bed.web.channel.readFile(ref, { maxBytes: 700_000 })).toString()).toBe(bytes);
  const tooLarge = bed.web.channel.readFile(ref, { maxBytes: 699_999 });
  await expect(tooLarge).rejects.toMatchObject({ code: 'file.unreadable' });
});

test('a message may be a file alone, but not nothing, and no file that is not there', async () => {
  const file = await uploaded('a');
  expect((await send({ files: [file] })).status).toBe(200);
  expect((await send({ id: 'message-0002', files: [] })).status).toBe(400);
  expect((await send({ id: 'message-0003', files: ['0'.repeat(32)] })).status).toBe(404);
  expect(bed.intake.events).toHaveLength(1);
});

test('a file that is too large, empty or nameless is refused', async () => {
  expect((await upload(new Uint8Array(10 * 1_048_576 + 1))).status).toBe(413);
  expect((await upload('')).status).toBe(400);
  expect((await upload('a', '')).status).toBe(400);
});

test('pictures are shown; anything a browser could run is only saved', async () => {
  const open = async (id: string) => fetch(new URL(`/api/files/${id}`, bed.web.url()));
  const picture = await open(await uploaded('p', "a b's.png", 'image/png'));
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(picture.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''a%20b%27s.png");
  expect(picture.headers.get('content-security-policy')).toContain('sandbox');
  for (const [name, type] of [
    ['evil.svg', 'image/svg+xml'],
    ['evil.html', 'text/html'],
    ['evil.js', 'text/javascript; charset=x\u0000'],
  ] as const) {
    const saved = await open(await uploaded('<script>alert(1)</script>', name, type.replace('\u0000', '')));
    expect(saved.headers.get('content-type')).toBe('application/octet-stream');
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(saved.headers.get('x-content-type-options')).toBe('nosniff');
    expect(saved.headers.get('content-security-policy')).toBe(
      "default-src 'none'; sandbox; frame-ancestors 'none'",
    );
  }
  expect((await open('0'.repeat(32))).status).toBe(404);
  expect((await open('..%2f..%2fetc')).status).toBe(404);
});

test('a file from elsewhere is kept with the post, once, and stays when the words change', async () => {
  const thread = threadOf(customer.id, THREAD);
  const loaded: LoadedFile = {
    platform: 'slack',
    id: 'F1',
    name: 'shot.png',
    mediaType: 'image/png',
    size: 3,
    bytes: Buffer.from('png'),
  };
  const { bytes: _, ...ref } = loaded;
  const other = { ...ref, id: 'F2', name: 'big.bin', url: 'https://files.example.com/F2' };
  const content = { kind: 'text' as const, text: 'here', files: [ref, other] };
  const post = await bed.web.channel.post(thread, content, { key: 'k', files: [loaded] });
  await bed.web.channel.post(thread, content, { key: 'k', files: [loaded] });
  await bed.web.channel.update(post, { kind: 'text', text: 'there' });
  const shown = await bed.ask(`/api/customer/thread?customer=${customer.id}&thread=${THREAD}`);
  const { posts } = (await shown.json()) as { posts: { files: { path?: string }[] }[] };
  expect(posts).toHaveLength(1);
  expect(posts[0]?.files).toMatchObject([
    { title: 'shot.png', picture: true },
    { title: 'big.bin', href: 'https://files.example.com/F2' },
  ]);
  const got = await fetch(new URL(posts[0]?.files[0]?.path ?? '', bed.web.url()));
  expect(await got.text()).toBe('png');
});

test('a file goes with the message that it came with, and with no other', async () => {
  const open = async (id: string) => (await fetch(new URL(`/api/files/${id}`, bed.web.url()))).status;
  const file = await uploaded('x'.repeat(600_000));
  const { post } = await send({ text: 'see log', files: [file] });
  expect((await send({ text: 'see log', files: [file] })).status).toBe(200);
  const thief = { customer: { id: 'customer-two', name: 'Second' }, thread: 'thread-0002' };
  expect((await send({ ...thief, text: 'mine', files: [file] })).status).toBe(404);

  const ref = { platform: 'web', id: file, name: 'app.log', mediaType: 'text/plain', size: 600_000 };
  const mirrored = { kind: 'text' as const, text: '', files: [ref] };
  const card = cardThread('a'.repeat(32));
  const unread = await bed.web.desk.post(card, mirrored, { key: 'unread' });
  const copy = [{ ...ref, bytes: Buffer.from('copy') }];
  const read = await bed.web.desk.post(card, mirrored, { key: 'read', files: copy });
  await bed.web.desk.remove(unread);
  expect(await open(file)).toBe(200);

  const deleted = await bed.ask('/api/customer/deletions', {
    customer,
    thread: THREAD,
    post,
    id: 'change-0001',
  });
  expect(deleted.status).toBe(200);
  expect(await open(file)).toBe(404);
  await expect(bed.web.channel.readFile(ref, { maxBytes: 1_000_000 })).rejects.toMatchObject({
    code: 'file.unreadable',
  });
  expect(await bed.storage.list('file_piece', file)).toEqual([]);
  expect(await bed.storage.list('file', 'file')).toHaveLength(1);
  await bed.web.desk.remove(read);
  expect(await bed.storage.list('file', 'file')).toEqual([]);
});

test('a file that was uploaded but never sent is forgotten after a day, one that was sent is not', async () => {
  await bed.stop();
  const clock = new ManualClock();
  bed = await startBed({ clock });
  const unsent = await uploaded('a');
  const sent = await uploaded('b');
  await send({ files: [sent] });
  clock.advance(24 * 3_600_000 - 1);
  await uploaded('c');
  const ids = async () => (await bed.storage.list('file', 'file')).map(({ id }) => id);
  expect(await ids()).toContain(unsent);
  clock.advance(1);
  await uploaded('d');
  expect(await ids()).not.toContain(unsent);
  expect(await ids()).toContain(sent);
  expect((await send({ id: 'message-0002', files: [unsent] })).status).toBe(404);
});

test('a customer edits and deletes a message of theirs, and nobody else’s', async () => {
  const { post } = await send({ text: 'How do I exprot?' });
  const change = (path: string, more: object) =>
    bed.ask(path, { customer, thread: THREAD, post, id: 'change-0001', ...more });
  expect((await change('/api/customer/edits', { text: 'How do I export?' })).status).toBe(200);
  const stranger = { customer: { id: 'customer-two', name: 'Second' }, text: 'mine' };
  expect((await change('/api/customer/edits', stranger)).status).toBe(404);
  expect((await change('/api/customer/deletions', stranger)).status).toBe(404);
  expect((await change('/api/customer/deletions', {})).status).toBe(200);
  expect((await change('/api/customer/deletions', {})).status).toBe(409);
  expect(bed.intake.events.slice(1)).toMatchObject([
    { kind: 'customer.edited', text: 'How do I export?', post: { id: post, channel: customer.id } },
    { kind: 'customer.deleted', post: { id: post } },
  ]);
  const shown = await bed.ask(`/api/customer/thread?customer=${customer.id}&thread=${THREAD}`);
  expect(await shown.text()).not.toContain('export');
});

test('an agent edits and deletes a message in a card’s thread', async () => {
  const agent = { id: 'agent-one', name: 'First agent' };
  const content = {
    kind: 'card' as const,
    card: { title: 'Card', state: 'held' as const, status: '', fields: [], sections: [], buttons: [] },
  };
  const card = await bed.web.desk.post(bed.web.desk.channel, content, { key: 'card' });
  const said = await bed.ask('/api/desk/messages', {
    agent,
    card: card.id,
    id: 'message-0001',
    text: 'Helo',
  });
  const { post } = (await said.json()) as { post: { id: string } };
  const change = (path: string, more: object) =>
    bed.ask(path, { agent, post: post.id, id: 'change-0001', ...more });
  expect((await change('/api/desk/edits', { text: 'Hello' })).status).toBe(200);
  expect((await change('/api/desk/edits', { agent: { id: 'agent-two', name: 'B' }, text: 'x' })).status).toBe(
    404,
  );
  expect((await change('/api/desk/deletions', {})).status).toBe(200);
  expect(bed.intake.events.slice(1)).toMatchObject([
    { kind: 'desk.edited', text: 'Hello', thread: cardThread(card.id), author: agent },
    { kind: 'desk.deleted', thread: cardThread(card.id), post: { id: post.id } },
  ]);
});
