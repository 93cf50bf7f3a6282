import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packagePath } from '../../src/platform/package-path.ts';
import { type StreamEvent, StreamReader } from '../adapters/web/read-stream.ts';
import { type BatonProcess, startBatonProcess } from '../support/baton-process.ts';

let folder: string;
let baton: BatonProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-forget-'));
  baton = await startBatonProcess(folder, { BATON__KNOWLEDGE__PATH: packagePath('config/knowledge') });
});
afterAll(async () => {
  await baton?.stop();
  await rm(folder, { recursive: true, force: true });
});

const customer = { id: 'customer-one', name: 'Zenobia' };
const THREAD = 'thread-0001';

async function ask(path: string, body?: object): Promise<string> {
  const sent = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ customer, thread: THREAD, ...body }),
  };
  return (await fetch(new URL(path, baton.url), sent)).text();
}

/** The next post like this, as the page is told of it. */
async function nextPost(
  tab: StreamReader,
  isIt: (post: StreamEvent['data']) => boolean,
): Promise<StreamEvent['data']> {
  for (;;) {
    const told = await tab.next('post');
    if (!told) throw new Error('the stream has ended');
    if (isIt(told.data)) return told.data;
  }
}

it('who says “forget me yes” on the page sees all go but the notice, at their side and at the desk', {
  timeout: 120_000,
}, async () => {
  const query = `customer=${customer.id}&agent=agent-one&after=0.0`;
  const tab = await StreamReader.open(new URL(`/api/stream?${query}`, baton.url));
  await ask('/api/customer/messages', { id: 'message-0001', text: 'Where is my marmalade?' });
  await ask('/api/customer/commands', { id: 'command-0001', text: 'human' });
  const { id: card } = await nextPost(tab, (post) => post['card'] !== undefined);
  await ask('/api/customer/messages', { id: 'message-0002', text: 'It was orange marmalade' });
  const { id: copy } = await nextPost(
    tab,
    (post) => post['place'] === 'desk' && JSON.stringify(post).includes('orange'),
  );

  await ask('/api/customer/commands', { id: 'command-0002', text: 'forget me yes' });
  const left = new Set(['message-0001', 'message-0002', copy]);
  while (left.size > 0) {
    const post = await nextPost(tab, ({ removed }) => removed === true);
    left.delete(String(post['requestId'] ?? post.id));
  }
  tab.close();
  const thread = await ask(`/api/customer/thread?customer=${customer.id}&thread=${THREAD}`);
  expect(thread).toContain('you are being forgotten');
  expect(thread).not.toMatch(/marmalade|zenobia/i);
  expect(await ask(`/api/customer?customer=${customer.id}`)).not.toMatch(/marmalade/i);
  expect(await ask(`/api/desk/thread?agent=agent-one&card=${card}`)).not.toMatch(/marmalade|zenobia/i);
  expect(await ask('/api/desk?agent=agent-one')).not.toMatch(/marmalade|zenobia/i);
});
