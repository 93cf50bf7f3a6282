import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversationId } from '../../src/conversation/conversation.ts';
import {
  agent,
  customerAction,
  customerMessage,
  customerThread,
  deskAction,
  deskMessage,
  otherAgent,
} from '../support/events.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
let one: TestApp;
let run = 0;

beforeAll(async () => {
  server = await startTestStore();
});
afterAll(() => server.stop());
beforeEach(async () => {
  one = await startTestApp({ uri: server.uri });
  one.platform.members.add(agent.id).add(otherAgent.id);
  run += 1;
});
afterEach(() => one.stop());

const thread = () => ({ ...customerThread, thread: `t-${run}` });
const say = (text: string, change = {}) =>
  one.intake.accept(customerMessage(text, { thread: thread(), ...change }));
const settle = () => one.app.idle();
const state = async () => (await one.store.conversations.get(conversationId(thread())))?.state;

async function waiting() {
  await say('How do I export?');
  await settle();
  await say('I want to talk to a human');
  await settle();
  return {
    desk: one.platform.cardThread(),
    escalation: one.platform.cards()[0]?.card.buttons[0]?.value ?? '',
  };
}

describe('the whole road', () => {
  it('from a question to an answer, to a human, and back', async () => {
    const { desk, escalation } = await waiting();
    expect(one.platform.texts(thread())).toEqual([
      'Answer to: How do I export?',
      'handoff_reason.explicit_request customer.handoff_opened customer.wait_unknown',
    ]);
    expect(one.platform.texts(desk).join('\n')).toContain('How do I export?');

    await one.intake.accept(deskAction(desk, 'claim', escalation));
    await settle();
    await one.intake.accept(deskMessage(desk, 'Hello, I can help.'));
    await one.intake.accept(deskMessage(desk, '// ask billing'));
    await one.intake.accept(deskMessage(desk, 'Me too', { author: otherAgent }));
    await say('It is about an invoice', { via: 'thread' });
    await settle();
    await one.intake.accept(deskAction(desk, 'return', escalation));
    await settle();
    await say('How do I import?', { via: 'thread' });
    await settle();

    expect(one.platform.texts(thread())).toEqual([
      'Answer to: How do I export?',
      'handoff_reason.explicit_request customer.handoff_opened customer.wait_unknown',
      'customer.agent_joined First agent',
      'Hello, I can help.',
      'customer.handed_back First agent',
      'Answer to: How do I import?',
    ]);
    expect(one.platform.texts(desk)).toContain('It is about an invoice');
    expect(one.platform.whispers.map(({ personId, text }) => [personId, text])).toEqual([
      [otherAgent.id, 'desk.note_not_holder First agent'],
    ]);
    expect(one.platform.cards()).toHaveLength(1);
    expect(one.platform.cards()[0]?.card.state).toBe('ended');
  });

  it('numbers the record without a gap, every message once', async () => {
    await waiting();
    const id = conversationId(thread());
    const record = await one.store.messages.range(id, 0, 100, 100);
    expect(record.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(record.map(({ role }) => role)).toEqual(['customer', 'assistant', 'customer', 'system']);
  });
});

describe('an event', () => {
  it('that is delivered again changes nothing', async () => {
    const event = customerMessage('How do I export?', { thread: thread() });
    expect(await one.intake.accept(event)).toBe('accepted');
    await settle();
    expect(await one.intake.accept(event)).toBe('duplicate');
    await settle();
    expect(one.platform.texts(thread())).toEqual(['Answer to: How do I export?']);
  });

  it('of a thread that is none of ours is ignored', async () => {
    expect(await say('chatter', { via: 'thread' })).toBe('ignored');
    expect(await state()).toBeUndefined();
  });

  it('that overtook the one which opens the conversation is not lost', async () => {
    const opening = customerMessage('How do I export?', { thread: thread() });
    expect(await say('As CSV, I mean', { via: 'thread' })).toBe('ignored');
    await one.intake.accept(opening);
    await settle();
    expect(one.platform.texts(thread())).toEqual(['Answer to: As CSV, I mean']);
    expect((await state())?.seq).toBe(3);
  });

  it.each([
    ['no object', null],
    ['an unknown kind', { ...customerMessage('x'), kind: 'customer.exploded' }],
    ['no time', { ...customerMessage('x'), at: 'yesterday' }],
    ['an endless id', { ...customerMessage('x'), id: 'x'.repeat(5_000) }],
    ['text that is no text', { ...customerMessage('x'), text: { $gt: '' } }],
    ['a thread that is a query', { ...customerMessage('x'), thread: { $ne: null } }],
  ])('with %s is refused, and nothing is stored', async (_, event) => {
    expect(await one.intake.accept(event as never)).toBe('refused');
  });

  it('of 40 kB with control characters is taken whole, but for those', async () => {
    await say(`Why?\u0000\u0007 ${'long '.repeat(8_000)}`);
    await settle();
    const [message] = await one.store.messages.range(conversationId(thread()), 0, 1, 1);
    expect(message?.text.length).toBe(`Why? ${'long '.repeat(8_000)}`.length);
  });
});

describe('a button', () => {
  it('of a card that names no conversation of ours is refused, to that person alone', async () => {
    const desk = { platform: 'loop', workspace: 'test', channel: 'desk', thread: `elsewhere-${run}` };
    await one.intake.accept(deskAction(desk, 'claim', 'AAAAAAAAAAAAAAAAAAAAAA#1'));
    await settle();
    expect(one.platform.whispers.map(({ text }) => text)).toEqual(['desk.stale_card']);
  });

  it('of our card, pressed in another workspace, claims nothing', async () => {
    const { desk, escalation } = await waiting();
    await one.intake.accept(
      deskAction({ ...desk, workspace: 'other' }, 'claim', escalation, { workspace: 'other' }),
    );
    await settle();
    expect((await state())?.owner).toBe('queue');
  });

  it('of the customer brings a human', async () => {
    await say('How do I export?');
    await settle();
    await one.intake.accept(customerAction('human', conversationId(thread()), { thread: thread() }));
    await settle();
    expect((await state())?.owner).toBe('queue');
    expect(one.platform.cards()).toHaveLength(1);
  });
});

it('a message longer than what is taken is cut, and its author is told', async () => {
  await say(`Why? ${'long '.repeat(30_000)}`);
  await settle();
  expect(one.platform.whispers.map(({ text }) => text)).toEqual(['customer.oversized 100000']);
  const [message] = await one.store.messages.range(conversationId(thread()), 0, 1, 1);
  expect(message?.text.length).toBe(100_000);
});
