import { mkdirSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { cardThread } from '../../../adapters/web/places.ts';
import { COMMAND_FORM } from '../../../src/channels/command.ts';
import type { CardContent } from '../../../src/channels/content.ts';
import { type Form, formButton } from '../../../src/channels/form.ts';
import { launchBrowser } from '../../support/browser.ts';
import { cardIn } from './sample-content.ts';
import { type Bed, startBed } from './workspace-bed.ts';

const FOLDER = 'test-output/web';
const resolve: Form = {
  action: 'resolve',
  value: 'e1',
  title: 'Resolve the case',
  intro: 'What became of it? This is kept with the case, and **helps the next one**.',
  fields: [
    {
      ...{ id: 'outcome', label: 'Outcome', kind: 'choice', initial: 'solved' },
      options: [
        { value: 'solved', label: 'Solved' },
        { value: 'workaround', label: 'A way around' },
      ],
    },
    {
      ...{ id: 'summary', label: 'What solved it', hint: 'Shown to agents with similar cases.' },
      ...{ kind: 'text', multiline: true, max: 200, initial: 'A reset of the seat count' },
    },
    { id: 'note', label: 'Note', kind: 'text', max: 40, optional: true },
  ],
  submit: 'Resolve',
};
const addAgent: Form = {
  ...{ action: COMMAND_FORM, value: 'agent add', title: 'A new agent', submit: 'Add' },
  fields: [{ id: 'name', label: 'Name', kind: 'text', max: 80 }],
};
const queue: CardContent = {
  kind: 'card',
  card: {
    ...{ title: 'The queue', state: 'waiting', status: 'Two are waiting, one is in hand', buttons: [] },
    fields: [
      { label: 'Longest wait', value: '12 minutes' },
      { label: 'Agents here', value: '3' },
    ],
    sections: [{ heading: 'Next', text: '1. How do I export?\n2. Charged twice' }],
  },
};

let browser: Browser;
let context: BrowserContext;
let bed: Bed;
/** What the browser complained about: blocked by the policy, thrown by a script. */
let complaints: string[];

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  bed = await startBed();
  complaints = [];
  bed.intake.formFor = async () => ({ kind: 'form', form: resolve });
  bed.intake.completions = ['agent add', 'agent list'].map((value) => ({ value, label: `${value} …` }));
  bed.intake.answerTo = async ({ command, fields }) => {
    if (command === 'queue') return { kind: 'answer', content: queue, here: false };
    if (command === 'agent' && !fields) return { kind: 'form', form: addAgent };
    const text = fields ? `**${fields['name']}** is taken on.` : `You typed \`${command}\`.`;
    return { kind: 'answer', content: { kind: 'text', text }, here: command === 'status' };
  };
});
afterEach(async () => {
  await context.close();
  await bed.stop();
});

async function openPage(query: string, scheme: 'light' | 'dark' = 'light', width = 1300): Promise<Page> {
  context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 850 } });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  await page.goto(`${bed.web.url()}${query}`);
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}

async function postCard(title?: string) {
  const { kind, card } = cardIn('held', title);
  const buttons = [{ id: formButton('resolve'), label: 'Resolve…', value: 'e1' }];
  return bed.web.desk.post(bed.web.desk.channel, { kind, card: { ...card, buttons } }, { key: 'card' });
}

