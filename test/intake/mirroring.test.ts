import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileRef } from '../../src/channels/refs.ts';
import {
  agent,
  customer,
  customerAction,
  customerDeleted,
  customerEdited,
  customerMessage,
  customerThread,
  deskAction,
  deskDeleted,
  deskEdited,
  deskMessage,
} from '../support/events.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
let one: TestApp;
let run = 0;

// A store each: every platform counts its posts from one.
beforeEach(async () => {
  server = await startTestStore();
  one = await startTestApp({ uri: server.uri });
  one.platform.members.add(agent.id);
  run += 1;
});
afterEach(async () => {
  await one.stop();
  await server.stop();
});

const thread = () => ({ ...customerThread, thread: `mirror-${run}` });
const hand = async (event: Parameters<TestApp['intake']['accept']>[0]) => {
  await one.intake.accept(event);
  await one.app.idle();
};
const said = (text: string, change = {}) =>
  customerMessage(text, { thread: thread(), via: 'thread', ...change });

/** A conversation that an agent holds. */
async function claimed() {
  await hand(customerMessage('I want to talk to a human', { thread: thread() }));
  const desk = one.platform.cardThread();
  const escalation = one.platform.cards()[0]?.card.buttons[0]?.value ?? '';
  await hand(deskAction(desk, 'claim', escalation));
  return { desk, escalation };
}

const file = (id: string, size = 3): FileRef => ({
  platform: 'loop',
  id,
  name: `${id}.log`,
  mediaType: 'text/plain',
  size,
});

describe('what is edited and deleted', () => {
  it('by the customer shows at the desk', async () => {
    const { desk } = await claimed();
    const message = said('Invoice 17');
    await hand(message);
    await hand(customerEdited(message, 'Invoice 71'));
    expect(one.platform.texts(desk).at(-1)).toBe('Invoice 71\n\n*desk.edited*\n\n> Invoice 17');
    await hand(customerDeleted(message));
    expect(one.platform.texts(desk).at(-1)).toBe('*desk.deleted*');
  });

  it('by the agent reaches the customer, however long it was and becomes', async () => {
    const { desk } = await claimed();
    const message = deskMessage(desk, 'a'.repeat(2_500));
    await hand(message);
    const count = () => one.platform.texts(thread()).filter((text) => /^[abc]+$/.test(text));
    expect(count().map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
    await hand(deskEdited(message, 'b'.repeat(3_200)));
    expect(count().join('')).toBe('b'.repeat(3_200));
    await hand(deskEdited(message, 'c'));
    expect(count()).toEqual(['c']);
    await hand(deskDeleted(message));
    expect(count()).toEqual([]);
  });

  it('by the agent reaches the customer also when it is of an earlier episode', async () => {
    const { desk, escalation } = await claimed();
    const message = deskMessage(desk, 'Press expert');
    await hand(message);
    await hand(deskAction(desk, 'return', escalation));
    await hand(deskEdited(message, 'Press export'));
    expect(one.platform.texts(thread())).toContain('Press export');
    expect(one.platform.texts(thread())).not.toContain('Press expert');
  });

  it('together with the message, in one batch, arrives as it was left', async () => {
    const { desk } = await claimed();
    const message = said('Invoice 17');
    await Promise.all([
      one.intake.accept(message),
      one.intake.accept(customerEdited(message, 'Invoice 71')),
      one.intake.accept(customerEdited(message, 'Invoice 711')),
    ]);
    await one.app.idle();
    expect(one.platform.texts(desk).at(-1)).toContain('Invoice 711');
    expect(one.platform.texts(desk).filter((text) => text.includes('Invoice'))).toHaveLength(1);
  });

  it('before the message itself has come is taken into account when it comes', async () => {
    const { desk } = await claimed();
    const message = said('Invoice 17');
    await hand(customerEdited(message, 'Invoice 71'));
    await hand(message);
    expect(one.platform.texts(desk).at(-1)).toBe('Invoice 71');
  });

  it('of the question that opened the conversation, and came before it, is taken into account too', async () => {
    const question = customerMessage('How do I exprot?', { thread: thread() });
    await hand(customerEdited(question, 'How do I export?'));
    await hand(question);
    expect(one.platform.texts(thread())).toContain('Answer to: How do I export?');
  });
});

describe('files', () => {
  it('travel with the message, both ways', async () => {
    const { desk } = await claimed();
    one.platform.files.set('f1', 'one').set('f2', 'two');
    await hand(said('see log', { files: [file('f1')] }));
    await hand(deskMessage(desk, 'fixed it', { files: [file('f2')] }));
    const uploaded = one.platform.posts.flatMap(({ files }) => files);
    expect(uploaded.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['f1.log', 'one'],
      ['f2.log', 'two'],
    ]);
  });

  it('that are gone or too large are shown by name, and hold nothing up', async () => {
    const { desk } = await claimed();
    await hand(said('see log', { files: [file('gone'), file('large', 2_000)] }));
    const post = one.platform.posts.findLast((one) => one.thread.thread === desk.thread);
    expect(post?.files).toEqual([]);
    expect(post?.content).toMatchObject({ text: 'see log', files: [{ id: 'gone' }, { id: 'large' }] });
  });
});

describe('a rating', () => {
  const rate = (score: number, value: string, change = {}) =>
    hand(customerAction(`rate_${score}`, value, { thread: thread(), ...change }));

  it('is asked for when a human has resolved it, counts once, and is told at the desk', async () => {
    const { desk, escalation } = await claimed();
    await hand(deskAction(desk, 'resolve', escalation));
    const asked = one.platform.posts.findLast((post) => post.thread.thread === thread().thread);
    expect(asked?.content).toMatchObject({ buttons: { length: 5 } });
    await rate(4, escalation);
    await rate(1, escalation);
    expect(await one.store.escalations.get(escalation)).toMatchObject({ rating: { score: 4 } });
    expect(one.platform.texts(desk).at(-1)).toBe(`desk.rated ${customer.name} 4`);
    expect(one.platform.whispers.map(({ text }) => text)).toEqual([
      'customer.thanks_rating',
      'customer.rated_already',
    ]);
  });

  it('is taken late, and only from whoever asked for help', async () => {
    const { desk, escalation } = await claimed();
    await hand(deskAction(desk, 'resolve', escalation));
    await hand(said('One more thing', { via: 'thread' }));
    await rate(2, escalation, { author: { id: 'cust-2', name: 'Passer-by' } });
    await rate(5, escalation);
    await rate(5, `${escalation.split('#')[0]}#99`);
    expect(await one.store.escalations.get(escalation)).toMatchObject({ rating: { score: 5 } });
    expect(one.platform.whispers.map(({ text }) => text)).toEqual([
      'customer.rating_not_yours',
      'customer.thanks_rating',
      'customer.unknown_action',
    ]);
  });
});
