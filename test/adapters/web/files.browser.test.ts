import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { packagePath } from '../../../src/platform/package-path.ts';
import { launchBrowser } from '../../support/browser.ts';
import { cardIn } from './sample-content.ts';
import { type Bed, startBed } from './workspace-bed.ts';

const shots = packagePath('test-output/web-files');
let browser: Browser;
let bed: Bed;
let page: Page;
/** What the browser complained about: blocked by the policy, thrown by a script. */
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
  await mkdir(shots, { recursive: true });
});
afterAll(() => browser?.close());

beforeEach(async () => {
  bed = await startBed();
  complaints = [];
  page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
});
afterEach(async () => {
  await page.close();
  await bed.stop();
});

async function open(query: string): Promise<void> {
  await page.goto(`${bed.web.url()}${query}`);
  await page.getByText('Live', { exact: true }).waitFor();
}

const box = () => page.getByLabel('Your message');
const attached = () => page.getByRole('list', { name: 'Attached files' }).getByRole('listitem');
/** A real picture: of the page itself. */
const picture = () => page.screenshot({ clip: { x: 0, y: 0, width: 640, height: 360 } });

/** Drops files on the box, as from a file manager. */
async function drop(files: { name: string; type: string; bytes: Buffer }[]): Promise<void> {
  const data = files.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString('base64') }));
  await page.evaluate(`{
    const transfer = new DataTransfer();
    for (const { name, type, base64 } of ${JSON.stringify(data)}) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type }));
    }
    const form = document.querySelector('#customer .composer') ?? document.querySelector('.composer');
    form.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }`);
}

test('several files are dropped, one is taken off again, and the others go with the message', async () => {
  await open('?view=customer');
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  await drop([
    { name: 'shot.png', type: 'image/png', bytes: await picture() },
    { name: 'app.log', type: 'text/plain', bytes: Buffer.from('line one') },
    { name: 'drawing.svg', type: 'image/svg+xml', bytes: svg },
    { name: 'wrong.txt', type: 'text/plain', bytes: Buffer.from('wrong') },
  ]);
  await page.getByRole('button', { name: 'Remove wrong.txt' }).click();
  expect(await attached().count()).toBe(3);
  await page.screenshot({ path: join(shots, '1-attached.png') });
  const next = bed.intake.next();
  await box().fill('What does this mean?');
  await box().press('Enter');
  expect(await next).toMatchObject({
    text: 'What does this mean?',
    files: [{ name: 'shot.png' }, { name: 'app.log' }, { name: 'drawing.svg' }],
  });
  await page.getByRole('img', { name: 'shot.png' }).waitFor();
  await page.waitForFunction(`document.querySelector('img[alt="shot.png"]').naturalWidth === 640`);
  expect(await page.getByRole('img', { name: 'drawing.svg' }).count()).toBe(0);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'drawing.svg' }).click();
  expect((await download).suggestedFilename()).toBe('drawing.svg');
  expect(await attached().count()).toBe(0);
  await page.screenshot({ path: join(shots, '2-sent.png') });
  expect(complaints).toEqual([]);
});

test('a file that is too large is refused beside its name, and keeps no other back', async () => {
  await open('?view=customer');
  await page.locator('input[type=file]').setInputFiles([
    { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(10 * 1_048_576 + 1) },
    { name: 'app.log', mimeType: 'text/plain', buffer: Buffer.from('line one') },
  ]);
  await attached().filter({ hasText: 'film.mp4' }).getByText('up to 10 MB').waitFor();
  await page.screenshot({ path: join(shots, '3-too-large.png') });
  const next = bed.intake.next();
  await page.getByRole('button', { name: 'Send' }).click();
  expect(await next).toMatchObject({ text: '', files: [{ name: 'app.log' }] });
});

