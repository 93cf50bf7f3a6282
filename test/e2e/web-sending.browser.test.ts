import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWeb } from '../../adapters/web/web.ts';
import { type App, createApp } from '../../src/app.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { BatonError } from '../../src/platform/errors.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { packagePath } from '../../src/platform/package-path.ts';
import { loadTexts } from '../../src/platform/texts.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { MemoryStorage } from '../adapters/web/memory-storage.ts';
import { launchBrowser } from '../support/browser.ts';
import { customerMessage, customerThread } from '../support/events.ts';
import { type Hooks, LoopbackPlatform } from '../support/loopback-platform.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { read } from '../support/reader.ts';
import { echoResponder, testSettings } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

const shots = packagePath('test-output/sending');
const UNDO_MS = 3_000;
const complaints: string[] = [];

let browser: Browser;
let server: TestStore;
let store: Store;
let app: App;
let clock: ManualClock;
let platform: LoopbackPlatform;
let hooks: Hooks;
let page: Page;

beforeEach(async () => {
  await mkdir(shots, { recursive: true });
  server = await startTestStore();
  store = await openStore(server.uri);
  browser = await launchBrowser();
});
afterEach(async () => {
  await browser.close();
  await app.stop();
  await store.close();
  await server.stop();
});

/** A customer elsewhere who waits for a human, and an agent before the web desk who claims. */
async function claimed(deskMessages: 'send' | 'notes' = 'send'): Promise<void> {
  clock = new ManualClock();
  platform = new LoopbackPlatform();
  hooks = {};
  const logger = createLogger('silent');
  const deps = { storage: new MemoryStorage(), logger, clock: systemClock, newId: randomUUID };
  const web = createWeb({ host: '127.0.0.1', port: 0, deskMessages: () => deskMessages }, deps);
  const { channel, intake } = platform.connect(hooks);
  const transition = { ...testSettings.transition, deskMessages, undoForMs: UNDO_MS };
  const inForce = { settings: { ...testSettings, transition }, texts: loadTexts('en'), read };
  app = createApp({
    ...{ store, clock, logger, newId: randomUUID },
    inForce: () => inForce,
    responder: echoResponder,
    channels: [web.channel, channel],
    desk: web.desk,
  });
  await app.start();
  page = await (await browser.newContext({ viewport: { width: 760, height: 1_000 } })).newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${web.url()}?view=desk&agent=First+agent`);
  await page.getByText('Live', { exact: true }).waitFor();
  await intake().accept(customerMessage('I want to talk to a human'));
  await page.getByText('First customer asks for a human').first().click();
  await button('Claim').click();
  await passTime();
  await page.getByText('First agent has claimed this').waitFor();
}

async function passTime(): Promise<void> {
  await app.idle();
  clock.advance(UNDO_MS);
  await app.idle();
}
const write = async (text: string) => {
  await page.getByLabel('Message in the card’s thread').fill(text);
  await page.getByLabel('Message in the card’s thread').press('Enter');
};
const button = (name: string) => page.getByRole('button', { name, exact: true });
const message = (text: string) => page.locator('article.own').filter({ hasText: text });
/** The page as it is now, light and dark, with all messages in view. */
async function shoot(name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(shots, `${name}-${colorScheme}.png`) });
  }
}
const said = () => platform.texts(customerThread);

it('an agent sees that a message waits, undoes it, sends it after all, and has one that failed sent again', {
  timeout: 120_000,
}, async () => {
  await claimed();
  await write('I am looking at it');
  const first = message('I am looking at it');
  await first.getByText('Sending to the customer…').waitFor();
  await first.getByRole('button', { name: 'Undo' }).click();
  await first.getByText('Note, stays at the desk').waitFor();
  await passTime();
  expect(said()).not.toContain('I am looking at it');
  await first.getByRole('button', { name: 'Send to customer' }).click();
  await first.getByText('Sending to the customer…').waitFor();
  expect(await first.getByText('Note, stays at the desk').count()).toBe(0);
  await shoot('1-waiting');
  await passTime();
  await first.getByText('Sent to the customer').waitFor();
  expect(said()).toContain('I am looking at it');

  hooks.beforePost = ({ content }) => {
    if (content.kind === 'text' && content.text.startsWith('Press')) {
      throw new BatonError('delivery.permanent', 'the channel is archived');
    }
  };
  await write('// ask billing before answering');
  await write('Press **Export** in the menu');
  await message('in the menu').getByText('Sending to the customer…').waitFor();
  await passTime();
  await message('in the menu').getByText('Did not reach the customer').waitFor();
  await page.getByText('the channel is archived').waitFor();
  await shoot('2-failed');
  hooks.beforePost = () => undefined;
  await button('Retry').click();
  await message('in the menu').getByText('Sent to the customer').waitFor();
  expect(said().at(-1)).toBe('Press **Export** in the menu');
  await page.getByText('First agent had it sent again').waitFor();
  expect(await button('Retry').count()).toBe(0);
  await shoot('3-sent');
  expect(complaints).toEqual([]);
});

it('with notes by default nothing leaves the desk but what is sent by its button', {
  timeout: 120_000,
}, async () => {
  await claimed('notes');
  await page.getByText('What you write stays at the desk, until you press Send to customer').waitFor();
  await write('Probably the browser cache');
  await write('Please clear the cache and try again');
  await message('try again').getByText('Note, stays at the desk').waitFor();
  await shoot('4-notes');
  await message('try again').getByRole('button', { name: 'Send to customer' }).click();
  await message('try again').getByText('Sending to the customer…').waitFor();
  await passTime();
  await message('try again').getByText('Sent to the customer').waitFor();
  expect(said().at(-1)).toBe('Please clear the cache and try again');
  expect(said()).not.toContain('Probably the browser cache');
  await shoot('5-notes-sent');
  expect(complaints).toEqual([]);
});
