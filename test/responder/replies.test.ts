import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reply, Responder } from '../../src/responder/responder.ts';
import { customerMessage, customerThread } from '../support/events.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { startTestApp, testSettings } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
beforeAll(async () => {
  server = await startTestStore();
});
afterAll(() => server.stop());

/** A responder whose answers the test gives; it hears when it is asked, and when it is stopped. */
function heldResponder() {
  const asked: {
    question: string;
    signal: AbortSignal;
    answer(text: string): void;
    shows(text: string): void;
    fail(error: Error): void;
  }[] = [];
  let heard: () => void = () => undefined;
  const responder: Responder = {
    respond: ({ turns }, signal, shows = () => undefined) =>
      new Promise<Reply>((resolve, reject) => {
        const answer = (text: string) =>
          resolve({ kind: 'answer', text, sources: [], passages: [], confidence: 1 });
        asked.push({ question: turns.at(-1)?.text ?? '', signal, answer, shows, fail: reject });
        heard();
      }),
  };
  const nth = async (index: number) => {
    while (!asked[index]) {
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
    return asked[index];
  };
  return { responder, nth, asked };
}

let run = 0;
async function started() {
  run += 1;
  const clock = new ManualClock();
  const held = heldResponder();
  const one = await startTestApp({ uri: server.uri, clock, responder: held.responder });
  const thread = { ...customerThread, thread: `replies-${run}` };
  const say = (text: string) => one.intake.accept(customerMessage(text, { thread }));
  return { one, clock, held, say, thread };
}

describe('an answer being made', () => {
  it('is stopped and made anew when the customer writes again', async () => {
    const { one, held, say, thread } = await started();
    await say('How do I export?');
    const first = await held.nth(0);
    await say('To Excel, I mean');
    const second = await held.nth(1);
    expect(first.signal.aborted).toBe(true);
    second.answer('like this');
    first.answer('too late');
    await one.app.idle();
    expect(one.platform.texts(thread)).toEqual(['like this']);
    await one.stop();
  });

  it('is stopped when the customer asks for a human', async () => {
    const { one, held, say, thread } = await started();
    await say('How do I export?');
    const first = await held.nth(0);
    await say('get me a human');
    await new Promise((resolve) => first.signal.addEventListener('abort', resolve));
    first.answer('too late');
    await one.app.idle();
    expect(one.platform.texts(thread)).toEqual([
      expect.stringMatching(/^handoff_reason.explicit_request customer.handoff_opened/),
    ]);
    await one.stop();
  });

  it('that takes too long is given up, and the customer is offered a human', async () => {
    const { one, clock, held, say, thread } = await started();
    await say('How do I export?');
    const first = await held.nth(0);
    clock.advance(testSettings.reply.timeoutMs);
    await one.app.idle();
    expect(first.signal.aborted).toBe(true);
    expect(one.platform.texts(thread)).toEqual(['customer.unavailable']);
    await one.stop();
  });

  it('that fails says so, and the next question is answered', async () => {
    const { one, held, say, thread } = await started();
    await say('How do I export?');
    (await held.nth(0)).fail(new Error('out of memory'));
    await one.app.idle();
    await say('How do I import?');
    (await held.nth(1)).answer('like this');
    await one.app.idle();
    expect(one.platform.texts(thread)).toEqual(['customer.unavailable', 'like this']);
    await one.stop();
  });
});

describe('an answer that is shown while it is made', () => {
  it('grows in one post, at most so often, and is whole in the end', async () => {
    const { one, clock, held, say, thread } = await started();
    await say('How do I export?');
    const first = await held.nth(0);
    const texts = () => one.platform.texts(thread);
    first.shows('One.');
    await expect.poll(texts).toEqual(['One.']);
    first.shows('One. Two.');
    first.shows('One. Two. Three.');
    expect(texts()).toEqual(['One.']);
    clock.advance(testSettings.reply.showEveryMs);
    await expect.poll(texts).toEqual(['One. Two. Three.']);
    first.answer('One. Two. Three. Four.');
    await one.app.idle();
    expect(texts()).toEqual(['One. Two. Three. Four.']);
    const [posted] = one.platform.posts.filter(({ thread: where }) => where.thread === thread.thread);
    expect(posted?.content).toMatchObject({
      buttons: [{ id: 'solved' }, { id: 'not_solved' }, { id: 'human' }],
    });
    await one.stop();
  });

  it('grows no more once a human has been asked for', async () => {
    const { one, clock, held, say, thread } = await started();
    await say('How do I export?');
    const first = await held.nth(0);
    first.shows('One.');
    const texts = () => one.platform.texts(thread);
    await expect.poll(texts).toEqual(['One.']);
    await say('get me a human');
    await new Promise((resolve) => first.signal.addEventListener('abort', resolve));
    first.shows('One. Two.');
    clock.advance(testSettings.reply.showEveryMs * 3);
    first.answer('One. Two. Three.');
    await one.app.idle();
    expect(texts()).toEqual([
      'One. …',
      expect.stringMatching(/^handoff_reason.explicit_request customer.handoff_opened/),
    ]);
    await one.stop();
  });

  it('is taken away when the customer writes more, and answered anew', async () => {
    const { one, held, say, thread } = await started();
    await say('How do I export?');
    const first = await held.nth(0);
    first.shows('One.');
    await expect.poll(() => one.platform.texts(thread)).toEqual(['One.']);
    await say('To Excel, I mean');
    (await held.nth(1)).answer('like this');
    await one.app.idle();
    expect(one.platform.texts(thread)).toEqual(['like this']);
    await one.stop();
  });

  it('of a process that died is made anew by the next, in place of what was shown', async () => {
    const { one, held, say, thread } = await started();
    await say('How do I export?');
    (await held.nth(0)).shows('One.');
    await expect.poll(() => one.platform.texts(thread)).toEqual(['One.']);
    const next = heldResponder();
    // For the first one time stands still, as for a process that hangs.
    const clock = new ManualClock();
    clock.advance(testSettings.transition.replyLeaseMs + testSettings.intake.sweepEveryMs);
    const other = await startTestApp({
      uri: server.uri,
      clock,
      responder: next.responder,
      platform: one.platform,
    });
    await expect.poll(() => other.app.sweeper.sweep().then(() => next.asked.length)).toBe(1);
    next.asked[0]?.answer('Made anew.');
    await other.app.idle();
    held.asked[0]?.answer('Too late.');
    await one.app.idle();
    expect(one.platform.texts(thread)).toEqual(['Made anew.']);
    await Promise.all([one.stop(), other.stop()]);
  });
});

describe('the typing sign', () => {
  it('shows for an answer that takes a while, and ends with it', async () => {
    const { one, clock, held, say } = await started();
    await say('How do I export?');
    const first = await held.nth(0);
    expect(one.platform.typing).toEqual([]);
    clock.advance(300);
    expect(one.platform.typing).toEqual([true]);
    first.answer('like this');
    await one.app.idle();
    expect(one.platform.typing).toEqual([true, false]);
    await one.stop();
  });

  it('does not show for an answer that is there at once', async () => {
    const { one, clock, held, say } = await started();
    await say('How do I export?');
    (await held.nth(0)).answer('like this');
    await one.app.idle();
    clock.advance(1_000);
    expect(one.platform.typing).toEqual([]);
    await one.stop();
  });
});