test('no more files are attached than a message may have, and the person is told', async () => {
  await open('?view=customer');
  const many = Array.from({ length: 12 }, (_, index) => ({
    name: `${index}.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from('x'),
  }));
  await page.locator('input[type=file]').setInputFiles(many);
  await page.getByText('A message may have up to 10 files.').waitFor();
  expect(await attached().count()).toBe(10);
});

test('with the keyboard alone a customer attaches, edits and deletes, and is never lost on the page', async () => {
  await open('?view=customer');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach files' }).focus();
  await page.keyboard.press('Enter');
  await (await chooser).setFiles({ name: 'app.log', mimeType: 'text/plain', buffer: Buffer.from('line') });
  await attached().filter({ hasText: 'app.log' }).waitFor();
  await page.getByRole('button', { name: 'Send', disabled: false }).waitFor();
  await box().focus();
  let next = bed.intake.next();
  await page.keyboard.type('How do I exprot?');
  await page.keyboard.press('Enter');
  expect(await next).toMatchObject({ files: [{ name: 'app.log' }] });

  await page.getByRole('button', { name: 'Edit' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Editing your message.').waitFor();
  await page.keyboard.press('Escape');
  expect(await box().inputValue()).toBe('');
  await page.getByRole('button', { name: 'Edit' }).focus();
  await page.keyboard.press('Enter');
  expect(await box().inputValue()).toBe('How do I exprot?');
  await page.keyboard.press('ControlOrMeta+a');
  next = bed.intake.next();
  await page.keyboard.type('How do I export?');
  await page.keyboard.press('Enter');
  expect(await next).toMatchObject({ kind: 'customer.edited', text: 'How do I export?' });
  await page.getByText('edited', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'app.log' }).waitFor();

  next = bed.intake.next();
  await page.getByRole('button', { name: 'Delete' }).focus();
  await page.screenshot({ path: join(shots, '4-edited.png') });
  await page.keyboard.press('Enter');
  expect(await next).toMatchObject({ kind: 'customer.deleted' });
  await page.getByText('This message was deleted.').waitFor();
  expect(await page.getByRole('link', { name: 'app.log' }).count()).toBe(0);
  const focused = await page.evaluate<string>("document.activeElement.getAttribute('aria-label')");
  expect(focused).toBe('Conversation, scrolls');
});

test('what Baton changes and takes away changes where it stands, with its picture, on both sides', async () => {
  await open('?customer=Customer+7&agent=Agent+1');
  const next = bed.intake.next();
  await box().fill('Where is it?');
  await box().press('Enter');
  const event = await next;
  if (event.kind !== 'customer.message') throw new Error('there is no message');
  const { thread } = event;
  const bytes = await picture();
  const ref = { platform: 'slack', id: 'F1', name: 'here.png', mediaType: 'image/png', size: bytes.length };
  const far = { ...ref, id: 'F2', name: 'film.mp4', url: 'https://files.example.com/film.mp4' };
  const words = { kind: 'text' as const, text: 'Hre it is', author: { name: 'Agent 1' }, files: [ref, far] };
  const { channel, desk } = bed.web;
  const post = await channel.post(thread, words, { key: 'k', files: [{ ...ref, bytes }] });
  await page.getByRole('img', { name: 'here.png' }).waitFor();
  await channel.update(post, { ...words, text: 'Here it is' });
  await page.getByText('Here it is').waitFor();
  await page.getByRole('img', { name: 'here.png' }).waitFor();
  expect(await page.getByRole('link', { name: 'film.mp4' }).getAttribute('href')).toBe(far.url);

  const card = await desk.post(desk.channel, cardIn('held'), { key: 'card' });
  await page.getByRole('navigation', { name: 'Cards' }).getByRole('button').first().click();
  const relay = { ...words, text: 'See here', author: { name: 'Customer 7' } };
  await desk.post({ ...desk.channel, thread: card.id }, relay, { key: 'relay', files: [{ ...ref, bytes }] });
  await page.getByText('See here').waitFor();
  expect(await page.getByRole('img', { name: 'here.png' }).count()).toBe(2);
  await page.waitForFunction(
    `[...document.querySelectorAll('img[alt="here.png"]')].every((image) => image.naturalWidth === 640)`,
  );
  await page.screenshot({ path: join(shots, '5-both.png') });
  await channel.remove(post);
  await page.getByText('This message was deleted.').waitFor();
  expect(await page.getByRole('img', { name: 'here.png' }).count()).toBe(1);
  expect(complaints).toEqual([]);
});
