import { afterAll, beforeAll, expect, it } from 'vitest';
import { customerMessage, customerThread } from '../support/events.ts';
import { LoopbackPlatform } from '../support/loopback-platform.ts';
import { startTestApp } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
beforeAll(async () => {
  server = await startTestStore();
});
afterAll(() => server.stop());

/** A point that calls stop at until it is opened. */
function barrier() {
  let open: () => void = () => undefined;
  let reach: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const stop = () => {
    reach();
    return opened;
  };
  return { open, reached, stop };
}

it('a message that arrives at the very moment a worker lets the conversation go is handled', async () => {
  const thread = { ...customerThread, thread: 'stranded' };
  const platform = new LoopbackPlatform();
  const lettingGo = barrier();
  const one = await startTestApp({
    uri: server.uri,
    platform,
    watch: { before: (call) => (call === 'conversations.release' ? lettingGo.stop() : undefined) },
  });
  const two = await startTestApp({ uri: server.uri, platform });

  await one.intake.accept(customerMessage('first question', { thread }));
  await lettingGo.reached;
  await two.intake.accept(customerMessage('second question', { thread, via: 'thread' }));
  await two.app.idle();
  lettingGo.open();
  await one.app.idle();

  const texts = platform.texts(thread);
  expect(texts.at(-1)).toBe('Answer to: second question');
  const record = await one.store.conversations.get(
    (await one.store.events.next('none', 1))[0]?._id ?? 'none',
  );
  expect(record).toBeNull();
  await one.stop();
  await two.stop();
});
