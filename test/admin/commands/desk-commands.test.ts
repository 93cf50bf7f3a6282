import { DateTime } from 'luxon';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import { conversationId } from '../../../src/conversation/conversation.ts';
import { customerAction, customerMessage, customerThread, deskAction } from '../../support/events.ts';
import { DESK_CHANNEL } from '../../support/loopback-platform.ts';
import { startTestStore, type TestStore } from '../../support/test-store.ts';
import { type CommandBed, openCommandBed } from './command-bed.ts';
import { admin, agent, customer, otherAgent } from './people.ts';

let server: TestStore;
let bed: CommandBed;
const folder = [{ id: 'billing/refunds', title: 'Refunds', text: 'Refunds take five days.' }];

beforeAll(async () => {
  server = await startTestStore();
  bed = await openCommandBed({ uri: server.uri, articles: folder });
});
afterAll(async () => {
  await bed.stop();
  await server.stop();
});

const AGENT = { platform: 'loop', workspace: 'test', personId: agent.id };
let count = 0;
/** A conversation of its own, at the assistant. */
async function opened(text = 'How do I change my plan?'): Promise<{ thread: ThreadRef; id: string }> {
  count += 1;
  const thread = { ...customerThread, channel: `c${count}`, thread: `t${count}` };
  await bed.intake.accept(customerMessage(text, { thread, permalink: `https://chat.example/${count}` }));
  await bed.app.idle();
  return { thread, id: conversationId(thread) };
}
const state = async (id: string) => (await bed.store.conversations.get(id))?.state;
const inThread = (thread: ThreadRef) => ({ thread, channel: thread.channel });

test('an agent goes away for a time and comes back, and routing knows', async () => {
  expect(await bed.say(agent, 'away 2h')).toContain('You are away until');
  expect((await bed.store.agents.get(AGENT))?.awayUntil?.getTime()).toBeGreaterThan(Date.now() + 7_000_000);
  expect(await bed.say(agent, 'back')).toContain('Welcome back');
  expect((await bed.store.agents.get(AGENT))?.awayUntil).toBeNull();
  expect(await bed.say(agent, 'away')).toContain('until you say `back`');
  expect(await bed.say(agent, 'away someday')).toMatch(/allowed: a duration/);
  expect(await bed.say(agent, 'away 2020-01-01')).toContain('past');
  expect(await bed.say(agent, 'away 104200000d')).toMatch(/allowed: a duration/);
  expect((await bed.store.agents.get(AGENT))?.awayUntil?.getFullYear()).toBe(9999);
  await bed.say(agent, 'back');
});

test('times are those of the desk: of being away, and in what is told of changes', async () => {
  await bed.say(admin, 'config set desk.time_zone Pacific/Auckland');
  const zone = 'Pacific/Auckland';
  const now = DateTime.now().setZone(zone);
  const due = now.plus({ hours: 2 }).startOf('minute');
  expect(await bed.say(agent, `away ${due.toFormat('H:mm')}`)).toContain(due.toFormat('yyyy-MM-dd HH:mm'));
  expect((await bed.store.agents.get(AGENT))?.awayUntil?.getTime()).toBe(due.toMillis());
  const day = now.plus({ days: 3 }).startOf('day');
  await bed.say(agent, `away ${day.toISODate()}`);
  expect((await bed.store.agents.get(AGENT))?.awayUntil?.getTime()).toBe(day.toMillis());
  expect(await bed.say(admin, 'config history')).toMatch(/GMT\+1[23], .*desk\.time_zone/);
  expect(await bed.say(admin, 'config show desk.time_zone')).toMatch(/set by .* on .* GMT\+1[23]/);
  await bed.say(admin, 'config unset desk.time_zone');
  await bed.say(agent, 'back');
});

test('a human is asked for where customers are, not at the desk', async () => {
  const desk = { ...DESK_CHANNEL, thread: 'some-card' };
  expect(await bed.say(agent, 'human', inThread(desk))).toContain('This is the desk');
  expect(await state(conversationId(desk))).toBeUndefined();
  // Slack and Discord name the direct message as the thread of what is typed in a channel.
  const direct = { ...DESK_CHANNEL, channel: 'direct', thread: null };
  const typed = { thread: direct, channel: DESK_CHANNEL.channel };
  expect(await bed.say(agent, 'human', typed)).toContain('This is the desk');
  expect(await state(conversationId(direct))).toBeUndefined();
});

