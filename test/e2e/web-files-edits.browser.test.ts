import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packagePath } from '../../src/platform/package-path.ts';
import { type BatonProcess, startBatonProcess } from '../support/baton-process.ts';
import { launchBrowser } from '../support/browser.ts';

const shots = packagePath('test-output/files-and-edits');
/** A picture of one red pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
let folder: string;
let browser: Browser;
let baton: BatonProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-files-'));
  await mkdir(shots, { recursive: true });
  baton = await startBatonProcess(folder, { BATON__KNOWLEDGE__PATH: packagePath('config/knowledge') });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function tab(query: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 900, height: 860 } })).newPage();
  await page.goto(`${baton.url}?${query}`);
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}

const write = async (page: Page, label: string, text: string) => {
  await page.getByLabel(label).fill(text);
  await page.getByLabel(label).press('Enter');
};
const say = (page: Page, text: string) => write(page, 'Your message', text);
const reply = (page: Page, text: string) => write(page, 'Message in the card’s thread', text);
const attach = (page: Page, name: string, mimeType: string, buffer: Buffer) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
const change = async (page: Page, text: string, action: 'Edit' | 'Delete') => {
  const post = page.getByRole('article').filter({ hasText: text });
  await post.hover();
  await post.getByRole('button', { name: action }).click();
};

it('files, edits and deletes go both ways, and the customer rates the help', {
  timeout: 120_000,
}, async () => {
  const one = await tab('view=customer&customer=First+customer');
  const ada = await tab('view=desk&agent=First+agent');
  await say(one, 'I want to talk to a person');
  const card = ada.getByRole('listitem').filter({ hasText: 'First customer asks for a human' });
  await card.getByRole('button', { name: 'Claim' }).click();
  await one.getByText('First agent has joined').waitFor();

  await attach(one, 'app.log', 'text/plain', Buffer.from('line one'));
  await say(one, 'Here is the log of invoice 17');
  await ada.getByText('Here is the log of invoice 17').waitFor();
  const download = ada.waitForEvent('download');
  await ada.getByRole('link', { name: 'app.log' }).click();
  expect((await download).suggestedFilename()).toBe('app.log');

  await change(one, 'Here is the log of invoice 17', 'Edit');
  await write(one, 'Your message', 'Here is the log of invoice 71');
  await ada.getByText('Here is the log of invoice 71').waitFor();
  await ada.getByText('Edited. Before:').waitFor();
  await one.getByText('edited', { exact: true }).waitFor();
  await ada.screenshot({ path: join(shots, '1-desk.png') });

  await attach(ada, 'shot.png', 'image/png', PICTURE);
  await reply(ada, 'Press expert here');
  await one.getByRole('img', { name: 'shot.png' }).waitFor();
  await change(ada, 'Press expert here', 'Edit');
  await write(ada, 'Message in the card’s thread', 'Press export here');
  await one.getByText('Press export here').waitFor();
  await reply(ada, 'Sent by mistake');
  await one.getByText('Sent by mistake').waitFor();
  await change(ada, 'Sent by mistake', 'Delete');
  await one.getByText('Sent by mistake').waitFor({ state: 'detached' });

  await say(one, 'My password is secret');
  await ada.getByText('My password is secret').waitFor();
  await change(one, 'My password is secret', 'Delete');
  await ada.getByText('Deleted by the customer').waitFor();
  expect(await ada.getByText('My password is secret').count()).toBe(0);
  await one.screenshot({ path: join(shots, '2-customer.png') });

  await ada.getByRole('button', { name: 'Resolve' }).first().click();
  await ada.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
  await one.getByRole('button', { name: 'Very good' }).click();
  await ada.getByText('First customer rated this with 5 of 5').waitFor();
  await one.screenshot({ path: join(shots, '3-rated.png') });
});
