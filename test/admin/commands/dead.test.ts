import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeskMessageEvent } from '../../../src/channels/events.ts';
import { conversationId } from '../../../src/conversation/conversation.ts';
import { BatonError } from '../../../src/platform/errors.ts';
import { createTexts, loadLocales } from '../../../src/platform/texts.ts';
import {
  customerMessage,
  customerThread,
  deskAction,
  deskDeleted,
  deskEdited,
  deskMessage,
} from '../../support/events.ts';
import type { Hooks } from '../../support/loopback-platform.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { sweeps } from '../../support/sweeps.ts';
import { testSettings } from '../../support/test-app.ts';
import { startTestStore, type TestStore } from '../../support/test-store.ts';
import { type CommandBed, openCommandBed } from './command-bed.ts';
import { admin } from './people.ts';

let server: TestStore;
let bed: CommandBed;
let clock: ManualClock;
let hooks: Hooks;
/** Whether bringing in a human fails, for a fault of ours. */
let broken: boolean;

beforeEach(async () => {
  server = await startTestStore();
  clock = new ManualClock();
  hooks = {};
  broken = false;
  const words = createTexts(loadLocales(), 'en');
  const texts: typeof words = {
    say(key, ...rest) {
      if (broken && key.startsWith('customer.')) throw new Error('a fault of ours');
      return words.say(key, ...rest);
    },
  };
  bed = await openCommandBed({ uri: server.uri, clock, hooks, texts });
});
afterEach(async () => {
  await bed.stop();
  await server.stop();
});

const seen = () => bed.platform.texts(customerThread).join('\n');

/** An event that was given up, and one that was handled after it. */
async function giveUpAnEvent(): Promise<void> {
  await bed.intake.accept(customerMessage('How do I export?'));
  await bed.app.idle();
  broken = true;
  await bed.intake.accept(customerMessage('get me a human', { via: 'thread' }));
  await bed.app.idle();
  await sweeps(bed, clock, testSettings.intake.maxAttempts);
  broken = false;
  expect(await bed.store.events.countDead()).toBe(1);
}

/** A post that was given up. */
async function giveUpAPost(): Promise<void> {
  hooks.beforePost = () => {
    throw new BatonError('delivery.permanent', 'channel is archived');
  };
  await bed.intake.accept(customerMessage('How do I export?'));
  await bed.app.idle();
  hooks.beforePost = () => undefined;
  expect(await bed.store.outbox.countDead()).toBeGreaterThan(0);
}

test('nothing was given up', async () => {
  expect(await bed.say(admin, 'dead list')).toBe('Nothing was given up.');
  expect(await bed.say(admin, 'dead retry')).toContain('Nothing was given up.');
  expect(await bed.say(admin, 'dead drop nothing-of-the-kind')).toContain('Nothing of the id');
});

test('an event that was given up is told of with its fault, handled after all, and counted no more', async () => {
  await giveUpAnEvent();
  expect(await bed.say(admin, 'dead list')).toMatch(/event `customer\.message` of .*: a fault of ours/);
  expect(await bed.say(admin, 'dead retry')).toContain('1 of what was given up is tried again');
  expect(seen()).not.toMatch(/person|human/);
  await sweeps(bed, clock, 2);
  expect(seen()).toMatch(/person|human/);
  expect(await bed.say(admin, 'dead list')).toBe('Nothing was given up.');
  expect(await bed.store.audit.latest(1)).toMatchObject([{ what: 'dead.retry', detail: { count: 1 } }]);
});

test('a post that was given up is sent after all, once', async () => {
  await giveUpAPost();
  const said = await bed.say(admin, 'dead list');
  expect(said).toContain('channel is archived');
  const [, id = ''] = /`(\S+)`: post/.exec(said) ?? [];
  expect(await bed.say(admin, `dead retry ${id}`)).toContain('1 of what was given up is tried again');
  await sweeps(bed, clock, 2);
  expect(await bed.store.outbox.countDead()).toBe(0);
  expect(bed.platform.texts(customerThread)).toEqual(['Answer to: How do I export?']);
});

/** What an agent writes to the customer cannot be delivered. */
async function giveUpMessages(...texts: string[]): Promise<DeskMessageEvent[]> {
  await bed.intake.accept(customerMessage('get me a human'));
  await bed.app.idle();
  const thread = bed.platform.cardThread();
  await bed.intake.accept(deskAction(thread, 'claim', `${conversationId(customerThread)}#1`));
  await bed.app.idle();
  hooks.beforePost = ({ thread: { channel } }) => {
    if (channel === customerThread.channel) throw new BatonError('delivery.permanent', 'channel is archived');
  };
  const written = texts.map((text) => deskMessage(thread, text));
  for (const message of written) await bed.intake.accept(message);
  await bed.app.idle();
  await sweeps(bed, clock, 3);
  hooks.beforePost = () => undefined;
  expect(await bed.store.outbox.countDead()).toBe(texts.length);
  return written;
}

test('a message that was edited since is sent as it now reads, and one that was taken back is let go', async () => {
  const [edited, takenBack] = await giveUpMessages('Press expert', 'My password is hunter2');
  if (!edited || !takenBack) throw new Error('nothing was written');
  await bed.intake.accept(deskEdited(edited, 'Press export'));
  await bed.intake.accept(deskDeleted(takenBack));
  await bed.app.idle();
  const said = await bed.say(admin, 'dead retry');
  expect(said).toContain('1 of what was given up is tried again');
  expect(said).toContain('1 is let go');
  await sweeps(bed, clock, 3);
  expect(seen()).toContain('Press export');
  expect(seen()).not.toMatch(/expert|hunter2/);
  expect(await bed.store.outbox.countDead()).toBe(0);
});

test('what is let go is not tried again, and not counted', async () => {
  await giveUpAnEvent();
  expect(await bed.say(admin, 'dead drop')).toContain('1 of what was given up is let go');
  expect(await bed.say(admin, 'status')).toContain('Nothing was given up');
  await sweeps(bed, clock, 2);
  expect(seen()).not.toMatch(/person|human/);
});
