import { afterEach, beforeEach, expect, it } from 'vitest';
import { conversationId, newConversation } from '../../src/conversation/conversation.ts';
import type { Effect } from '../../src/conversation/effects.ts';
import { type CarryOutDeps, carryOut } from '../../src/intake/carry-out.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { customerThread } from '../support/events.ts';
import { LoopbackPlatform } from '../support/loopback-platform.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { keyTexts } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';
import { watchedStore } from '../support/watched-store.ts';

let server: TestStore;
let store: Store;

beforeEach(async () => {
  server = await startTestStore();
  store = await openStore(server.uri);
});
afterEach(async () => {
  await store.close();
  await server.stop();
});

it('effects of which one fails are over only when all have ended: a late one would undo what came after', async () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const before = (call: string) => {
    if (call === 'timers.change') throw new Error('the database is away');
    return call === 'messages.insert' ? opened : undefined;
  };
  const { channel, desk } = new LoopbackPlatform().connect();
  const deps: CarryOutDeps = {
    ...{ store: watchedStore(store, { before }), clock: new ManualClock(), texts: keyTexts, desk },
    ...{ settings: { desk: { timeZone: 'UTC' } }, similar: async () => [], channelOf: () => channel },
    ...{ act: () => undefined, brief: () => undefined },
  };
  const effects: Effect[] = [{ do: 'cancel_timer', id: `${conversationId(customerThread)}:sla` }];
  let over = false;
  const run = carryOut(deps, newConversation(customerThread), effects).finally(() => {
    over = true;
  });
  run.catch(() => undefined);
  await store.ping();
  expect(over).toBe(false);
  open();
  await expect(run).rejects.toThrow('the database is away');
});
