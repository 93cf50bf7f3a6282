import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { cardThread, threadOf } from '../../../adapters/web/places.ts';
import type { CommandCall } from '../../../src/channels/command.ts';
import type { InboundEvent } from '../../../src/channels/events.ts';
import { launchBrowser } from '../../support/browser.ts';
import { MemoryStorage } from './memory-storage.ts';
import { answer, cardIn } from './sample-content.ts';
import { type Bed, startBed } from './workspace-bed.ts';

let browser: Browser;
let context: BrowserContext;
let bed: Bed;
let storage: MemoryStorage;
/** What the browser complained about: blocked by the policy, thrown by a script. */
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  storage = new MemoryStorage();
  bed = await startBed({ storage });
  context = await browser.newContext({ viewport: { width: 1300, height: 850 } });
  complaints = [];
});
afterEach(async () => {
  await context.close();
  await bed.stop();
});

async function openPage(query = ''): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  await page.goto(`${bed.web.url()}${query}`);
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}

async function ask(page: Page, text: string): Promise<Extract<InboundEvent, { kind: 'customer.message' }>> {
  const next = bed.intake.next();
  await page.getByLabel('Your message').fill(text);
  await page.getByLabel('Your message').press('Enter');
  const event = await next;
  if (event.kind !== 'customer.message') throw new Error(`expected a message, got ${event.kind}`);
  return event;
}

test('a customer asks, is answered with sources, and presses a button', async () => {
  const page = await openPage('?view=customer&customer=Customer+7');
  const { thread, author } = await ask(page, 'How do I change my plan?');
  expect(author.name).toBe('Customer 7');
  await bed.web.channel.typing(thread, true);
  await page.getByText('Assistant is typing…').waitFor();
  await bed.web.channel.typing(thread, false);
  await bed.web.channel.post(thread, answer, { key: 'k1' });
  const source = page.getByRole('link', { name: 'Changing your plan' });
  await source.waitFor();
  expect(await source.getAttribute('rel')).toContain('noopener');
  const pressed = bed.intake.next();
  await page.getByRole('button', { name: 'Talk to a human' }).click();
  expect(await pressed).toMatchObject({ kind: 'customer.action', action: 'human', value: 'c1', thread });
  expect(complaints).toEqual([]);
});

test('a keyboard is enough: ask, take a command, claim, answer, note', async () => {
  const page = await openPage('?customer=Customer+7&agent=Agent+1');
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate<string>(
        `document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || ''`,
      );
      if (focused.includes(name)) return;
    }
    throw new Error(`no Tab leads to ${name}`);
  };
  await tabTo('Your message');
  await page.keyboard.type('first line');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('second line');
  let next = bed.intake.next();
  await page.keyboard.press('Enter');
  expect(await next).toMatchObject({ kind: 'customer.message', text: 'first line\nsecond line' });
  const called = new Promise<CommandCall>((resolve) => {
    bed.intake.answerTo = async (call) => {
      resolve(call);
      return { kind: 'taken' };
    };
  });
  await page.keyboard.type('/baton human');
  await page.keyboard.press('Enter');
  expect(await called).toMatchObject({ kind: 'customer.command', command: 'human' });

  const { desk } = bed.web;
  const card = await desk.post(desk.channel, cardIn('waiting'), { key: 'card' });
  await page.getByRole('button', { name: 'Claim' }).waitFor();
  await tabTo('Customer 7 asks for a human');
  await page.keyboard.press('Enter');
  await tabTo('Claim');
  next = bed.intake.next();
  await page.keyboard.press('Enter');
  expect(await next).toMatchObject({
    kind: 'desk.action',
    action: 'claim',
    value: 'e1',
    author: { name: 'Agent 1' },
  });
  await desk.update(card, cardIn('held'));
  await page.getByRole('button', { name: 'Resolve' }).waitFor();
  await tabTo('Message in the card’s thread');
  next = bed.intake.next();
  await page.keyboard.type('// known bug');
  await page.keyboard.press('Enter');
  expect(await next).toMatchObject({
    kind: 'desk.message',
    text: '// known bug',
    thread: cardThread(card.id),
  });
  await page.getByText('Note, stays at the desk').waitFor();
  expect(complaints).toEqual([]);
});

