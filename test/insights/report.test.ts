import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person, ThreadRef } from '../../src/channels/refs.ts';
import { conversationId } from '../../src/conversation/conversation.ts';
import { report } from '../../src/insights/report.ts';
import {
  agent,
  customerAction,
  customerCommand,
  customerMessage,
  deskAction,
  deskMessage,
} from '../support/events.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { startTestApp, type TestApp, testSettings } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
let clock: ManualClock;
let one: TestApp;

beforeAll(async () => {
  server = await startTestStore();
  clock = new ManualClock('2026-01-05T09:00:00.000Z');
  const modes = { everywhere: 'answer' as const, places: { people: 'off' as const }, categories: {} };
  const transition = { ...testSettings.transition, modes };
  one = await startTestApp({ uri: server.uri, clock, settings: { transition } });
  one.platform.members.add(agent.id);
  await playTwoWeeks();
}, 60_000);
afterAll(async () => {
  await one.stop();
  await server.stop();
});

const threadIn = (channel: string, name: string): ThreadRef => ({
  platform: 'loop',
  workspace: 'test',
  channel,
  thread: name,
});

/** Each thread has a customer of its own: a command goes to the newest conversation that its author has open there. */
const authorIn = ({ thread }: ThreadRef): Person => ({ id: `cust-${thread}`, name: 'A customer' });

/** Moves the clock to a moment of January 2026, and lets everything happen that is due by then. */
async function at(moment: string): Promise<string> {
  const now = `2026-01-${moment}.000Z`;
  clock.advance(Date.parse(now) - clock.now().getTime());
  await one.app.sweeper.sweep();
  await one.app.idle();
  return now;
}

type Events = typeof customerMessage | typeof customerAction;
async function take(
  event: ReturnType<Events | typeof customerCommand | typeof deskAction | typeof deskMessage>,
) {
  await one.intake.accept(event);
  await one.app.idle();
}

/** The customer writes; the platform says that they did so some seconds before it came to us. */
async function write(thread: ThreadRef, moment: string, text: string, secondsBefore = 0): Promise<void> {
  const said = new Date(Date.parse(await at(moment)) - secondsBefore * 1_000).toISOString();
  await take(customerMessage(text, { thread, author: authorIn(thread), at: said }));
}

async function press(thread: ThreadRef, moment: string, action: string, value = conversationId(thread)) {
  const now = await at(moment);
  await take(
    customerAction(action, value, {
      thread,
      post: { ...thread, id: 'p' },
      author: authorIn(thread),
      at: now,
    }),
  );
}

/** The agent presses a button on the latest card, or writes beneath it. */
async function atDesk(thread: ThreadRef, moment: string, what: { press?: string; say?: string }) {
  const now = await at(moment);
  const desk = one.platform.cardThread(one.platform.cards().length - 1);
  const episode = `${conversationId(thread)}#1`;
  if (what.press) await take(deskAction(desk, what.press, episode, { at: now }));
  if (what.say) await take(deskMessage(desk, what.say, { at: now }));
}

async function playTwoWeeks(): Promise<void> {
  // A: answered 2 s after the customer asked, solved, never came back.
  const a = threadIn('help', 'a');
  await write(a, '05T10:00:00', 'How do I export my calendar?', 2);
  await press(a, '05T10:05:00', 'solved');
  // B: answered after 3 s, and never heard of again.
  const b = threadIn('help', 'b');
  await write(b, '05T10:10:00', 'How do I export my calendar?', 3);
  // C: answered after 1 s; asks for a human 151 s after the first question; claimed after 3 min, resolved 10 min later.
  const c = threadIn('help', 'c');
  await write(c, '05T10:20:00', 'How do I reset my password?', 1);
  await write(c, '05T10:22:30', 'I want to talk to a human');
  await atDesk(c, '05T10:25:30', { press: 'claim' });
  await atDesk(c, '05T10:26:00', { say: 'Hello, I can help.' });
  await atDesk(c, '05T10:35:30', { press: 'resolve' });
  await press(c, '05T10:40:00', 'rate_5', `${conversationId(c)}#1`);
  // D: a human at once, by the command; claimed after 6 min, first word after 8; resolved, back within the grace window
  // to the same agent, resolved again 45 min after the claim; rated the next day, badly.
  const d = threadIn('help', 'd');
  const typed = await at('05T10:50:00');
  await take(customerCommand('human', 'My export fails', { thread: d, author: authorIn(d), at: typed }));
  await atDesk(d, '05T10:56:00', { press: 'claim' });
  await atDesk(d, '05T10:58:00', { say: 'Hello, I can help.' });
  await atDesk(d, '05T11:11:00', { press: 'resolve' });
  await write(d, '05T11:30:00', 'It is back');
  await atDesk(d, '05T11:41:00', { press: 'resolve' });
  // E: solved, and back two days later, in what is then another visit.
  const e = threadIn('orders', 'e');
  await write(e, '06T09:00:00', 'How do I export my calendar?');
  await press(e, '06T09:03:00', 'solved');
  await press(d, '06T09:10:00', 'rate_2', `${conversationId(d)}#1`);
  // F: people answer here, by configuration; claimed after 10 min, first word after 15, handed back after 20.
  const f = threadIn('people', 'f');
  await write(f, '06T09:30:00', 'How do I export my calendar?');
  await atDesk(f, '06T09:40:00', { press: 'claim' });
  await atDesk(f, '06T09:45:00', { say: 'Hello, I can help.' });
  await atDesk(f, '06T09:50:00', { press: 'return' });
  // E again: presses for a human after 4 min; somebody at the desk sees that none is needed.
  await write(e, '08T10:00:00', 'How do I import a file?');
  await press(e, '08T10:04:00', 'human');
  await atDesk(e, '08T10:06:00', { press: 'not_for_human' });
  // G: asked two hours before the report.
  const g = threadIn('orders', 'g');
  await write(g, '19T18:00:00', 'How do I export my calendar?');
  await at('19T20:00:00');
}

