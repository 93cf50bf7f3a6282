import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packagePath } from '../../src/platform/package-path.ts';
import { type BatonProcess, startBatonProcess } from '../support/baton-process.ts';
import { launchBrowser } from '../support/browser.ts';
import { type ModelServer, startModelServer } from '../support/model-server.ts';

const shots = packagePath('test-output/copilot');
const complaints: string[] = [];
let folder: string;
let browser: Browser;
let baton: BatonProcess;
let models: ModelServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-copilot-'));
  await mkdir(shots, { recursive: true });
  models = await startModelServer();
  baton = await startBatonProcess(folder, {
    BATON__KNOWLEDGE__PATH: packagePath('config/knowledge'),
    BATON__POLICY__MODE: 'soft',
    BATON__ASSISTANT__ACTIONS: 'update_customer_note',
    OPENAI_BASE_URL: models.url,
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  await models?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function tab(query: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${baton.url}?${query}`);
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}
const say = async (page: Page, text: string) => {
  await page.getByLabel('Your message').fill(text);
  await page.getByLabel('Your message').press('Enter');
};
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

it('the holder gets drafts that nobody else sees, and sends or dismisses them', {
  timeout: 120_000,
}, async () => {
  const customer = await tab('view=customer&customer=First+customer');
  const holder = await tab('view=desk&agent=First+agent');
  const other = await tab('view=desk&agent=Second+agent');
  const draft = 'A refund takes 5 to 10 working days, depending on your bank.';
  models.say(`${draft} [1]`);
  await say(customer, 'Hello! Could I please talk to a person about refunds? Thank you!');
  await holder.getByText('First customer asks for a human').first().click();
  await button(holder, 'Claim with co-pilot').click();
  await holder.getByText(draft).waitFor();
  await holder.screenshot({ path: join(shots, '1-draft.png') });
  await expect.poll(() => other.getByText('Claimed by First agent').count()).toBeGreaterThan(0);
  expect(await other.getByText(draft).count()).toBe(0);
  expect(await customer.getByText(draft).count()).toBe(0);
  // The first one stands under the suggested first message.
  await button(holder, 'Send').nth(1).click();
  await customer.getByText(draft).waitFor();
  await holder.screenshot({ path: join(shots, '2-sent.png') });

  await say(customer, 'And to which account does the refund go?');
  await button(holder, 'Dismiss').waitFor();
  await button(holder, 'Dismiss').last().click();
  await button(holder, 'Dismiss').waitFor({ state: 'detached' });
  await button(holder, 'Suggest an answer').click();
  await button(holder, 'Dismiss').waitFor();
  await holder.screenshot({ path: join(shots, '3-suggest.png') });
  expect(complaints).toEqual([]);
});

it('what needs approval stands on a card with Approve and Deny', { timeout: 120_000 }, async () => {
  const customer = await tab('view=customer&customer=Third+customer');
  const desk = await tab('view=desk&agent=First+agent');
  models.say({ calls: [{ name: 'update_customer_note', arguments: { note: 'Uses the yearly plan' } }] });
  await say(customer, 'Please note that we are on the yearly plan');
  await desk.getByText('Third customer').first().click();
  await button(desk, 'Approve').first().waitFor();
  await desk.screenshot({ path: join(shots, '4-approval.png') });
  await button(desk, 'Approve').first().click();
  await customer.getByText('Your note was saved for the team.').waitFor();
  expect(complaints).toEqual([]);
});

it('the whole desk is told that the model is down, and whoever opens the page later sees it too', {
  timeout: 120_000,
}, async () => {
  const customer = await tab('view=customer&customer=Fourth+customer');
  const desk = await tab('view=desk&agent=First+agent');
  models.say({ status: 401 });
  const line = desk.getByRole('list', { name: 'To the whole desk' });
  for (let asked = 0; asked < 6; asked++) {
    await button(customer, 'New question').click();
    await say(customer, `How do I export my calendar, try ${asked}?`);
    await customer
      .getByText(/export|look that up|find an answer/i)
      .last()
      .waitFor();
  }
  await line.getByText("The model doesn't work at the moment").waitFor();
  await desk.reload();
  await line.getByText("The model doesn't work at the moment").waitFor();
  await desk.screenshot({ path: join(shots, '5-down.png') });
  expect(complaints).toEqual([]);
});
