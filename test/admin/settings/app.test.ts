import { afterEach, beforeEach, expect, test } from 'vitest';
import { openInForce } from '../../../src/cli/open-settings.ts';
import { conversationId } from '../../../src/conversation/conversation.ts';
import { agent, customerMessage, customerThread, deskAction, deskMessage } from '../../support/events.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { ada, type SettingsBed, type SettingsBeds, startBeds } from './settings-bed.ts';

let beds: SettingsBeds;
/** Where settings are changed, in another process than that of the app. */
let elsewhere: SettingsBed;
let here: SettingsBed;
let clock: ManualClock;
let one: TestApp;
let count = 0;

beforeEach(async () => {
  beds = await startBeds();
  clock = new ManualClock();
  elsewhere = await beds.bed({ clock });
  here = await beds.bed({ clock });
  const inForce = openInForce(here.settings.current);
  one = await startTestApp({ uri: beds.uri, clock, inForce });
  one.platform.members.add(agent.id);
});

afterEach(async () => {
  await one.stop();
  await beds.stop();
});

async function set(path: string, words: string): Promise<void> {
  await elsewhere.settings.set(path, words, ada);
  await here.settings.refresh();
}

const newThread = () => {
  count += 1;
  return { ...customerThread, thread: `live-${count}` };
};

async function ask(text: string, thread = newThread()): Promise<string> {
  await one.intake.accept(customerMessage(text, { thread }));
  await one.app.idle();
  return one.platform.texts(thread).join('\n');
}

test('words of a text that are changed are said with the next message', async () => {
  expect(await ask('get me a human')).not.toContain('Somebody is coming.');
  await set('texts.en.customer.handoff_opened', 'Somebody is coming.');
  expect(await ask('get me a human')).toContain('Somebody is coming.');
});

test('a category whose rule is changed brings no human any more', async () => {
  await ask('my lawyer will sue you');
  expect(one.platform.cards()).toHaveLength(1);
  await set('policy.categories.legal.rule', 'weigh');
  await set('policy.weights.category', '0');
  await ask('my lawyer will sue you');
  expect(one.platform.cards()).toHaveLength(1);
});

test('words that are changed tell of another category at once', async () => {
  await ask('it is about the flux capacitor');
  expect(one.platform.cards()).toHaveLength(0);
  await elsewhere.settings.set(
    'policy.categories.time_travel',
    { about: 'time', words: ['flux'], examples: ['flux capacitor'], rule: 'escalate' },
    ada,
  );
  await here.settings.refresh();
  await ask('it is about the flux capacitor');
  expect(one.platform.cards()).toHaveLength(1);
});

test('a note mark that is changed keeps the next message at the desk', async () => {
  await set('handoff.undo_for', '0s');
  const thread = newThread();
  await ask('get me a human', thread);
  const desk = one.platform.cardThread();
  await one.intake.accept(deskAction(desk, 'claim', `${conversationId(thread)}#1`));
  await one.app.idle();
  await one.intake.accept(deskMessage(desk, '## is said'));
  await one.app.idle();
  await set('handoff.note_mark', '##');
  await one.intake.accept(deskMessage(desk, '## is a note'));
  await one.intake.accept(deskMessage(desk, '// is said'));
  await one.app.idle();
  const said = one.platform.texts(thread).join('\n');
  expect(said).toContain('is said');
  expect(said).toContain('// is said');
  expect(said).not.toContain('is a note');
});

test('a customer who begins to wait after the reminder was moved is reminded by then', async () => {
  const reminded = async (thread: typeof customerThread) => {
    clock.advance(60_000);
    await one.app.sweeper.sweep();
    await one.app.idle();
    return one.platform.texts(thread).some((text) => text.includes('REMINDED'));
  };
  await set('texts.en.customer.still_waiting', 'REMINDED');
  const before = newThread();
  await ask('get me a human', before);
  expect(await reminded(before)).toBe(false);
  await set('handoff.reminder_after', '1m');
  const after = newThread();
  await ask('get me a human', after);
  expect(await reminded(after)).toBe(true);
});

test('a message longer than what is taken now is cut', async () => {
  await set('intake.max_text', '1000');
  const said = await ask('q'.repeat(2_000));
  expect(said.match(/q/g)).toHaveLength(1_000);
});