test('what somebody types to attack the page is shown as they typed it', async () => {
  const attacks = [
    '<img src=x onerror=alert(1)><script>alert(2)</script>',
    '[press](javascript:alert(3)) <a href="javascript:alert(4)">x</a>',
    '"><svg onload=alert(5)> <iframe srcdoc="<script>alert(6)</script>"></iframe>',
    '![x](data:image/svg+xml,<svg onload=alert(7)>) <style>*{display:none}</style>',
  ];
  const page = await openPage(`?customer=${encodeURIComponent('<b onclick=alert(8)>Eve')}&agent=Agent+1`);
  const { thread } = await ask(page, attacks.join('\n\n'));
  const evil = '<img src=x onerror=alert(9)>';
  await bed.web.channel.post(
    thread,
    {
      kind: 'text',
      text: attacks.join('\n\n'),
      author: { name: evil },
      sources: [{ title: evil, url: 'javascript:alert(10)' }],
      buttons: [{ id: 'x"><script>', label: evil, value: evil }],
    },
    { key: 'k1' },
  );
  const { desk } = bed.web;
  const { kind, card } = cardIn('waiting', evil);
  const hostile = { ...card, status: evil, link: { label: 'thread', url: 'javascript:alert(11)' } };
  await desk.post(
    desk.channel,
    { kind, card: { ...hostile, sections: [{ heading: evil, text: attacks.join('\n\n') }] } },
    { key: 'card' },
  );
  await page.getByRole('button', { name: evil }).last().waitFor();
  await page.getByRole('navigation', { name: 'Cards' }).getByRole('button').first().click();
  await page.getByRole('heading', { name: evil }).first().waitFor();
  expect(
    await page
      .locator('main img:not([src="attach.svg"]), main script, main iframe, main svg, main style')
      .count(),
  ).toBe(0);
  const targets = await page.evaluate<string[]>(
    `[...document.querySelectorAll('main a')].map((link) => link.href)`,
  );
  expect(targets.filter((target) => !/^(https?|mailto):/.test(target))).toEqual([]);
  expect(await page.getByText('<script>alert(2)</script>').count()).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
});

test('two customers and two agents in four tabs each see what is theirs, live', async () => {
  const [one, two] = [
    await openPage('?view=customer&customer=One'),
    await openPage('?view=customer&customer=Two'),
  ];
  const agents = [await openPage('?view=desk&agent=A'), await openPage('?view=desk&agent=B')];
  const first = await ask(one, 'question one');
  const second = await ask(two, 'question two');
  expect(first.author.id).not.toBe(second.author.id);
  const { channel, desk } = bed.web;
  await channel.post(first.thread, { kind: 'text', text: 'answer one' }, { key: 'k1' });
  await channel.post(second.thread, { kind: 'text', text: 'answer two' }, { key: 'k2' });
  await one.getByText('answer one').waitFor();
  await two.getByText('answer two').waitFor();
  expect(await one.getByText('answer two').count()).toBe(0);
  const card = await desk.post(desk.channel, cardIn('waiting'), { key: 'card' });
  for (const agent of agents) await agent.getByRole('button', { name: 'Claim' }).waitFor();
  await desk.update(card, cardIn('held'));
  for (const agent of agents) {
    await agent.getByText('In hand').waitFor();
    expect(await agent.getByRole('listitem').count()).toBe(1);
  }
  await desk.whisper(cardThread(card.id), agentOf(await identityOf(agents[0])), {
    kind: 'text',
    text: 'only for A',
  });
  await agents[0]?.getByText('only for A').waitFor();
  expect(await agents[1]?.getByText('only for A').count()).toBe(0);
});

