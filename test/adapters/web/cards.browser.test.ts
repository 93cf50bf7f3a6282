import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cardThread } from '../../../adapters/web/places.ts';
import { cardOf } from '../../../src/handoff/card.ts';
import { loadTexts } from '../../../src/platform/texts.ts';
import { launchBrowser } from '../../support/browser.ts';
import { contents } from '../../support/escalations.ts';
import { overflow } from './overflow.ts';
import { type Bed, startBed } from './workspace-bed.ts';

const FOLDER = 'test-output/web';
let browser: Browser;
let bed: Bed;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  browser = await launchBrowser();
  bed = await startBed();
  const texts = loadTexts('en');
  for (const [name, [escalation, similar]] of Object.entries(contents)) {
    const state = name === 'short' ? 'held' : escalation.state;
    const card = { ...cardOf({ ...escalation, state }, texts, { similar }), title: `${name} card` };
    const whole = name === 'hostile' ? cardOf(escalation, texts, { similar }).title : '';
    const title = [card.title, whole].join(' ').trim();
    const { id } = await bed.web.desk.post(
      bed.web.desk.channel,
      { kind: 'card', card: { ...card, title } },
      { key: name },
    );
    const said = { kind: 'text' as const, tone: 'system' as const, text: 'What was said so far' };
    await bed.web.desk.post(cardThread(id), said, { key: `${name}-1` });
  }
});
afterAll(async () => {
  await browser?.close();
  await bed?.stop();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`cards with little, much and hostile content stay inside their place in ${scheme}`, async () => {
    const context = await browser.newContext({
      colorScheme: scheme,
      viewport: { width: 1280, height: 1000 },
    });
    const page = await context.newPage();
    await page.goto(`${bed.web.url()}?view=desk&agent=Agent+1`);
    for (const name of Object.keys(contents)) {
      await page.setViewportSize({ width: 1280, height: 1000 });
      const list = page.getByRole('list', { name: 'Cards' });
      await list
        .getByRole('button', { name: `${name} card` })
        .first()
        .click();
      const card = page.locator('.card-full');
      await card.getByText(`${name} card`).first().waitFor();
      await page.screenshot({ path: `${FOLDER}/${scheme}-card-${name}.png` });
      expect(await overflow(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      await page.screenshot({ path: `${FOLDER}/${scheme}-card-${name}-narrow.png` });
      expect(await overflow(page)).toEqual([]);
      await page.getByRole('button', { name: 'All cards' }).click();
    }
    expect(await page.locator('script:not([src]), b:not([class])').count()).toBe(0);
    await context.close();
  });
}
