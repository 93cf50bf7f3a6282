import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { InboundEvent } from '../../src/channels/events.ts';
import { type Conversation, conversationId } from '../../src/conversation/conversation.ts';
import { agent, customerMessage, customerThread, deskAction } from '../support/events.ts';
import { DESK_CHANNEL } from '../support/loopback-platform.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
let one: TestApp;
const held: (() => void)[] = [];
let holding = false;
const clock = new ManualClock();
/** So far that what was known of the desk before is looked at anew. */
const LATER_MS = 120_000;

beforeAll(async () => {
  server = await startTestStore();
  one = await startTestApp({
    uri: server.uri,
    clock,
    // While events are being delivered no worker may begin, so that what is compared is the same work done.
    watch: {
      before: (call) =>
        holding && call === 'conversations.lease'
          ? new Promise<void>((resolve) => held.push(resolve))
          : undefined,
    },
  });
  one.platform.members.add(agent.id);
});
afterAll(async () => {
  await one.stop();
  await server.stop();
});

let runs = 0;

/** What happened in a thread, and the state after it. */
async function play(order: (events: InboundEvent[]) => InboundEvent[]): Promise<Partial<Conversation>> {
  runs += 1;
  // Each run stands alone: what customers are told of the wait depends on those before them.
  await one.store.escalations.model.deleteMany({});
  clock.advance(LATER_MS);
  const thread = { ...customerThread, thread: `shuffled-${runs}` };
  const id = conversationId(thread);
  const events: InboundEvent[] = [
    customerMessage('How do I export?', { thread }),
    customerMessage('As CSV, I mean', { thread, via: 'thread' }),
    customerMessage('I want to talk to a human', { thread, via: 'thread' }),
    deskAction({ ...DESK_CHANNEL, thread: `card-${runs}` }, 'claim', `${id}#1`),
    customerMessage('It is about an invoice', { thread, via: 'thread' }),
    deskAction({ ...DESK_CHANNEL, thread: `card-${runs}` }, 'return', `${id}#1`),
    customerMessage('How do I import?', { thread, via: 'thread' }),
  ];
  holding = true;
  for (const event of order(events)) await one.intake.accept(event);
  holding = false;
  for (const go of held.splice(0)) go();
  await one.app.idle();

  const record = await one.store.conversations.get(id);
  if (!record) throw new Error('the conversation was never opened');
  const { status, owner, epoch, seq, posts, episodes, recent, participants } = record.state;
  return { status, owner, epoch, seq, posts, episodes, recent, participants };
}

it('every event delivered three times in shuffled order gives the same end state as once', async () => {
  const once = await play((events) => events);
  expect(once).toMatchObject({ owner: 'assistant', episodes: 1 });
  // The first message comes first: a button cannot be pressed on a card that nobody has led to yet.
  const later = fc.shuffledSubarray([...Array(21).keys()].slice(1), { minLength: 20, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(later, async (shuffled) => {
      const thrice = await play((events) =>
        [0, ...shuffled].flatMap((index) => events[index % events.length] ?? []),
      );
      expect(thrice).toEqual(once);
    }),
    { numRuns: 100, endOnFailure: true },
  );
});
