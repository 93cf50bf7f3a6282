import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { conversationId } from '../../src/conversation/conversation.ts';
import { customerMessage, customerThread } from '../support/events.ts';
import { type Hooks, LoopbackPlatform } from '../support/loopback-platform.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { startTestApp, type TestApp, testSettings } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
const apps: TestApp[] = [];

beforeEach(async () => {
  server = await startTestStore();
});
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop();
  await server.stop();
});

/** A door that one call waits at until it is opened. */
function door() {
  let arrive = () => {};
  let open = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    arrived,
    open,
    pass: () => {
      arrive();
      return opened;
    },
  };
}

it('a post that another process has sent, while this one waited for its turn, is not sent again', async () => {
  const platform = new LoopbackPlatform();
  const clock = new ManualClock();
  const turn = door();
  const before = (call: string) => (call === 'conversations.takeSlot' ? turn.pass() : undefined);
  const slow = await startTestApp({ uri: server.uri, platform, clock, watch: { before } });
  const quick = await startTestApp({ uri: server.uri, platform, clock });
  apps.push(slow, quick);
  await slow.intake.accept(customerMessage('How do I export?'));
  await turn.arrived;
  clock.advance(testSettings.intake.sweepEveryMs);
  await quick.app.sweeper.sweep();
  await quick.app.idle();
  expect(platform.texts(customerThread)).toEqual(['Answer to: How do I export?']);
  turn.open();
  await slow.app.idle();
  expect(platform.texts(customerThread)).toEqual(['Answer to: How do I export?']);
});

it('a post over which a process died is looked for first, also where another post of its lane comes before the sweep', async () => {
  const platform = new LoopbackPlatform();
  const clock = new ManualClock();
  const sent = door();
  const hooks: Hooks = {
    afterPost: ({ content }) =>
      content.kind === 'text' && content.text.includes('customer.handoff_opened') ? sent.pass() : undefined,
  };
  const dying = await startTestApp({ uri: server.uri, platform, clock, hooks });
  apps.push(dying);
  await dying.intake.accept(customerMessage('How do I export?'));
  await dying.app.idle();
  await dying.intake.accept(customerMessage('get me a human', { via: 'thread' }));
  await sent.arrived;
  // All that it did is known to be done, but for the one post that has arrived.
  await vi.waitFor(async () => {
    const found = await dying.store.conversations.get(conversationId(customerThread));
    expect(found).toMatchObject({ todo: [], slots: { desk: null, customer: { guarded: false } } });
  });

  const sweep = door();
  const before = (call: string) => (call === 'outbox.stuck' ? sweep.pass() : undefined);
  const later = new Date(clock.now().getTime() + testSettings.delivery.leaseMs).toISOString();
  const next = await startTestApp({
    uri: server.uri,
    ...{ platform, clock: new ManualClock(later), watch: { before } },
  });
  apps.push(next);
  await next.intake.accept(customerMessage('get me a human, please', { via: 'thread' }));
  await next.app.idle();
  const seen = platform.texts(customerThread);
  sweep.open();
  sent.open();
  expect(seen).toEqual([
    'Answer to: How do I export?',
    expect.stringContaining('customer.handoff_opened'),
    'customer.handoff_already',
  ]);
});
