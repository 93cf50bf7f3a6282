import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cardThread, threadOf } from '../../../adapters/web/places.ts';
import { launchBrowser } from '../../support/browser.ts';
import { overflow } from './overflow.ts';
import { answer, cardIn } from './sample-content.ts';
import { type Bed, startBed } from './workspace-bed.ts';

const FOLDER = 'test-output/web';
let browser: Browser;
let bed: Bed;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  browser = await launchBrowser();
  bed = await startBed();
});
afterAll(async () => {
  await browser?.close();
  await bed?.stop();
});

async function tellStory(page: Page): Promise<void> {
  await page.goto(`${bed.web.url()}?customer=Customer+7&agent=Agent+1`);
  const next = bed.intake.next();
  await page.getByLabel('Your message').fill('How do I change my plan? I cannot find it anywhere.');
  await page.getByLabel('Your message').press('Enter');
  const asked = await next;
  const { channel, desk } = bed.web;
  const thread = threadOf(
    asked.kind === 'customer.message' ? asked.author.id : '',
    'thread' in asked ? asked.thread.thread : null,
  );
  await channel.post(thread, answer, { key: `${thread.channel}-1` });
  await channel.post(
    thread,
    { kind: 'text', tone: 'system', text: 'You asked for a person, so I am bringing one in.' },
    { key: `${thread.channel}-2` },
  );
  await channel.post(
    thread,
    { kind: 'text', text: 'Hello! I am looking at your **invoice** now.', author: { name: 'Agent 1' } },
    { key: `${thread.channel}-3` },
  );
  await channel.whisper(thread, thread.channel, { kind: 'text', text: 'That message was too long.' });
  await desk.post(desk.channel, cardIn('ended', 'Customer 3 asks for a human'), {
    key: `${thread.channel}-e`,
  });
  await desk.post(desk.channel, cardIn('waiting', 'Customer 9 asks for a human'), {
    key: `${thread.channel}-w`,
  });
  const card = await desk.post(desk.channel, cardIn('held'), { key: `${thread.channel}-c` });
  await desk.post(
    cardThread(card.id),
    {
      kind: 'text',
      tone: 'system',
      text: 'What was said so far\n\n**Customer 7** · 10:00 UTC\n> How do I change my plan?',
    },
    { key: `${card.id}-1` },
  );
  await desk.post(
    cardThread(card.id),
    { kind: 'text', text: 'Are you there?', author: { name: 'Customer 7' } },
    { key: `${card.id}-2` },
  );
}

async function deskStory(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /Customer 7 asks/ })
    .first()
    .click();
  await page.getByLabel('Message in the card’s thread').fill('// looks like a seat count bug');
  await page.getByLabel('Message in the card’s thread').press('Enter');
  await page.getByText('Note, stays at the desk').waitFor();
  await page.getByLabel('Message in the card’s thread').fill('Hello! I am looking at your invoice now.');
  await page.getByLabel('Message in the card’s thread').press('Enter');
}

for (const scheme of ['light', 'dark'] as const) {
  test(`a reader sees both sides in ${scheme}, and nothing is wider than the window`, async () => {
    const context = await browser.newContext({ colorScheme: scheme, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await tellStory(page);
    await page.getByText('That message was too long.').waitFor();
    await page.screenshot({ path: `${FOLDER}/${scheme}-cards.png` });
    await deskStory(page);
    await page.getByText('Hello! I am looking at your invoice now.').last().waitFor();
    await page.screenshot({ path: `${FOLDER}/${scheme}-wide.png` });
    for (const width of [1024, 360]) {
      await page.setViewportSize({ width, height: 740 });
      await page.screenshot({ path: `${FOLDER}/${scheme}-${width}-customer.png` });
      expect(await overflow(page)).toEqual([]);
    }
    await page.getByRole('tab', { name: 'Agent desk' }).click();
    await page.screenshot({ path: `${FOLDER}/${scheme}-360-desk.png` });
    expect(await overflow(page)).toEqual([]);
    await context.close();
  });
}
