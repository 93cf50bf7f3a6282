import { describe, expect, it } from 'vitest';
import type { CustomerMessageEvent } from '../../src/channels/events.ts';
import type { Effect } from '../../src/conversation/effects.ts';
import type { Facts } from '../../src/conversation/facts.ts';
import type { Visit } from '../../src/conversation/visit.ts';
import {
  agent,
  customerAction,
  customerCommand,
  customerMessage,
  deskAction,
  deskMessage,
} from '../support/events.ts';
import { factsFor } from '../support/facts.ts';
import { DESK_CHANNEL } from '../support/loopback-platform.ts';
import { Story } from '../support/story.ts';

const desk = { ...DESK_CHANNEL, thread: 'card' };
const START = Date.parse('2026-01-05T12:00:00.000Z');
const HOUR = 3_600_000;
const at = (hours: number) => ({ now: new Date(START + hours * HOUR) });
const iso = (hours: number) => at(hours).now.toISOString();

/** A conversation in which the customer has asked, at hour 0, and been answered. */
function answered(change: Partial<CustomerMessageEvent> = {}): Story {
  const said = { at: iso(0), ...change };
  return new Story()
    .on(customerMessage('How do I export my calendar?', said), at(0))
    .answer('Like this.', at(0.1));
}

const ask = (story: Story, hours: number, text = 'How do I import a file?') =>
  story.on(customerMessage(text, { at: iso(hours) }), at(hours));
const press = (story: Story, what: string, hours: number) =>
  story.on(customerAction(what, story.state.id), at(hours));
const onDesk = (story: Story, what: string, hours: number, change: Partial<Facts> = {}) =>
  story.on(deskAction(desk, what, story.escalationId), { ...at(hours), ...change });
const stored = (effects: Effect[]): Visit[] =>
  effects.flatMap((effect) => (effect.do === 'visit' ? [effect.visit] : []));

describe('a visit', () => {
  it('begins with the message that opens a conversation, when the customer said it', () => {
    const story = new Story().on(customerMessage('How do I export?', { at: iso(-0.5) }), at(0));
    expect(story.state.visit).toEqual({
      id: `${story.state.id}@1`,
      conversationId: story.state.id,
      number: 1,
      platform: 'loop',
      channel: 'help',
      category: null,
      openedAt: iso(-0.5),
      lastAt: iso(0),
      respondedAt: null,
      escalatedAt: null,
      byPeople: false,
      firstEscalation: null,
      escalations: 0,
      solvedAt: null,
      resolvedAt: null,
      reopenedAt: null,
    });
    expect(stored(story.effects)).toEqual([story.state.visit]);
  });

  it('never begins after it came to us, whatever a clock elsewhere says', () => {
    const story = new Story().on(customerMessage('How do I export?', { at: iso(5) }), at(0));
    expect(story.state.visit?.openedAt).toBe(iso(0));
  });

  it.each([
    ['a greeting', customerMessage('hello there')],
    ['somebody else in the thread', customerMessage('I know that one', { via: 'thread' })],
  ])('does not begin with %s', (_, event) => {
    const story = new Story().on(event, at(0));
    expect(story.state.visit).toBeNull();
    expect(stored(story.effects)).toEqual([]);
  });

  it('by direct message has the channel of all of them, not one of its own', () => {
    expect(answered({ via: 'dm' }).state.visit?.channel).toBe('dm');
  });

  it('is answered once, by the first word of the assistant or an agent', () => {
    const story = answered();
    expect(story.state.visit?.respondedAt).toBe(iso(0.1));
    ask(story, 0.2).answer('And like that.', at(0.3));
    expect(story.state.visit?.respondedAt).toBe(iso(0.1));
    const people = new Story().on(customerCommand('human', 'My export fails', { at: iso(0) }), at(0));
    onDesk(people, 'claim', 1).on(deskMessage(desk, '// looks familiar'), at(1.1));
    expect(people.state.visit?.respondedAt).toBeNull();
    people.on(deskMessage(desk, 'Hello'), at(1.2));
    expect(people.state.visit?.respondedAt).toBe(iso(1.2));
  });

  it('costs no write for a message that changes nothing that is measured', () => {
    const story = ask(answered(), 0.5);
    expect(story.state.visit?.lastAt).toBe(iso(0.5));
    expect(stored(story.effects)).toEqual([]);
  });

  it('knows when a human was first brought in, and how often', () => {
    const story = press(answered(), 'human', 1);
    onDesk(story, 'claim', 1.5);
    onDesk(story, 'return', 2);
    press(story, 'human', 3);
    expect(story.state.visit).toMatchObject({
      escalatedAt: iso(1),
      firstEscalation: 1,
      escalations: 2,
      byPeople: false,
      resolvedAt: null,
    });
  });

  it('is by people where they answer by configuration, unless the assistant has answered before', () => {
    const { settings } = factsFor(customerMessage(''));
    const off = {
      settings: { ...settings, modes: { everywhere: 'off' as const, places: {}, categories: {} } },
    };
    const people = new Story().on(customerMessage('How do I export?'), { ...at(0), ...off });
    expect(people.state.visit).toMatchObject({ byPeople: true, escalatedAt: iso(0) });
    const late = answered().on(customerMessage('And how do I import a file?'), { ...at(1), ...off });
    expect(late.state.visit).toMatchObject({ byPeople: false, escalatedAt: iso(1) });
  });

  it('keeps the latest category that is known', () => {
    const story = answered();
    ask(story, 0.5, 'I was charged twice, I want a refund for this invoice');
    expect(story.state.visit?.category).toBe('billing_dispute');
    expect(stored(story.effects).map(({ category }) => category)).toEqual(['billing_dispute']);
  });
});

