import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTeams } from '../../adapters/teams/teams.ts';
import type { App } from '../../src/app.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { packagePath } from '../../src/platform/package-path.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startHandbookApp } from '../e2e/handbook-app.ts';
import { startSlackDesk } from '../e2e/slack-desk.ts';
import { launchBrowser } from '../support/browser.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';
import { type Playground, startPlayground } from './playground.ts';

const shots = packagePath('test-output/teams-client');
let server: TestStore;
let store: Store;
let desk: Awaited<ReturnType<typeof startSlackDesk>>;
let app: App;
let playground: Playground;
let browser: Browser;

beforeAll(async () => {
  await mkdir(shots, { recursive: true });
  server = await startTestStore();
  store = await openStore(server.uri);
  desk = await startSlackDesk();
  const { channel } = createTeams(
    { host: '127.0.0.1', port: 0, path: '/api/messages', supportChannels: [], local: true },
    { logger: createLogger('silent'), clock: systemClock, storage: store.storageFor('teams') },
  );
  app = await startHandbookApp({ store, channels: [channel, desk.channel], desk: desk.desk });
  await desk.slack.sockets.connected(1);
  playground = await startPlayground(channel.url());
  browser = await launchBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await playground?.stop();
  await app?.stop();
  await desk?.slack.stop();
  await store?.close();
  await server?.stop();
});

async function open(chat: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  await page.goto(playground.url);
  await page.getByText('Connected.').waitFor();
  await page.locator(`button[aria-label="${chat}"]`).click();
  return page;
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').first().click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

// This client lets nobody edit or delete messages, and bots not delete theirs; that is tested against the fake Teams.
it('a customer in the client asks, gets an answer and a human, and rates the help', async () => {
  const page = await open('Personal Chat');
  await write(page, 'How do I cancel a booking?');
  await page.getByText('AI generated').waitFor();
  await page.getByRole('link', { name: 'Cancel or reschedule a booking' }).waitFor();
  await page.getByRole('button', { name: 'Like', exact: true }).waitFor();
  await page.screenshot({ path: join(shots, '1-answer.png') });

  await page.getByRole('button', { name: 'Talk to a human' }).click();
  await page.getByText('bringing one in').last().waitFor();
  await desk.sees('How do I cancel a booking?');
  await desk.press('claim');
  await page.getByText('First agent has joined').last().waitFor();
  await write(page, 'It is booking 17');
  await desk.sees('It is booking 17');

  await desk.write('Press *expert* in the menu');
  await page.getByText('expert').last().waitFor();
  await desk.edit('expert', 'Press *export* in the menu');
  await page.getByText('export').last().waitFor();
  await page.screenshot({ path: join(shots, '2-human.png') });

  await desk.send('resolve');
  await page.getByRole('button', { name: 'Very good' }).click();
  await desk.sees('rated this with 5 of 5');
  await page.screenshot({ path: join(shots, '3-rated.png') });
  expect(desk.cards()).toHaveLength(1);
}, 120_000);

it('a mention in a channel is answered in its thread', async () => {
  const page = await open('My Team - General');
  const box = page.getByRole('textbox').first();
  await box.click();
  await page.keyboard.type('@Test');
  await page.getByRole('option').or(page.getByRole('menuitem')).first().click();
  await page.keyboard.type(' How do I reset my password?');
  await page.keyboard.press('Enter');
  await page.getByText('Reset').first().waitFor();
  await page.screenshot({ path: join(shots, '4-channel.png') });
  await page.getByRole('button', { name: 'Talk to a human' }).waitFor();
}, 60_000);