test('an agent fills in a form by the keyboard alone, and the focus is back where it was', async () => {
  const page = await openPage('?view=desk&agent=Agent+1');
  const card = await postCard();
  await page.getByRole('button', { name: /Customer 7 asks/ }).click();
  await page.getByRole('button', { name: 'Resolve…' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Resolve the case' });
  await dialog.waitFor();
  expect(await dialog.getByLabel('What solved it').inputValue()).toBe('A reset of the seat count');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('End');
  await page.keyboard.type(' and\na restart');
  await page.keyboard.press('Tab');
  await page.keyboard.type('be kind');
  const next = bed.intake.next();
  await page.keyboard.press('Enter');
  expect(await next).toMatchObject({
    ...{ kind: 'desk.action', action: 'resolve', value: 'e1', thread: cardThread(card.id) },
    author: { name: 'Agent 1' },
    fields: {
      ...{ outcome: 'workaround', note: 'be kind' },
      summary: 'A reset of the seat count and\na restart',
    },
  });
  await dialog.waitFor({ state: 'detached' });
  const focused = await page.evaluate<string>('document.activeElement.innerText');
  expect(focused).toBe('Resolve…');
  expect(complaints).toEqual([]);
});

test('what could not be stored stays in the dialog, says so, and is sent again', async () => {
  const page = await openPage('?view=desk&agent=Agent+1');
  await postCard();
  await page.getByRole('button', { name: 'Resolve…' }).click();
  await page.getByLabel('What solved it').fill('A long story');
  bed.intake.mood = 'failing';
  await page.getByRole('button', { name: 'Resolve', exact: true }).click();
  await page.getByRole('alert').getByText('could not be stored').waitFor();
  expect(await page.getByLabel('What solved it').inputValue()).toBe('A long story');
  bed.intake.mood = 'accepted';
  const next = bed.intake.next();
  await page.getByRole('button', { name: 'Resolve', exact: true }).click();
  expect(await next).toMatchObject({ fields: { summary: 'A long story' } });
  expect(bed.intake.events).toHaveLength(1);
});

test('Escape and Cancel close a form, and what may not be empty is not sent empty', async () => {
  const page = await openPage('?view=desk&agent=Agent+1');
  await postCard();
  const open = () => page.getByRole('button', { name: 'Resolve…' }).click();
  await open();
  await page.getByLabel('What solved it').fill('');
  await page.getByRole('button', { name: 'Resolve', exact: true }).click();
  expect(await page.getByRole('dialog').count()).toBe(1);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await open();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(bed.intake.events).toEqual([]);
});

test('a customer fills in a form, is refused one, and types a command', async () => {
  const page = await openPage('?view=customer&customer=Customer+7');
  const asked = bed.intake.next();
  await page.getByLabel('Your message').fill('How do I export?');
  await page.getByLabel('Your message').press('Enter');
  const event = await asked;
  if (event.kind !== 'customer.message') throw new Error('no message came');
  const buttons = [{ id: formButton('rate'), label: 'Say why', value: 'c1' }];
  await bed.web.channel.post(event.thread, { kind: 'text', text: 'How was it?', buttons }, { key: 'k' });
  await page.getByRole('button', { name: 'Say why' }).click();
  await page.getByLabel('Note (optional)').fill('quick');
  const next = bed.intake.next();
  await page.getByRole('button', { name: 'Resolve', exact: true }).click();
  expect(await next).toMatchObject({
    kind: 'customer.action',
    thread: event.thread,
    fields: { note: 'quick' },
  });
  bed.intake.formFor = async () => ({ kind: 'refused', text: 'It was **rated** already.' });
  await page.getByRole('button', { name: 'Say why' }).click();
  await page.getByText('It was rated already.').waitFor();
  await page.getByLabel('Your message').fill('/baton');
  await page.getByLabel('Your message').press('Enter');
  await page.getByText('You typed help.').waitFor();
  expect(bed.intake.calls).toMatchObject([{ command: 'help', standing: { admin: false } }]);
  expect(complaints).toEqual([]);
});

test('commands are typed with completions, and answered to the one who typed them', async () => {
  const page = await openPage('?view=desk&agent=Agent+1');
  await page.getByRole('button', { name: 'Commands' }).click();
  await page.keyboard.type('ag');
  await page.getByRole('option', { name: 'agent add' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const box = page.getByRole('combobox', { name: 'Command' });
  expect(await box.inputValue()).toBe('agent add ');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'A new agent' }).waitFor();
  await page.keyboard.type('Second agent');
  await page.keyboard.press('Enter');
  await page.getByText('Second agent is taken on.').waitFor();
  await box.fill('/baton queue');
  await box.press('Enter');
  await page.getByRole('heading', { name: 'The queue' }).waitFor();
  expect(bed.intake.calls).toMatchObject([
    { command: 'agent', args: 'add', standing: { admin: true, groups: [] }, author: { name: 'Agent 1' } },
    { command: 'agent', args: 'add', fields: { name: 'Second agent' } },
    { command: 'queue', args: '' },
  ]);
  const other = await context.newPage();
  await other.goto(`${bed.web.url()}?view=desk`);
  await other.getByText('Live', { exact: true }).waitFor();
  await box.fill('status');
  await box.press('Enter');
  await other.getByText('You typed status.').waitFor();
  expect(await other.getByText('The queue').count()).toBe(0);
  await box.press('Escape');
  expect(await page.getByRole('region', { name: 'Commands' }).count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('a command typed in a card’s thread goes to no customer', async () => {
  const page = await openPage('?view=desk&agent=Agent+1');
  const card = await postCard();
  await page.getByRole('button', { name: /Customer 7 asks/ }).click();
  await page.getByLabel('Message in the card’s thread').fill('/baton why');
  await page.getByLabel('Message in the card’s thread').press('Enter');
  await page.getByText('You typed why.').waitFor();
  expect(bed.intake.calls).toMatchObject([{ command: 'why', thread: cardThread(card.id) }]);
  expect(bed.intake.events).toEqual([]);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`forms and commands are looked at in ${scheme}, wide and narrow, and nothing sticks out`, async () => {
    const page = await openPage('?customer=Customer+7&agent=Agent+1', scheme);
    await postCard();
    await page.getByRole('button', { name: 'Commands' }).click();
    const box = page.getByRole('combobox', { name: 'Command' });
    await box.fill('queue');
    await box.press('Enter');
    await page.getByRole('heading', { name: 'The queue' }).waitFor();
    await box.fill('agent');
    await page.getByRole('option', { name: 'agent add' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.screenshot({ path: `${FOLDER}/${scheme}-commands.png` });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Resolve…' }).click();
    await page.getByRole('dialog').waitFor();
    bed.intake.mood = 'failing';
    await page.getByRole('button', { name: 'Resolve', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await page.screenshot({ path: `${FOLDER}/${scheme}-form.png` });
    await page.setViewportSize({ width: 360, height: 640 });
    await page.screenshot({ path: `${FOLDER}/${scheme}-form-360.png` });
    expect(await overflow(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Agent desk' }).click();
    await page.screenshot({ path: `${FOLDER}/${scheme}-commands-360.png` });
    expect(await overflow(page)).toEqual([]);
  });
}

/** What sticks out of the window to the right, but for what scrolls by itself. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll('body, body *')]
      .filter((element) => !element.closest('.wide, .for-ears'))
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => element.tagName + '.' + element.className)
  `);
}
