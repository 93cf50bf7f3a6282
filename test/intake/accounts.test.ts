import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccountAsk, AccountSource } from '../../src/accounts/account.ts';
import { customer, customerMessage, customerThread, deskAction } from '../support/events.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
let one: TestApp;
let asked: AccountAsk[];

beforeEach(async () => {
  server = await startTestStore();
  asked = [];
  const accounts: AccountSource = {
    async accountOf(ask) {
      asked.push(ask);
      return ask.person.id === customer.id
        ? { name: 'Example Ltd', tier: 'enterprise', value: null, language: null }
        : null;
    },
  };
  one = await startTestApp({ uri: server.uri, accounts });
});
afterEach(async () => {
  await one.stop();
  await server.stop();
});

const threadOf = (thread: string) => ({ ...customerThread, thread });
const say = async (
  text: string,
  thread: string,
  author = customer,
  via: 'mention' | 'thread' = 'mention',
) => {
  await one.intake.accept(customerMessage(text, { thread: threadOf(thread), author, via }));
};
const fieldOf = (index: number, label: string) =>
  one.platform.cards()[index]?.card.fields.find((field) => field.label === label)?.value;

it('the account is that of the person who opened the conversation, whoever in the thread asks for a human', async () => {
  await say('How do I export my calendar?', 'of-opener');
  // At once: worked off in one go, before anything of it is stored.
  await say('get us a human please', 'of-opener', { id: 'cust-9', name: 'Somebody else' }, 'thread');
  await one.app.idle();
  expect(fieldOf(0, 'card.field_account')).toBe('Example Ltd · enterprise');
  expect(fieldOf(0, 'card.field_customer')).toBe(customer.name);
  expect(new Set(asked.map(({ person }) => person.id))).toEqual(new Set([customer.id]));
});

it('a customer who was in touch before is known, with what became of it and who helped', async () => {
  one.platform.members.add('agent-1');
  await say('My export is empty, get me a human', 'first');
  await one.app.idle();
  expect(fieldOf(0, 'card.field_contacts')).toBeUndefined();
  const escalation = await one.store.escalations.model.findOne({ state: 'waiting' }).lean();
  const desk = one.platform.cardThread();
  await one.intake.accept(deskAction(desk, 'claim', String(escalation?._id)));
  await one.intake.accept(deskAction(desk, 'resolve', String(escalation?._id)));
  await one.app.idle();

  await say('Now my import is empty, get me a human', 'second');
  await say('And I have another question: get me a human', 'stranger', { id: 'cust-8', name: 'Other' });
  await one.app.idle();
  const second = one.platform.cards().find(({ card }) => JSON.stringify(card).includes('import'))?.card;
  expect(second?.fields).toContainEqual({ label: 'card.field_contacts', value: 'card.contacts 1 1' });
  const before = second?.sections.find(({ heading }) => heading === 'card.section_contacts');
  expect(before?.text).toMatch(/My export is empty.* · card\.contact_resolved · First agent/);
  const stranger = one.platform.cards().find(({ card }) => card.title.includes('Other'))?.card;
  expect(JSON.stringify(stranger)).not.toContain('section_contacts');
});