describe('a visit that was solved', () => {
  it('is resolved by the customer’s word, and stays so through thanks and more presses', () => {
    const story = press(answered(), 'solved', 1);
    expect(story.state.visit).toMatchObject({ solvedAt: iso(1), resolvedAt: iso(1), reopenedAt: null });
    press(story, 'solved', 2);
    ask(story, 40, 'Thanks a lot!');
    expect(story.state.visit).toMatchObject({
      number: 1,
      solvedAt: iso(1),
      resolvedAt: iso(1),
      reopenedAt: null,
    });
  });

  it('goes on when the customer comes back within the grace window: it was not solved', () => {
    const story = press(answered(), 'solved', 1);
    press(story, 'not_solved', 1.5);
    expect(story.state.visit).toMatchObject({
      number: 1,
      solvedAt: null,
      resolvedAt: null,
      reopenedAt: iso(1.5),
    });
  });

  it('after the grace window is followed by another, and knows that the customer came back', () => {
    const story = ask(press(answered(), 'solved', 1), 50);
    expect(stored(story.effects).map(({ number, reopenedAt }) => [number, reopenedAt])).toEqual([
      [1, iso(50)],
      [2, null],
    ]);
    expect(story.state.visit).toMatchObject({
      number: 2,
      openedAt: iso(50),
      solvedAt: null,
      escalatedAt: null,
    });
  });

  it('by an agent goes on with them within the grace window, as the same escalation', () => {
    const story = press(answered(), 'human', 1);
    onDesk(story, 'claim', 1.25);
    onDesk(story, 'resolve', 2);
    expect(story.state.visit).toMatchObject({ resolvedAt: iso(2), solvedAt: null });
    ask(story, 2.5, 'It is back');
    expect(story.state.owner).toBe('agent');
    expect(story.state.visit).toMatchObject({ number: 1, resolvedAt: null, escalations: 1 });
    onDesk(story, 'resolve', 3);
    expect(story.state.visit).toMatchObject({ resolvedAt: iso(3), escalations: 1 });
  });
});

describe('a visit whose customer fell silent', () => {
  it('is followed by another after a day', () => {
    const story = ask(answered(), 25);
    expect(stored(story.effects).map(({ number, reopenedAt }) => [number, reopenedAt])).toEqual([
      [1, iso(25)],
      [2, null],
    ]);
  });

  it.each([
    ['a question within the day', 'How do I import a file?', 23.9],
    ['thanks, however late', 'Thank you!', 60],
  ])('goes on with %s', (_, text, hours) => {
    const story = ask(answered(), hours, text);
    expect(story.state.visit).toMatchObject({ number: 1, reopenedAt: null });
  });

  it('goes on while people have it, and for a day after they handed it back', () => {
    const story = press(answered(), 'human', 1);
    ask(story, 30, 'Is anybody there?');
    onDesk(story, 'claim', 31);
    onDesk(story, 'return', 60);
    ask(story, 83, 'One more question about my files');
    expect(story.state.visit).toMatchObject({ number: 1, lastAt: iso(83) });
  });
});

describe('how long an escalation waited for its claim', () => {
  it('is not changed by who takes it over, or goes on with it', () => {
    const story = press(answered(), 'human', 1);
    onDesk(story, 'claim', 1.25);
    const other = { id: 'agent-2', name: 'Second agent' };
    story.on(deskAction(desk, 'take_over', story.escalationId, { author: other }), at(1.75));
    expect(story.state.episode).toMatchObject({ holder: other, claimedAt: iso(1.25) });
    story.on(deskAction(desk, 'resolve', story.escalationId, { author: other }), at(2));
    ask(story, 2.5, 'It is back');
    expect(story.state.episode).toMatchObject({ state: 'held', claimedAt: iso(1.25) });
  });

  it('begins anew where it is released', () => {
    const story = press(answered(), 'human', 1);
    onDesk(story, 'claim', 1.25);
    onDesk(story, 'release', 2);
    expect(story.state.episode).toMatchObject({ state: 'waiting', queuedAt: iso(2), claimedAt: null });
    story.on(deskAction(desk, 'claim', story.escalationId, { author: agent }), at(2.5));
    expect(story.state.episode).toMatchObject({ queuedAt: iso(2), claimedAt: iso(2.5) });
  });
});

it('an agent’s note that is sent to the customer after all is an answer, from then on', () => {
  const story = new Story().on(customerCommand('human', 'My export fails', { at: iso(0) }), at(0));
  onDesk(story, 'claim', 1);
  const written = deskMessage(desk, '// Press Export once more');
  story.on(written, at(1.5));
  expect(story.state.visit?.respondedAt).toBeNull();
  const original =
    story.effects.flatMap((effect) => (effect.do === 'record' ? [effect.message] : []))[0] ?? null;
  story.on(deskAction(desk, `send_note_${original?.seq}`, story.escalationId), { ...at(2), original });
  expect(story.state.visit?.respondedAt).toBe(iso(2));
});
