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
    fail(error: Error): void;
  }[] = [];
  let heard: () => void = () => undefined;
  const responder: Responder = {
    respond: ({ turns }, signal) =>
      new Promise<Reply>((resolve, reject) => {
        const answer = (text: string) =>
          resolve({ kind: 'answer', text, sources: [], passages: [], confidence: 1 });
        asked.push({ question: turns.at(-1)?.text ?? '', signal, answer, fail: reject });
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
  return { responder, nth };
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
    expect(one.platform.texts(thread)).toEqual(['handoff_reason.explicit_request customer.handoff_opened']);
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
