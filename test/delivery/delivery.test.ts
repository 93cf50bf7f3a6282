import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversationId } from '../../src/conversation/conversation.ts';
import { BatonError, RateLimited } from '../../src/platform/errors.ts';
import { agent, customerMessage, customerThread, deskAction, deskMessage } from '../support/events.ts';
import type { Hooks } from '../support/loopback-platform.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { startTestApp, type TestApp, testSettings } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
let one: TestApp;
let clock: ManualClock;
let hooks: Hooks;
let run = 0;

beforeAll(async () => {
  server = await startTestStore();
});
afterAll(() => server.stop());
beforeEach(async () => {
  run += 1;
  clock = new ManualClock();
  hooks = {};
  one = await startTestApp({ uri: server.uri, clock, hooks });
  one.platform.members.add(agent.id);
});
afterEach(() => one.stop());

const thread = () => ({ ...customerThread, thread: `delivery-${run}` });
const ask = async (text = 'How do I export?') => {
  await one.intake.accept(customerMessage(text, { thread: thread() }));
  await one.app.idle();
};
const passTime = async (ms: number) => {
  clock.advance(ms);
  await one.app.idle();
};
/** A hook that fails the first `times` calls. */
const failing = (times: number, error: () => Error) => {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls <= times) throw error();
  };
};

describe('a post that fails', () => {
  it('is tried again after a pause that doubles, and arrives once', async () => {
    hooks.beforePost = failing(2, () => new Error('connection reset'));
    await ask();
    expect(one.platform.posts).toHaveLength(0);
    await passTime(999);
    expect(one.platform.posts).toHaveLength(0);
    await passTime(1);
    await passTime(1_999);
    expect(one.platform.posts).toHaveLength(0);
    await passTime(1);
    expect(one.platform.texts(thread())).toEqual(['Answer to: How do I export?']);
  });

  it('after the platform had taken it is not posted a second time', async () => {
    hooks.afterPost = failing(1, () => new Error('connection reset'));
    await ask();
    await passTime(1_000);
    expect(one.platform.texts(thread())).toEqual(['Answer to: How do I export?']);
    expect(await one.store.outbox.stuck(new Date('2100-01-01'), 10)).toEqual([]);
  });

  it('because the platform asks to wait is sent after that time, and not before', async () => {
    hooks.beforePost = failing(1, () => new RateLimited(30_000));
    await ask();
    await passTime(29_999);
    expect(one.platform.posts).toHaveLength(0);
    await passTime(1);
    expect(one.platform.posts).toHaveLength(1);
  });

  it('holds back what else goes to the same channel while the platform asks to wait', async () => {
    hooks.beforePost = failing(1, () => new RateLimited(30_000));
    await ask();
    const other = { ...thread(), thread: `${thread().thread}-b` };
    await one.intake.accept(customerMessage('And how do I import?', { thread: other }));
    await one.app.idle();
    expect(one.platform.posts).toHaveLength(0);
    await passTime(30_000);
    expect(one.platform.posts).toHaveLength(2);
  });

  it('for good is put aside, does not hold up what follows, and the agent is told', async () => {
    await ask('get me a human');
    const desk = one.platform.cardThread();
    const escalation = `${conversationId(thread())}#1`;
    await one.intake.accept(deskAction(desk, 'claim', escalation));
    await one.app.idle();
    hooks.beforePost = ({ content }) => {
      if (content.kind === 'text' && content.text === 'to the customer') {
        throw new BatonError('delivery.permanent', 'channel is archived');
      }
    };
    await one.intake.accept(deskMessage(desk, 'to the customer'));
    await one.app.idle();
    expect(await one.store.outbox.countDead()).toBeGreaterThan(0);
    expect(one.platform.texts(desk)).toContain('desk.send_failed channel is archived');
    await one.intake.accept(deskMessage(desk, 'another try'));
    await one.app.idle();
    expect(one.platform.texts(thread()).at(-1)).toBe('another try');
  });

  it('again and again is given up after the configured number of attempts', async () => {
    let attempts = 0;
    hooks.beforePost = () => {
      attempts += 1;
      throw new Error('connection reset');
    };
    await ask();
    for (let round = 0; round < 12; round++) await passTime(60_000);
    expect(attempts).toBe(testSettings.delivery.maxAttempts);
  });
});

describe('posts of one thread', () => {
  it('arrive in order, even when the first of them fails', async () => {
    const failOnce = failing(1, () => new Error('connection reset'));
    hooks.beforePost = ({ content }) => {
      if (content.kind === 'card') failOnce();
    };
    await ask('get me a human');
    expect(one.platform.cards()).toEqual([]);
    await passTime(1_000);
    expect(one.platform.cards()).toHaveLength(1);
    expect(one.platform.texts(one.platform.cardThread())[0]).toContain('desk.transcript');
  });
});

it('what is put off until later is sent by another process when this one is gone', async () => {
  hooks.beforePost = failing(1, () => new Error('connection reset'));
  await ask();
  await one.app.stop();
  const other = await startTestApp({ uri: server.uri, clock, platform: one.platform });
  await other.app.idle();
  clock.advance(10_000);
  await other.app.sweeper.sweep();
  await other.app.idle();
  expect(other.platform.texts(thread())).toEqual(['Answer to: How do I export?']);
  await other.stop();
});