test('Baton is stopped and started again: the page finds it, and shows everything once', async () => {
  const page = await openPage('?view=customer');
  const port = Number(new URL(bed.web.url()).port);
  const { thread } = await ask(page, 'are you there?');
  await bed.stop();
  await page.getByText('Connecting…').waitFor();
  bed = await startBed({ storage, port });
  for (const n of [1, 2, 3])
    await bed.web.channel.post(thread, { kind: 'text', text: `answer ${n}` }, { key: `k${n}` });
  await page.getByText('Live', { exact: true }).waitFor();
  await page.getByText('answer 3').waitFor();
  const shown = async () =>
    (await page.locator('#customer .text').allInnerTexts()).map((text) => text.trim());
  expect(await shown()).toEqual(['are you there?', 'answer 1', 'answer 2', 'answer 3']);
  await page.reload();
  await page.getByText('answer 3').waitFor();
  expect(await shown()).toEqual(['are you there?', 'answer 1', 'answer 2', 'answer 3']);
});

test('a message that did not arrive says so, also after a reload, and is sent by Retry', async () => {
  const page = await openPage('?view=customer');
  bed.intake.mood = 'failing';
  await page.getByLabel('Your message').fill('important');
  await page.getByLabel('Your message').press('Enter');
  await page.getByText('Not sent.').waitFor();
  await page.reload();
  await page.getByText('Not sent.').waitFor();
  bed.intake.mood = 'accepted';
  const next = bed.intake.next();
  await page.getByRole('button', { name: 'Retry' }).click();
  expect(await next).toMatchObject({ kind: 'customer.message', text: 'important' });
  await page.getByText('Not sent.').waitFor({ state: 'detached' });
  expect(await page.getByText('important', { exact: true }).count()).toBeGreaterThan(0);
  expect(bed.intake.events).toHaveLength(1);
});

test('a customer keeps several questions apart, and is told of what is new in another', async () => {
  const page = await openPage('?view=customer');
  const first = await ask(page, 'first question');
  await page.getByRole('button', { name: 'New question' }).click();
  const second = await ask(page, 'second question');
  expect(second.thread.thread).not.toBe(first.thread.thread);
  await bed.web.channel.post(first.thread, { kind: 'text', text: 'late answer' }, { key: 'k1' });
  await page.getByRole('button', { name: /first question.*New/s }).click();
  await page.getByText('late answer').waitFor();
  expect(await page.getByText('second question').count()).toBe(1);
});

test('a name is kept by the tab, and goes with what is written', async () => {
  const page = await openPage('?view=customer');
  await page.getByLabel('Your name as a customer').fill('Somebody new');
  await page.getByLabel('Your name as a customer').press('Enter');
  await page.reload();
  await page.getByText('Live', { exact: true }).waitFor();
  expect((await ask(page, 'hello')).author.name).toBe('Somebody new');
  expect((await ask(page, 'again')).thread).toEqual(
    threadOf(await identityOf(page, 'customer'), expect.any(String) as never),
  );
});

async function identityOf(page: Page | undefined, side: 'customer' | 'agent' = 'agent'): Promise<string> {
  const kept = await page?.evaluate<string>(`sessionStorage.getItem('baton.${side}')`);
  return (JSON.parse(kept ?? '{}') as { id: string }).id;
}

function agentOf(id: string): string {
  expect(id).toMatch(/^agent-/);
  return id;
}

test('who is forgotten sees their messages go, and the title of their question', async () => {
  const page = await openPage('?view=customer&customer=Customer+7');
  const { thread, author, at } = await ask(page, 'Where is my marmalade?');
  await page.getByRole('heading', { name: 'Where is my marmalade?' }).waitFor();
  await bed.web.channel.forget?.({ workspace: thread.workspace, id: author.id }, at);
  await page.getByText('This message was deleted.').waitFor();
  await page.getByRole('heading', { name: 'New question' }).waitFor();
  expect(await page.getByText('marmalade').count()).toBe(0);
  expect(complaints).toEqual([]);
});
