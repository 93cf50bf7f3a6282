import mongoose from 'mongoose';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Person, ThreadRef } from '../../../src/channels/refs.ts';
import { conversationId } from '../../../src/conversation/conversation.ts';
import { BatonError } from '../../../src/platform/errors.ts';
import type { EventRecord } from '../../../src/store/events.ts';
import {
  customerAction,
  customerMessage,
  customerThread,
  deskAction,
  deskMessage,
} from '../../support/events.ts';
import { type Hooks, LoopbackPlatform } from '../../support/loopback-platform.ts';
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
beforeEach(async () => {
  bed = await openCommandBed({ uri: `${server.uri.replace(/\/?$/, '')}` });
});
afterEach(() => bed.stop());

const SECRET = 'My passphrase is xylophone-marmalade and my dog is called Quibble';
const NAMED: Person = { id: 'cust-secret', name: 'Zenobia Featherstone' };
const other: Person = { id: 'cust-2', name: 'Second customer' };
const thread = (name: string): ThreadRef => ({ ...customerThread, thread: name });
const wrote = (text: string, change: object = {}) => customerMessage(text, { author: NAMED, ...change });

/** Everything that is stored, as text: but for the words of commands, which are in no collection. */
async function dump(uri: string): Promise<string> {
  const connection = await mongoose.createConnection(uri).asPromise();
  const names = (await connection.db?.listCollections().toArray())?.map(({ name }) => name) ?? [];
  const all = await Promise.all(
    names.map(async (name) => [name, await connection.db?.collection(name).find().toArray()] as const),
  );
  await connection.close();
  return JSON.stringify(Object.fromEntries(all), null, 1);
}

/** The lines of the dump that hold a trace. */
async function traces(): Promise<string[]> {
  const found = /xylophone|marmalade|quibble|zenobia|featherstone|cust-secret|holiday-photo/i;
  return (await dump(server.uri)).split('\n').filter((line) => found.test(line));
}

async function settle(): Promise<void> {
  await bed.app.idle();
  await bed.app.sweeper.sweep();
  await bed.app.idle();
  await bed.app.sweeper.sweep();
  await bed.app.idle();
}

test('who asks to be forgotten is asked first, and nothing is erased until they say yes', async () => {
  await bed.intake.accept(wrote(SECRET, { thread: thread('ask') }));
  await bed.app.idle();
  expect(await bed.say(NAMED, 'forget me')).toContain('forget me yes');
  await settle();
  expect(await traces()).not.toEqual([]);
});

test('not a trace is left in any collection of who was forgotten, and the counts stay', async () => {
  const at = thread('all');
  const file = { platform: 'loop', id: 'f1', name: 'holiday-photo.png', mediaType: 'image/png', size: 3 };
  await bed.intake.accept(
    wrote(SECRET, { thread: at, files: [file], permalink: 'https://chat.example/cust-secret' }),
  );
  await bed.app.idle();
  const id = conversationId(at);
  await bed.intake.accept(customerAction('human', id, { thread: at, author: NAMED }));
  await bed.app.idle();
  const card = bed.platform.cardThread(bed.platform.cards().length - 1);
  await bed.intake.accept(deskAction(card, 'claim', `${id}#1`));
  await bed.intake.accept(deskMessage(card, 'Hello Zenobia Featherstone, how is Quibble?'));
  await bed.intake.accept(wrote('Quibble is well, and so is the marmalade', { thread: at }));
  await bed.app.idle();
  await bed.store.customerNotes.set(NAMED.id, 'Likes marmalade', 'k1');
  expect((await traces()).length).toBeGreaterThan(5);

  const before = await bed.store.conversations.get(id);
  expect(await bed.say(NAMED, 'forget me yes')).toMatch(/erased/i);
  await settle();

  expect(await traces()).toEqual([]);
  const after = await bed.store.conversations.get(id);
  expect(after?.state.seq).toBeGreaterThanOrEqual(before?.state.seq ?? 0);
  expect(after?.state.episodes).toBe(1);
  // The agent still holds it, and is told; what stood in the card's thread is gone there too.
  expect(after?.state.episode?.state).toBe('held');
  const said = bed.platform.texts(card).join('\n');
  expect(said).toContain('asked to be forgotten');
  expect(said).not.toMatch(/xylophone|Featherstone/);
  expect(JSON.stringify(bed.platform.cards())).not.toMatch(/xylophone|Featherstone/);
});

