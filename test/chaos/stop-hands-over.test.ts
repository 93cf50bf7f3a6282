import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Responder } from '../../src/responder/responder.ts';
import { customerMessage, customerThread } from '../support/events.ts';
import { LoopbackPlatform } from '../support/loopback-platform.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { startTestApp, testSettings } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
beforeAll(async () => {
  server = await startTestStore();
});
afterAll(() => server.stop());

it('an answer that a process was making when it was told to stop is made by another at its next sweep', async () => {
  const thread = { ...customerThread, thread: 'handed-over' };
  const platform = new LoopbackPlatform();
  const clock = new ManualClock();
  let asked: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const endless: Responder = {
    respond: (_, signal) =>
      new Promise((__, reject) => {
        asked();
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  };
  const stopping = await startTestApp({ uri: server.uri, platform, clock, responder: endless });
  await stopping.intake.accept(customerMessage('How do I export?', { thread }));
  await begun;
  await stopping.stop();
  expect(platform.texts(thread)).toEqual([]);

  const other = await startTestApp({ uri: server.uri, platform, clock });
  clock.advance(testSettings.intake.sweepEveryMs);
  await other.app.sweeper.sweep();
  await other.app.idle();
  expect(platform.texts(thread)).toEqual(['Answer to: How do I export?']);
  await other.stop();
});
