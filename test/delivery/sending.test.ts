import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileRef } from '../../src/channels/refs.ts';
import { conversationId } from '../../src/conversation/conversation.ts';
import { BatonError, RateLimited } from '../../src/platform/errors.ts';
import {
  agent,
  customerMessage,
  customerThread,
  deskAction,
  deskDeleted,
  deskEdited,
  deskMessage,
} from '../support/events.ts';
import { type Hooks, LoopbackPlatform } from '../support/loopback-platform.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { startTestApp, type TestApp, testSettings } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
let one: TestApp;
let clock: ManualClock;
let hooks: Hooks;

const escalation = `${conversationId(customerThread)}#1`;
const UNDO_MS = 3_000;

// A store each: every platform counts its posts from one.
beforeEach(async () => {
  server = await startTestStore();
});
afterEach(async () => {
  await one.stop();
  await server.stop();
});

/** A conversation that the agent holds. */
async function held(
  change: Partial<typeof testSettings.transition> = {},
  platform = new LoopbackPlatform(),
): Promise<void> {
  clock = new ManualClock();
  hooks = {};
  const settings = { transition: { ...testSettings.transition, undoForMs: UNDO_MS, ...change } };
  one = await startTestApp({ uri: server.uri, platform, clock, hooks, settings });
  one.platform.members.add(agent.id);
  await hand(customerMessage('I want to talk to a human'));
  await press('claim');
  await passTime(UNDO_MS);
}

async function hand(event: Parameters<TestApp['intake']['accept']>[0]): Promise<void> {
  await one.intake.accept(event);
  await one.app.idle();
}
async function passTime(ms: number): Promise<void> {
  clock.advance(ms);
  await one.app.idle();
}
const desk = () => one.platform.cardThread();
const press = (action: string) => hand(deskAction(desk(), action, escalation));
const written = (text: string, files: FileRef[] = []) => deskMessage(desk(), text, { files });
/** What the agent said to the customer, as it stands there. */
const said = () =>
  one.platform.posts
    .filter(
      ({ thread, content }) =>
        thread.thread === customerThread.thread && content.kind === 'text' && content.author,
    )
    .map(({ content }) => (content.kind === 'text' ? content.text : ''));
/** How messages are marked now, by what was done last. */
const marks = () => one.platform.marks.map(({ mark }) => mark);
const undoOf = () => one.platform.marks.at(-1)?.buttons[0] ?? 'none';
/** The button under the last line at the desk. */
const retryOf = () => {
  const line = one.platform.posts.at(-1)?.content;
  return line?.kind === 'text' ? (line.buttons?.[0]?.id ?? 'none') : 'none';
};
const gone = (text: string) => {
  hooks.beforePost = ({ content }) => {
    if (content.kind === 'text' && content.text.includes(text)) {
      throw new BatonError('delivery.permanent', 'channel is archived');
    }
  };
};
/** Counts what is posted with these words, also where it is taken away again. */
function counting(text: string): () => number {
  let count = 0;
  hooks.beforePost = ({ content }) => {
    if (content.kind === 'text' && content.text.includes(text)) count += 1;
  };
  return () => count;
}