test('in a conversation of somebody else only their own words go', async () => {
  const at = thread('others');
  await bed.intake.accept(
    customerMessage('How do I export my data to a file?', { thread: at, author: other }),
  );
  await bed.app.idle();
  await bed.intake.accept(wrote(SECRET, { thread: at, via: 'thread' }));
  await bed.app.idle();
  const id = conversationId(at);
  await bed.intake.accept(customerAction('human', id, { thread: at, author: other }));
  await bed.app.idle();
  await bed.say(NAMED, 'forget me yes');
  await settle();
  expect(await traces()).toEqual([]);
  const state = (await bed.store.conversations.get(id))?.state;
  expect(state?.openedBy?.id).toBe(other.id);
  expect(JSON.stringify(await bed.store.messages.range(id, 0, 100, 100))).toContain(
    'How do I export my data',
  );
});

test('what they write after that is kept, as it is said anew', async () => {
  const at = thread('after');
  await bed.intake.accept(wrote(SECRET, { thread: at }));
  await bed.app.idle();
  await bed.say(NAMED, 'forget me yes');
  await settle();
  await bed.intake.accept(wrote('A new question about invoices', { thread: at }));
  await settle();
  const record = await bed.store.conversations.get(conversationId(at));
  expect(record?.state.openedBy?.id).toBe(NAMED.id);
  expect(JSON.stringify(record)).toContain('A new question about invoices');
  await bed.say(NAMED, 'forget me yes');
  await settle();
});

test('what they open elsewhere before the sweep has looked again goes on', async () => {
  await bed.intake.accept(wrote(SECRET, { thread: thread('before') }));
  await bed.app.idle();
  await bed.say(NAMED, 'forget me yes');
  const later = thread('elsewhere');
  await bed.intake.accept(wrote('A new question about invoices', { thread: later }));
  await settle();
  const record = await bed.store.conversations.get(conversationId(later));
  expect(record?.state).toMatchObject({ status: 'open', openedBy: { id: NAMED.id } });
  await bed.say(NAMED, 'forget me yes');
  await settle();
  expect(await traces()).toEqual([]);
});

test.each([
  'forgets.ask',
  'events.insert',
  'conversations.commit',
  'outbox.holding',
  'outbox.insert',
  'erasing.conversation',
  'events.done',
  'erasing.rest',
  'forgets.done',
])('whoever dies after %s, the next one carries it through', async (fatal) => {
  const clock = new ManualClock(new Date().toISOString());
  let armed = false;
  const dying = await openCommandBed({
    uri: server.uri,
    clock,
    watch: {
      after(call) {
        if (armed && call === fatal) throw new Error('the process died');
      },
    },
  });
  const at = thread(`dies-${fatal}`);
  await dying.intake.accept(wrote(SECRET, { thread: at }));
  await dying.app.idle();
  await dying.intake.accept(customerAction('human', conversationId(at), { thread: at, author: NAMED }));
  await dying.app.idle();
  armed = true;
  await dying.say(NAMED, 'forget me yes', { at: clock.now().toISOString() });
  await dying.app.idle();
  await dying.app.sweeper.sweep().catch(() => undefined);
  await dying.app.idle();
  await dying.stop();

  const next = await openCommandBed({ uri: server.uri, clock, platform: dying.platform });
  for (let round = 0; round < 4; round += 1) {
    clock.advance(60_000);
    await next.app.sweeper.sweep();
    await next.app.idle();
  }
  await next.stop();
  expect(await traces()).toEqual([]);
});

