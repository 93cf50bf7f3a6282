import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conversationId } from '../../src/conversation/conversation.ts';
import {
  agent,
  customerCommand,
  customerMessage,
  customerThread,
  deskAction,
  deskMessage,
} from '../support/events.ts';
import type { Hooks } from '../support/loopback-platform.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { sweeps } from '../support/sweeps.ts';
import { keyTexts, startTestApp, type TestApp, testSettings } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
let one: TestApp;
let clock: ManualClock;
let hooks: Hooks;

/** Whether the texts have a word that cannot be said: handling an event that needs it fails. */
let broken: boolean;

beforeEach(async () => {
  server = await startTestStore();
  clock = new ManualClock();
  hooks = {};
  broken = false;
  const texts: typeof keyTexts = {
    say(key, params) {
      if (broken && key === 'customer.help') throw new Error('a fault of ours');
      return keyTexts.say(key, params);
    },
  };
  one = await startTestApp({ uri: server.uri, clock, hooks, texts });
  one.platform.members.add(agent.id);
});
afterEach(async () => {
  await one.stop();
  await server.stop();
});

async function claimed() {
  await one.intake.accept(customerMessage('I want to talk to a human'));
  await one.app.idle();
  const desk = one.platform.cardThread();
  await one.intake.accept(deskAction(desk, 'claim', `${conversationId(customerThread)}#1`));
  await one.app.idle();
  return desk;
}
const say = async (text: string) => {
  await one.intake.accept(customerMessage(text, { via: 'thread' }));
  await one.app.idle();
};
const toCustomer = () => one.platform.texts(customerThread);

describe('an event that cannot be handled', () => {
  it('is tried again, then put aside, and does not hold up what comes after it', async () => {
    await one.intake.accept(customerMessage('How do I export?'));
    await one.app.idle();
    broken = true;
    await one.intake.accept(customerCommand('nonsense'));
    await one.intake.accept(customerMessage('And how do I import?', { via: 'thread' }));
    await one.app.idle();
    await sweeps(one, clock, testSettings.intake.maxAttempts - 3);
    expect(await one.store.events.countDead()).toBe(0);
    expect(toCustomer()).not.toContain('Answer to: And how do I import?');
    await sweeps(one, clock, 3);
    expect(await one.store.events.countDead()).toBe(1);
    expect(toCustomer()).toContain('Answer to: And how do I import?');
  });

  it('is handled once what hindered it has passed', async () => {
    await one.intake.accept(customerMessage('How do I export?'));
    await one.app.idle();
    broken = true;
    await one.intake.accept(customerCommand('nonsense'));
    await one.app.idle();
    broken = false;
    await sweeps(one, clock, 1);
    expect(await one.store.events.countDead()).toBe(0);
    expect(one.platform.whispers.map(({ text }) => text)).toEqual(['customer.help']);
  });
});

describe('while the desk cannot tell who its members are', () => {
  it('what an agent wrote waits, and goes out when it can', async () => {
    const desk = await claimed();
    hooks.beforeIsMember = () => {
      throw new Error('the platform does not answer');
    };
    await one.intake.accept(deskMessage(desk, 'Hello there'));
    await one.app.idle();
    await sweeps(one, clock, 1);
    for (let n = 0; n < 10; n += 1) await say('Are you there?');
    expect(toCustomer()).not.toContain('Hello there');
    hooks.beforeIsMember = () => undefined;
    await sweeps(one, clock, 1);
    expect(toCustomer()).toContain('Hello there');
  });

  it('for long, it stays a note, its author is told, and the customer is not held up', async () => {
    const desk = await claimed();
    hooks.beforeIsMember = () => {
      throw new Error('the platform does not answer');
    };
    await one.intake.accept(deskMessage(desk, 'Hello there'));
    await one.intake.accept(customerMessage('Are you there?', { via: 'thread' }));
    await one.app.idle();
    await sweeps(one, clock, testSettings.intake.maxAttempts);
    expect(toCustomer()).not.toContain('Hello there');
    expect(one.platform.whispers.map(({ text }) => text)).toEqual(['desk.member_unknown']);
    expect(one.platform.texts(desk).at(-1)).toBe('Are you there?');
    expect(await one.store.events.countDead()).toBe(0);
  });
});