const made = (by: 'day' | 'channel' | 'category', sinceMs = 30 * 86_400_000) =>
  report({ store: one.store, clock }, { sinceMs, by });

describe('a report of eight visits, worked out by hand', () => {
  it('gives every measure to the digit', async () => {
    const { total, rows, ...head } = await made('day');
    expect(head).toEqual({
      since: '2025-12-20T00:00:00.000Z',
      until: '2026-01-19T20:00:00.000Z',
      time_zone: 'UTC',
      by: 'day',
    });
    expect(total).toEqual({
      // A B C D E1 F E2 G
      visits: 8,
      // F
      by_people: 1,
      // C D E2; A B E1; G
      escalated: 3,
      contained: 3,
      open: 1,
      // 3 of 8 - 1
      escalation_rate: 0.4286,
      // D 0 s, C 151 s, E2 240 s: the second, and the third
      time_to_escalation_ms: 151_000,
      time_to_escalation_p90_ms: 240_000,
      // C 5, D 2; both escalations that were resolved
      ratings: 2,
      csat: 0.5,
      csat_mean: 3.5,
      rating_rate: 1,
      // 3 of 8 - 1
      containment: 0.4286,
      // A E1, of A B E1
      verified: 2,
      verified_rate: 0.6667,
      // A B, of A B E1, all of which ended more than 7 days ago
      durable: 2,
      durable_due: 3,
      durable_rate: 0.6667,
      // E1 E2 G 0 s, C 1 s, A 2 s, B 3 s, D 480 s, F 900 s: the fourth of eight, and the last
      first_response_ms: 1_000,
      first_response_p90_ms: 900_000,
      // C D E2 F, of which the first three asked for it
      escalations: 4,
      requested: 3,
      outcomes: { resolved: 2, returned: 1, not_needed: 1 },
      // C 3 min, D 6 min, F 10 min
      claim_time_ms: 360_000,
      claim_time_p90_ms: 600_000,
      // Too few waits were known to tell anybody how long it takes.
      waits_told: 0,
      wait_honesty: null,
      // C 10 min, F 10 min, D 45 min
      handle_time_ms: 600_000,
      drafts: { sent: 0, edited: 0, ignored: 0, dismissed: 0 },
      draft_use: null,
      // As rules propose them. C: an answer without a source; D: a human from the beginning; F: by people; E2: not needed
      gaps: { knowledge: 1, none: 1, edge_case: 1, calibration: 1 },
    });
    expect(rows.map(({ key, visits, escalated, contained }) => [key, visits, escalated, contained])).toEqual([
      ['2026-01-05', 4, 2, 2],
      ['2026-01-06', 2, 0, 1],
      ['2026-01-08', 1, 1, 0],
      ['2026-01-19', 1, 0, 0],
    ]);
  });

  it('gives the four measures of each channel', async () => {
    const four = (await made('channel')).rows.map((row) => [
      row.key,
      row.escalation_rate,
      row.time_to_escalation_ms,
      row.csat,
      row.containment,
    ]);
    expect(four).toEqual([
      // A B C D: C and D escalated, after 151 s and 0 s
      ['loop/help', 0.5, 0, 0.5, 0.5],
      // E1 E2 G: E1 contained, E2 escalated after 240 s, G open
      ['loop/orders', 0.3333, 240_000, null, 0.3333],
      // F, in which the assistant had no say
      ['loop/people', null, null, null, null],
    ]);
  });

  it('gives the four measures of each category', async () => {
    const { rows } = await made('category');
    const four = rows.map((row) => [
      row.key,
      row.visits,
      row.escalation_rate,
      row.time_to_escalation_ms,
      row.csat,
      row.containment,
    ]);
    expect(four).toEqual([
      // A B D E1 F E2 G: D and E2 escalated, after 0 s and 240 s; D was rated 2; A B E1 contained
      [null, 7, 0.3333, 0, 0, 0.5],
      // C: how to reset a password
      ['account', 1, 1, 151_000, 1, 0],
    ]);
  });

  it('of the last 12 hours begins 12 hours ago; of the last day, with the day before', async () => {
    expect(await made('day', 12 * 3_600_000)).toMatchObject({
      since: '2026-01-19T08:00:00.000Z',
      total: { visits: 1 },
    });
    expect(await made('day', 86_400_000)).toMatchObject({ since: '2026-01-18T00:00:00.000Z' });
  });

  it('has the days of the desk’s time zone', async () => {
    const { rows, since } = await report(
      { store: one.store, clock, timeZone: 'Pacific/Auckland' },
      { sinceMs: 30 * 86_400_000, by: 'day' },
    );
    expect(since).toBe('2025-12-20T11:00:00.000Z');
    // G was asked at 07:00 of the next day there.
    expect(rows.map(({ key }) => key)).toEqual(['2026-01-05', '2026-01-06', '2026-01-08', '2026-01-20']);
  });

  it.each([0, Number.NaN, 5_000 * 86_400_000])('refuses to go back %s ms', async (sinceMs) => {
    await expect(made('day', sinceMs)).rejects.toMatchObject({ code: 'command.invalid' });
  });
});