test('an agent sets when the co-pilot drafts for them', async () => {
  expect(await bed.say(agent, 'copilot')).toContain('`soft`');
  expect(await bed.say(agent, 'copilot never')).toContain('`soft` → `never`');
  expect((await bed.store.agents.get(AGENT))?.copilot).toBe('never');
});

test('a customer asks for a human by command, and the queue shows who waits and who holds', async () => {
  const { thread, id } = await opened('My invoice is wrong, twice');
  expect(await bed.say(customer, 'human', inThread(thread))).toBe('taken');
  await bed.app.idle();
  expect((await state(id))?.owner).toBe('queue');
  const queue = await bed.say(agent, 'queue');
  expect(queue).toMatch(
    /\*\*1 waiting\*\*[\s\S]*\[My invoice is wrong, twice\]\(https:\/\/chat\.example\/\d+\): First customer, waits 0 min/,
  );
  const card = bed.platform.cardThread(bed.platform.cards().length - 1);
  await bed.intake.accept(deskAction(card, 'claim', `${id}#1`));
  await bed.app.idle();
  expect(await bed.say(agent, 'queue')).toMatch(/0 waiting[\s\S]*1 held[\s\S]*held by First agent/);
  // Why, asked in the customer's thread, in the card's thread, and by name.
  for (const asked of [
    ['why', inThread(thread)],
    ['why this', inThread(card)],
    [`why ${id}#1`, {}],
  ] as const) {
    expect(await bed.say(agent, asked[0], asked[1])).toMatch(
      /A human was brought in.*urgency[\s\S]*explicit request \(1.00\)/,
    );
  }
  expect(await bed.say(agent, 'why nothing')).toContain('There is no conversation');
  // Only whoever holds it may close it.
  expect(await bed.say(otherAgent, 'close', inThread(card))).toContain('First agent has claimed this');
  expect(await bed.say(agent, 'close', inThread(thread))).toBe('taken');
  await bed.app.idle();
  expect(await state(id)).toMatchObject({ status: 'resolved', owner: 'assistant', episode: null });
});

test('an agent brings a human into a conversation of the assistant, once however often it is delivered', async () => {
  const { thread, id } = await opened();
  const typed = { ...inThread(thread), id: 'typed-once' };
  expect(await bed.say(agent, 'escalate has waited for days', typed)).toBe('taken');
  await bed.app.idle();
  expect(await state(id)).toMatchObject({
    owner: 'queue',
    episodes: 1,
    episode: { reason: 'agent', customer: { id: customer.id } },
  });
  expect(bed.platform.texts(thread).join('\n')).toContain("I'm bringing in somebody from the team for you");
  expect(bed.platform.cards().at(-1)?.card.title).toContain('may need a human');
  expect(await bed.say(agent, 'escalate', typed)).toContain('waits for a human already');
  expect(await bed.say(agent, 'close', inThread(thread))).toContain('Nobody has claimed this');
  expect(await bed.say(agent, 'escalate')).toContain('not the thread of a conversation');
});

test('an agent closes what the assistant leads, and a later message opens it again', async () => {
  const { thread, id } = await opened();
  expect(await bed.say(agent, 'close', inThread(thread))).toBe('taken');
  await bed.app.idle();
  expect(await state(id)).toMatchObject({ status: 'resolved' });
  expect(await bed.say(agent, 'close', inThread(thread))).toContain('resolved already');
  await bed.intake.accept(customerMessage('One more thing', { thread }));
  await bed.app.idle();
  expect(await state(id)).toMatchObject({ status: 'open' });
});

test('a customer cannot step into anything by a command of agents, however it is handed in', async () => {
  const { thread, id } = await opened();
  expect(await bed.say(customer, 'close', inThread(thread))).toContain('Only the support team');
  const { customerCommand } = await import('../../support/events.ts');
  await bed.intake.accept(customerCommand('close', '', inThread(thread)));
  await bed.app.idle();
  expect(await state(id)).toMatchObject({ status: 'open', owner: 'assistant' });
  await bed.intake.accept(customerAction('solved', id, { thread }));
  await bed.app.idle();
});

