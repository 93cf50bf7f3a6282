import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createForget } from '../../../src/admin/forget/forget.ts';
import type { ChannelAdapter } from '../../../src/channels/adapter.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import { loadTexts } from '../../../src/platform/texts.ts';
import { customer, customerMessage } from '../../support/events.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { startTestStore, type TestStore } from '../../support/test-store.ts';
import { type CommandBed, openCommandBed } from '../commands/command-bed.ts';
import { admin } from '../commands/people.ts';

let server: TestStore;
let bed: CommandBed;

beforeAll(async () => {
  server = await startTestStore();
});
afterAll(() => server.stop());
afterEach(() => bed.stop());

const NOW = '2026-02-01T10:00:00.000Z';
const person = { workspace: 'test', id: customer.id };

async function open(forget: NonNullable<ChannelAdapter['forget']>): Promise<void> {
  bed = await openCommandBed({ uri: server.uri, clock: new ManualClock(NOW), hooks: { forget } });
}

async function sweeps(count: number): Promise<void> {
  for (let round = 0; round < count; round += 1) {
    await bed.app.sweeper.sweep();
    await bed.app.idle();
  }
}

const pending = () => bed.store.forgets.pending(10, ['loop']);

test('an adapter is asked to erase what it keeps, again until it has, and the name stays on the note till then', async () => {
  const asked: unknown[] = [];
  let working = false;
  await open(async (...about) => {
    asked.push(about);
    if (!working) throw new Error('the records cannot be reached');
  });
  await bed.intake.accept(customerMessage('How do I export my data?'));
  await bed.app.idle();
  await bed.say(customer, 'forget me yes', { at: NOW });
  await sweeps(3);
  expect(asked.length).toBeGreaterThan(1);
  expect(asked[0]).toEqual([person, NOW]);
  expect(await pending()).toMatchObject([{ person: { ...person, platform: 'loop' } }]);
  working = true;
  await sweeps(1);
  expect(await pending()).toEqual([]);
});

test('a process without the adapter leaves it to one that has it, and does the rest', async () => {
  const asked: string[] = [];
  await open(async ({ id }) => {
    asked.push(id);
  });
  await bed.store.customerNotes.set(customer.id, 'Likes short answers', 'k1');
  await bed.say(customer, 'forget me yes', { at: NOW });
  const { store } = bed;
  const without = createForget({
    ...{ store, clock: new ManualClock(NOW), logger: createLogger('silent'), channels: [] },
    acceptInternal: async () => undefined,
  });
  await without.sweep();
  expect(await store.customerNotes.of(customer.id)).toEqual([]);
  // What is not for it stands in nobody's way there.
  expect(await store.forgets.pending(10, [])).toEqual([]);
  expect(await pending()).toHaveLength(1);
  expect(asked).toEqual([]);
  await sweeps(1);
  expect(asked).toEqual([customer.id]);
  expect(await pending()).toEqual([]);
});

test('how much is erased reads right for one and for many, in every language', () => {
  const say = loadTexts('en').say('customer.forget_begun', { conversations: '1', messages: '1' });
  expect(say).toContain('(conversations: 1, messages: 1)');
  for (const language of ['de', 'es', 'fr', 'nl', 'pl', 'ru', 'tr', 'hi']) {
    const said = loadTexts('en').say(
      'customer.forget_begun',
      { conversations: '1', messages: '2' },
      language,
    );
    expect(said).toMatch(/[\p{L}\p{M}] ?[:—] ?1, ?[\p{L}\p{M}]+ ?[:—] ?2/u);
  }
});

test('an admin has the adapter asked too where nothing else is kept, as of somebody who gave commands alone', async () => {
  const asked: unknown[] = [];
  await open(async (...about) => {
    asked.push(about);
  });
  const unheard = 'cust-commands-alone';
  expect(await bed.say(admin, `forget person ${unheard} yes`, { at: NOW })).toContain('Nothing is kept of');
  await sweeps(2);
  expect(asked).toEqual([[{ workspace: 'test', id: unheard }, NOW]]);
  expect(await pending()).toEqual([]);
});
