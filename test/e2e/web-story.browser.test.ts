import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packagePath } from '../../src/platform/package-path.ts';
import { type BatonProcess, startBatonProcess } from '../support/baton-process.ts';
import { launchBrowser } from '../support/browser.ts';

const shots = packagePath('test-output/story');
const complaints: string[] = [];
let folder: string;
let browser: Browser;
let baton: BatonProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-story-'));
  await mkdir(shots, { recursive: true });
  baton = await startBatonProcess(folder, { BATON__KNOWLEDGE__PATH: packagePath('config/knowledge') });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A tab of one person, in a browser of their own. */
async function tab(query: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 860 } })).newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${baton.url}?${query}`);
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}

async function write(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label).fill(text);
  await page.getByLabel(label).press('Enter');
}
const say = (page: Page, text: string) => write(page, 'Your message', text);
const reply = (page: Page, text: string) => write(page, 'Message in the card’s thread', text);
const expectHint = (page: Page, words: string) =>
  page.locator('#desk .composer .hint', { hasText: words }).waitFor();
const cardOf = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ hasText: `${name} asks for a human` });

it('two customers and two agents play the whole story, and a restart keeps it', {
  timeout: 180_000,
}, async () => {
  const one = await tab('view=customer&customer=First+customer');
  const two = await tab('view=customer&customer=Second+customer');
  const ada = await tab('view=desk&agent=First+agent');
  const ben = await tab('view=desk&agent=Second+agent');

  await say(one, 'How do I cancel a booking?');
  await one.getByRole('link', { name: 'Cancel or reschedule a booking' }).waitFor();
  await say(two, 'Where can I download my invoice?');
  await two.getByRole('link', { name: 'Invoices and billing details' }).waitFor();
  await one.screenshot({ path: join(shots, '1-answer.png') });

  await one.getByRole('button', { name: 'Talk to a human' }).click();
  await one.getByText('somebody from the team will join you').waitFor();
  await say(two, 'I want to talk to a person');
  await two.getByText('somebody from the team will join you').waitFor();
  await cardOf(ada, 'First customer').getByRole('button', { name: 'Claim' }).waitFor();
  await cardOf(ben, 'Second customer').getByRole('button', { name: 'Claim' }).waitFor();
  await ada.screenshot({ path: join(shots, '2-cards.png') });

  await cardOf(ada, 'First customer').getByRole('button', { name: 'Claim' }).click();
  await one.getByText('First agent has joined').waitFor();
  await cardOf(ben, 'First customer').getByText('Claimed by First agent').waitFor();
  await cardOf(ben, 'Second customer').getByRole('button', { name: 'Claim' }).click();
  await two.getByText('Second agent has joined').waitFor();

  await reply(ada, 'Hello, I am looking at your **booking** now.');
  await reply(ada, '// looks like the notice period');
  await one.getByText('Hello, I am looking at your booking now.').waitFor();
  await say(one, 'Thank you, I will wait');
  await ada.getByText('Thank you, I will wait').waitFor();
  await reply(ben, 'Your invoice is under Billing.');
  await two.getByText('Your invoice is under Billing.').waitFor();
  await ada.screenshot({ path: join(shots, '3-desk.png') });
  await one.screenshot({ path: join(shots, '4-customer.png') });

  await ada.locator('.card-place').getByRole('button', { name: 'Return to assistant' }).click();
  await ada.getByRole('dialog').getByRole('button', { name: 'Return to assistant' }).click();
  await one.getByText('has handed the conversation back').waitFor();
  await say(one, 'How do I reset my password?');
  await one.getByRole('link', { name: 'Reset your password' }).waitFor();
  await ben.locator('.card-place').getByRole('button', { name: 'Resolve' }).click();
  await expectHint(ben, 'what you write goes to the customer');
  await ben.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
  await expectHint(ben, 'This has ended: what you write stays at the desk.');
  await two.getByText('has marked this as resolved').waitFor();

  expect(
    await one.getByText('notice period', { exact: false }).filter({ hasText: 'looks like' }).count(),
  ).toBe(0);
  expect(await two.getByText('Hello, I am looking').count()).toBe(0);

  expect(await baton.stop()).toBe(0);
  baton = await startBatonProcess(folder, {
    BATON__KNOWLEDGE__PATH: packagePath('config/knowledge'),
    BATON__WEB__PORT: new URL(baton.url).port,
  });
  await one.reload();
  await one.getByText('Live', { exact: true }).waitFor();
  await one.getByText('How do I cancel a booking?').first().click();
  await one.getByText('Hello, I am looking at your booking now.').waitFor();
  await ada.reload();
  await cardOf(ada, 'First customer').waitFor();
  expect(complaints).toEqual([]);
});