test('what was given up of them is gone too, and is not sent when it is tried again', async () => {
  const platform = new LoopbackPlatform();
  const hooks: Hooks = {
    beforePost() {
      throw new BatonError('delivery.permanent', 'channel is archived');
    },
  };
  const cut = await openCommandBed({ uri: server.uri, platform, hooks });
  await cut.say(admin, 'dead drop');
  await cut.intake.accept(wrote(SECRET, { thread: thread('archived') }));
  await cut.app.idle();
  expect(await cut.store.outbox.countDead()).toBe(1);
  await cut.say(NAMED, 'forget me yes');
  hooks.beforePost = () => undefined;
  for (let round = 0; round < 2; round += 1) {
    await cut.app.idle();
    await cut.app.sweeper.sweep();
  }
  expect(await traces()).toEqual([]);
  expect(await cut.say(admin, 'dead list')).toBe('Nothing was given up.');
  await cut.say(admin, 'dead retry');
  await cut.app.sweeper.sweep();
  await cut.app.idle();
  await cut.stop();
  expect(platform.texts(thread('archived'))).toEqual([]);
});

const unheard: Person = { id: 'cust-unheard', name: NAMED.name };

test.each([
  [unheard, 'forget me yes', /conversations: 1, messages: 1/],
  [admin, `forget person ${unheard.id} yes`, /messages: 1, conversations: 1/],
])('a message that could never be handled is erased where $id asks for it', async (who, words, told) => {
  const event = wrote(SECRET, { thread: thread(`dead-${who.id}`), author: unheard });
  const record: EventRecord = {
    ...{ _id: `loop|test|${event.id}`, conversationId: conversationId(event.thread), state: 'dead' },
    ...{ at: event.at, acceptedAt: new Date(), counts: true, attempts: 5, error: 'a fault of ours' },
    ...{ expireAt: null, event },
  };
  await bed.store.events.insert(record);
  expect(await bed.say(who, words)).toMatch(told);
  await settle();
  expect(await traces()).toEqual([]);
});

test('who has written nothing hears that nothing is kept', async () => {
  expect(await bed.say({ id: 'cust-none', name: 'Nobody' }, 'forget me yes')).toContain('nothing to erase');
});

test('an admin erases somebody who cannot ask by themselves: told first where they wrote, and noted without their name', async () => {
  await bed.intake.accept(wrote(SECRET, { thread: thread('by-mail') }));
  await bed.app.idle();
  expect(await bed.say(NAMED, `forget person ${NAMED.id} yes`)).toContain('Only admins');
  const asked = await bed.say(admin, `forget person <@${NAMED.id}>`);
  expect(asked).toMatch(/at `loop test`\. It cannot be undone; `forget person cust-secret yes`/);
  await settle();
  expect(await traces()).not.toEqual([]);
  expect(await bed.say(admin, `forget person ${NAMED.id} yes`)).toMatch(
    /^Being erased: messages: 1, conversations: 1\./,
  );
  await settle();
  expect(await traces()).toEqual([]);
  expect(await bed.store.audit.latest(1)).toMatchObject([{ what: 'person.forget', by: { id: admin.id } }]);
  expect(await bed.say(admin, `forget person ${NAMED.id} yes`)).toContain('Nothing is kept of');
});

test('somebody of the same id in another workspace is erased there too, and nobody else is', async () => {
  const elsewhere = { ...thread('elsewhere'), workspace: 'second' };
  await bed.intake.accept(wrote(SECRET, { thread: elsewhere }));
  await bed.intake.accept(customerMessage('I stay', { author: other, thread: thread('stays') }));
  await bed.app.idle();
  await bed.say(admin, `forget person ${NAMED.id} yes`);
  await settle();
  expect(await traces()).toEqual([]);
  expect(await dump(server.uri)).toContain('I stay');
});