describe('for a few seconds', () => {
  it('a message waits, is marked so with Undo, and is marked as sent when it was', async () => {
    await held();
    await hand(written('On it'));
    expect(said()).toEqual([]);
    expect(one.platform.marks).toMatchObject([
      { mark: 'waiting', buttons: [expect.stringMatching(/^undo_\d+$/)] },
    ]);
    await passTime(UNDO_MS - 1);
    expect(said()).toEqual([]);
    await passTime(1);
    expect(said()).toEqual(['On it']);
    expect(marks()).toEqual(['waiting', 'sent']);
  });

  it('a message that is deleted never reached the customer, and holds nothing up', async () => {
    await held();
    const posted = counting('secret');
    const message = written('my secret');
    await hand(message);
    await hand(deskDeleted(message));
    await hand(written('On it'));
    await passTime(UNDO_MS);
    expect(posted()).toBe(0);
    expect(said()).toEqual(['On it']);
  });

  it('a message that is given the note mark, or undone, stays at the desk', async () => {
    await held();
    const posted = counting('check');
    const message = written('check billing');
    await hand(message);
    await hand(deskEdited(message, '// check billing'));
    await hand(written('check again'));
    await press(undoOf());
    await passTime(UNDO_MS);
    expect(posted()).toBe(0);
    expect(marks().at(-1)).toBe('note');
    expect(marks()).not.toContain('sent');
  });

  it('a message that is edited is sent as it is then, with its files, once', async () => {
    await held();
    one.platform.files.set('f1', 'one');
    const posted = counting('Press export');
    const file = { platform: 'loop', id: 'f1', name: 'f1.log', mediaType: 'text/plain', size: 3 };
    const message = written('Press expert', [file]);
    await hand(message);
    await hand(deskEdited(message, 'Press exprt'));
    await hand(deskEdited(message, 'Press export'));
    await passTime(UNDO_MS);
    expect(said()).toEqual(['Press export']);
    expect(posted()).toBe(1);
    expect(one.platform.posts.flatMap(({ files }) => files.map(({ name }) => name))).toEqual(['f1.log']);
    await hand(deskEdited(message, 'Press Export'));
    expect(said()).toEqual(['Press Export']);
    expect(marks().at(-1)).toBe('sent');
  });

  it('a long message that becomes short, or the other way round, arrives as it was left', async () => {
    await held();
    const long = written('a'.repeat(2_500));
    await hand(long);
    await hand(deskEdited(long, 'short'));
    const short = written('b');
    await hand(short);
    await hand(deskEdited(short, 'b'.repeat(1_500)));
    await passTime(UNDO_MS);
    expect(said()[0]).toBe('short');
    expect(said().slice(1).join('')).toBe('b'.repeat(1_500));
    expect(marks().filter((mark) => mark === 'sent').length).toBeGreaterThanOrEqual(2);
  });

  it.each(['resolve', 'return', 'release'])(
    'a message before %s arrives before the customer is told of it',
    async (action) => {
      await held();
      const before = one.platform.texts(customerThread).length;
      await hand(written('Last words'));
      await press(action);
      expect(one.platform.texts(customerThread)).toHaveLength(before);
      await passTime(UNDO_MS);
      expect(one.platform.texts(customerThread)[before]).toBe('Last words');
      expect(one.platform.texts(customerThread).length).toBeGreaterThan(before + 1);
    },
  );

  it('Undo that comes while the message is on its way takes it away again', async () => {
    await held();
    await hand(written('On it'));
    const undo = undoOf();
    let late = Promise.resolve();
    hooks.beforePost = ({ content }) => {
      if (content.kind !== 'text' || content.text !== 'On it') return;
      hooks.beforePost = () => undefined;
      late = one.intake.accept(deskAction(desk(), undo, escalation)).then(() => undefined);
      return late;
    };
    await passTime(UNDO_MS);
    await late;
    await one.app.idle();
    expect(said()).toEqual([]);
    expect(marks().at(-1)).toBe('note');
  });

  it('a message in doubt that is deleted is looked for and taken away, and not posted again', async () => {
    await held();
    const message = written('On it');
    await hand(message);
    hooks.afterPost = ({ content }) => {
      if (content.kind === 'text' && content.text === 'On it') throw new Error('connection reset');
    };
    await passTime(UNDO_MS);
    expect(said()).toEqual(['On it']);
    const posted = counting('On it');
    await hand(deskDeleted(message));
    await passTime(testSettings.delivery.backoff.firstMs);
    expect(said()).toEqual([]);
    expect(posted()).toBe(0);
  });
});

