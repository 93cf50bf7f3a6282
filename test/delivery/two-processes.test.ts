import { afterEach, beforeEach, expect, it } from 'vitest';
import { customerMessage, customerThread } from '../support/events.ts';
import { LoopbackPlatform } from '../support/loopback-platform.ts';
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
