import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DecisionRecord } from '../../src/escalation/decision-record.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

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

const decision = (conversationId: string, minute: number): DecisionRecord => ({
  id: `${conversationId}:ev-${minute}`,
  conversationId,
  at: `2026-01-05T10:0${minute}:00.000Z`,
  occasion: 'message',
  seq: minute,
  action: 'offer',
  urgency: 0.6,
  mode: 'hard',
  signals: [{ name: 'not_solved', strength: 0.6, evidence: 'said that it was not solved' }],
  area: 'billing',
  category: 'billing',
  language: 'en',
  mood: -0.2,
  offerAt: 0.5,
  escalateAt: 0.8,
});

describe('why a human was brought in, offered, or not', () => {
  it('is told of one conversation, newest first, and no more than wanted', async () => {
    for (const minute of [1, 3, 2]) await store.decisions.add(decision('a', minute));
    await store.decisions.add(decision('b', 4));
    expect(await store.decisions.why('a', 2)).toEqual([decision('a', 3), decision('a', 2)]);
  });

  it('stays as it was first stored', async () => {
    await store.decisions.add(decision('a', 1));
    await store.decisions.add({ ...decision('a', 1), action: 'none' });
    expect(await store.decisions.why('a', 10)).toEqual([decision('a', 1)]);
  });

  it('nothing is told of a conversation that is not known', async () => {
    expect(await store.decisions.why('nobody', 10)).toEqual([]);
  });
});