describe('a message that fails for good', () => {
  it('is marked so, and goes out by Retry, once for each press', async () => {
    await held({ undoForMs: 0 });
    gone('On it');
    await hand(written('On it'));
    expect(marks()).toEqual(['failed']);
    const retry = retryOf();
    expect(retry).toMatch(/^retry_\d+_\d+$/);
    await press(retry);
    expect(said()).toEqual([]);
    expect(one.platform.texts(desk()).slice(-2)).toEqual([
      'desk.retried First agent',
      'desk.send_failed channel is archived',
    ]);

    const posted = counting('On it');
    const again = deskAction(desk(), retryOf(), escalation);
    await Promise.all([one.intake.accept(again), one.intake.accept(again)]);
    await one.app.idle();
    await press(retry);
    expect(said()).toEqual(['On it']);
    expect(posted()).toBe(1);
    expect(marks().at(-1)).toBe('sent');
    expect(one.platform.whispers.at(-1)?.text).toBe('desk.nothing_to_retry');
    expect(await one.store.outbox.countDead()).toBe(0);
  });

  it('in its middle sends nothing of the rest, tells it once, and goes on from there by Retry', async () => {
    await held({ undoForMs: 0 });
    const text = `${'a'.repeat(1_000)}${'b'.repeat(1_000)}${'c'.repeat(500)}`;
    gone('b');
    await hand(written(text));
    expect(said()).toEqual(['a'.repeat(1_000)]);
    expect(marks()).toEqual(['failed']);
    expect(one.platform.texts(desk()).filter((line) => line.startsWith('desk.send_failed'))).toHaveLength(1);
    hooks.beforePost = () => undefined;
    await press(retryOf());
    expect(said().join('')).toBe(text);
    expect(marks()).toEqual(['failed', 'sent']);
  });

  it('goes out as it was edited meanwhile, and not at all where it was deleted', async () => {
    await held({ undoForMs: 0 });
    gone('Press');
    const [first, second] = [written('Press expert'), written('Press no more')];
    await hand(first);
    await hand(second);
    const retries = one.platform.posts.flatMap(({ content }) =>
      content.kind === 'text'
        ? (content.buttons ?? []).map(({ id }) => id).filter((id) => id.startsWith('retry_'))
        : [],
    );
    expect(retries).toHaveLength(2);
    hooks.beforePost = () => undefined;
    await hand(deskEdited(first, 'Press export'));
    expect(marks().at(-1)).toBe('failed');
    await hand(deskDeleted(second));
    for (const retry of retries) await press(retry);
    expect(said()).toEqual(['Press export']);
    expect(marks().at(-1)).toBe('sent');
  });
});

describe('a mark', () => {
  it('that has to wait holds nothing else up', async () => {
    await held({ undoForMs: 0 });
    hooks.beforeMark = () => {
      throw new RateLimited(60_000);
    };
    await hand(written('On it'));
    await hand(customerMessage('Thank you for looking into it', { via: 'thread' }));
    expect(one.platform.texts(desk()).at(-1)).toBe('Thank you for looking into it');
    expect(marks()).toEqual([]);
    hooks.beforeMark = () => undefined;
    await passTime(60_000);
    expect(marks()).toEqual(['sent']);
  });

  it('that cannot be made at all is left out, and nobody is told', async () => {
    await held({ undoForMs: 0 });
    hooks.beforeMark = () => {
      throw new Error('no');
    };
    await hand(written('On it'));
    const before = one.platform.texts(desk()).length;
    for (let round = 0; round < 12; round++) await passTime(60_000);
    expect(one.platform.texts(desk())).toHaveLength(before);
    expect(await one.store.outbox.countDead()).toBe(0);
  });
});

it('a note is sent once, however often the button is pressed at the same time', async () => {
  await held({ undoForMs: 0, deskMessages: 'notes' });
  await hand(written('Press export'));
  const send = one.platform.marks.at(-1)?.buttons[0] ?? '';
  await Promise.all([1, 2, 3].map(() => one.intake.accept(deskAction(desk(), send, escalation))));
  await one.app.idle();
  expect(said()).toEqual(['Press export']);
  expect(marks()).toEqual(['note', 'sent']);
});

it('where a desk has but signs for marks, its author is offered in private to send a note, and nothing says that it waits', async () => {
  const platform = new LoopbackPlatform();
  platform.spellsMarks = false;
  await held({ deskMessages: 'notes' }, platform);
  await hand(written('// only for us'));
  await hand(written('Press export'));
  expect(platform.whispers.map(({ text }) => text)).toEqual(['desk.note_offer']);
  const [offer] = platform.whispers;
  expect(offer).toMatchObject({ personId: agent.id, thread: desk() });
  await press(offer?.buttons[0] ?? '');
  await passTime(UNDO_MS);
  expect(said()).toEqual(['Press export']);
  // The sign of the note is taken away at once.
  expect(marks()).toEqual(['note', 'note', 'waiting', 'sent']);
  await hand(written('// and this'));
  expect(platform.whispers).toHaveLength(1);
});