test('status tells which processes run, and which ended without stopping', async () => {
  expect(await bed.say(agent, 'status')).toContain('No Baton runs');
  const now = Date.now();
  const seen = (id: string, platform: string, agoMs: number, version = '0.1.0') => {
    const [startedAt, seenAt] = [new Date(now - 3_600_000), new Date(now - agoMs)];
    const record = { _id: id, host: `host-${id}`, version, platforms: [platform], desk: 'slack' };
    return bed.store.processes.seen({ ...record, startedAt, seenAt });
  };
  await seen('one', 'slack', 0);
  await seen('two', 'discord', 9_000);
  const both = await bed.say(agent, 'status');
  expect(both).toContain('Baton 0.1.0 runs in 2 processes: slack, discord; desk at slack');
  await seen('two', 'discord', 300_000);
  await seen('three', 'slack', 1_000, '0.2.0');
  await seen('old', 'slack', 7_200_000);
  const after = await bed.say(agent, 'status');
  expect(after).toContain('Baton 0.1.0 and 0.2.0 run in 2 processes: slack; desk at slack');
  expect(after).toMatch(/One at host-two \(discord\) has given no sign of life since \d{4}-/);
  expect(after).not.toContain('host-old');
  await Promise.all(['one', 'two', 'three', 'old'].map((id) => bed.store.processes.gone(id)));
});

test('status tells in words and as data how things stand', async () => {
  const status = await bed.say(agent, 'status');
  for (const part of [
    'The assistant answers',
    'Model: none',
    '1 articles',
    'Queue:',
    'Nothing was given up',
  ]) {
    expect(status).toContain(part);
  }
  await bed.say(admin, 'pause');
  expect(await bed.say(agent, 'status')).toContain('is paused');
  await bed.say(admin, 'resume');
});

test('the report is asked for a time, and shown to everybody only where that is wanted', async () => {
  expect(await bed.ask(admin, 'report --since 1d --here')).toMatchObject({
    here: true,
    content: { text: 'measures of 86400000 ms' },
  });
  expect(await bed.ask(admin, 'report')).toMatchObject({
    here: false,
    content: { text: 'measures of 604800000 ms' },
  });
  expect(await bed.say(admin, 'report --since ever')).toMatch(/--since is `ever`; allowed: a duration/);
});

test('articles are added, retired and restored; what is retired is not shown, and nothing is lost', async () => {
  expect(await bed.say(admin, 'kb add "How to pay" "By card *or* invoice." --area billing')).toContain(
    'Added `added/how-to-pay`',
  );
  expect(await bed.say(admin, 'kb add "How to pay" "Again"')).toContain('There is an article');
  expect(await bed.say(agent, 'kb list')).toMatch(/2 of 2[\s\S]*billing\/refunds/);
  expect(await bed.say(admin, 'kb retire billing/refunds')).toContain('shown → retired');
  expect(await bed.say(admin, 'kb retire billing/refunds')).toContain('retired already');
  expect(await bed.say(agent, 'kb list refunds')).toContain('(retired)');
  expect(await bed.say(admin, 'kb retire nothing')).toContain('There is no article');
  expect(await bed.say(admin, 'kb restore billing/refunds')).toContain('retired → shown');
  expect(await bed.say(admin, 'kb restore billing/refunds')).toContain('is retired');
  const fields = { title: 'From a form', text: 'Words', url: 'no link', area: '' };
  expect(await bed.say(admin, 'kb add', { fields })).toContain('is no link');
  expect(await bed.say(admin, 'kb add', { fields: { ...fields, url: 'https://example.com/a' } })).toContain(
    'Added',
  );
  const stored = await bed.store.articles.since(null);
  expect(stored.find(({ _id }) => _id === 'added/from-a-form')?.article).toMatchObject({
    url: 'https://example.com/a',
  });
  expect(await bed.say(agent, 'kb search refund')).toContain('Nothing was found');
  const noted = await bed.store.audit.model.collection.find({ what: /^article/ }).toArray();
  expect(noted.map(({ what }) => what).sort()).toEqual([
    'article.add',
    'article.add',
    'article.restore',
    'article.retire',
  ]);
});
