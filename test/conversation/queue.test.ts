import { describe, expect, it } from 'vitest';
import type { DeskView, Facts } from '../../src/conversation/facts.ts';
import { cardOf } from '../../src/handoff/card.ts';
import type { Agent } from '../../src/routing/agent.ts';
import type { Hours } from '../../src/routing/hours.ts';
import { customerMessage, deskAction, agent as holder, otherAgent } from '../support/events.ts';
import { launchPolicy } from '../support/reader.ts';
import { Story } from '../support/story.ts';
import { keyTexts, testSettings } from '../support/test-app.ts';

const deskThread = { platform: 'loop', workspace: 'test', channel: 'desk', thread: 'c1' };
/** A Monday. */
const START = Date.parse('2026-01-05T10:00:00.000Z');
const MINUTE = 60_000;
const { desk } = testSettings.transition;

const someone = (id: string, change: Partial<Agent> = {}): Agent => ({
  id,
  name: id,
  skills: [],
  languages: [],
  seniority: 0.5,
  capacity: 5,
  load: 0,
  availability: 'there',
  lastClaimAt: null,
  ...change,
});
const view = (change: Partial<DeskView> = {}): DeskView => ({
  agents: [],
  waiting: [],
  samples: [],
  ...change,
});
const withDesk = (settings: Partial<typeof desk>, change: Partial<Facts> = {}): Partial<Facts> => ({
  settings: { ...testSettings.transition, desk: { ...desk, ...settings } },
  ...change,
});
const at = (minutes: number) => ({ now: new Date(START + minutes * MINUTE) });
const asked = (change: Partial<Facts> = {}, text = 'get me a human') =>
  new Story().on(customerMessage(text), change);
const due = (story: Story, name: string, minutes: number, change: Partial<Facts> = {}) =>
  story.on(
    {
      kind: 'timer',
      id: `t${name}${minutes}`,
      at: at(minutes).now.toISOString(),
      name,
      about: story.escalationId,
    },
    { ...at(minutes), ...change },
  );
const setTo = (story: Story, name: string) =>
  story.effects.flatMap((one) =>
    one.do === 'timer' && one.name === name ? [(Date.parse(one.at) - START) / MINUTE] : [],
  );
const mentioned = (story: Story) =>
  story.posts('desk').flatMap(({ content }) => content.mentions?.map(({ id }) => id) ?? []);
const samples = Array.from({ length: 50 }, (_, index) => ({
  ahead: 0,
  working: 2,
  hour: 10,
  waitedMs: (3 + (index % 8)) * MINUTE,
  told: null,
}));

describe('who waits', () => {
  it('hears a range from recent waits, and their place', () => {
    const waiting = [{ id: 'x#1', queuedAt: '', ask: '', skill: null }];
    const story = asked({ desk: view({ samples, waiting, agents: [someone('a'), someone('b')] }) });
    expect(story.texts('customer')).toEqual([
      'handoff_reason.explicit_request customer.handoff_opened customer.wait_range 3–10 min customer.wait_position 2',
    ]);
    expect(story.state.episode?.wait).toMatchObject({
      ahead: 1,
      working: 2,
      told: { low: 3 * MINUTE, high: 10 * MINUTE },
    });
    expect(setTo(story, 'reminder')).toEqual([10]);
  });

  it('hears it in their language', () => {
    const story = asked({ desk: view({ samples }) }, 'Ich möchte bitte mit einem Menschen sprechen');
    expect(story.texts('customer')[0]).toContain('3–10 Min.');
  });

  it('hears that it takes longer once the range has proved wrong, and how much', () => {
    const long = samples.map((one, index) => ({ ...one, waitedMs: (index % 2 ? 5 : 30) * MINUTE }));
    const story = asked({ desk: view({ samples }) });
    due(story, 'reminder', 10, { desk: view({ samples: long }) });
    expect(story.texts('customer')).toEqual(['customer.wait_corrected 20 min']);
    expect(setTo(story, 'reminder')).toEqual([30]);
    due(story, 'reminder', 30, { desk: view() });
    expect(story.texts('customer')).toEqual(['customer.still_waiting']);
  });

  it('hears of the wait again when the agent releases it', () => {
    const story = asked().on(deskAction(deskThread, 'claim', 'x', { value: '' }));
    story.on(deskAction(deskThread, 'claim', story.escalationId));
    story.on(deskAction(deskThread, 'release', story.escalationId), { ...at(5), desk: view({ samples }) });
    expect(story.texts('customer')).toEqual([
      `customer.agent_left ${holder.name} customer.wait_range 3–10 min`,
    ]);
    expect(story.state.episode?.queuedAt).toBe(at(5).now.toISOString());
  });
});

describe('who is asked', () => {
  const agents = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((id) => someone(id));

  it('are the best, on the card, with why', () => {
    const story = asked({ desk: view({ agents: [someone('a', { load: 3 }), someone('b')] }) });
    const { episode } = story.state;
    expect(episode?.picks.map(({ id }) => id)).toEqual(['b', 'a']);
    const card = episode && cardOf(episode, keyTexts);
    expect(card?.mentions).toEqual([
      { id: 'b', name: 'b' },
      { id: 'a', name: 'a' },
    ]);
    expect(card?.sections.at(-1)?.text).toContain('- a: card.pick_load 3 5');
  });

  it('has the skill that the category asks for, and the one alone where it is assigned', () => {
    const settings = { skills: { billing: 'money' }, autoAssign: ['billing'] };
    const able = [someone('a', { skills: ['money'] }), someone('b'), someone('c', { skills: ['money'] })];
    const story = asked(
      withDesk(settings, { desk: view({ agents: able }) }),
      'My invoice is wrong, get me a human',
    );
    expect(story.state.episode).toMatchObject({ skill: 'money', category: 'billing' });
    expect(story.state.episode?.picks.map(({ id }) => id)).toEqual(['a']);
  });

  it('are more after a while, then the on-call', () => {
    const facts = withDesk({ onCall: ['boss'] }, { desk: view({ agents }) });
    const story = asked(facts);
    expect(setTo(story, 'widen')).toEqual([3]);
    due(story, 'widen', 3, facts);
    expect(mentioned(story)).toEqual(['d', 'e', 'f', 'g', 'h', 'i']);
    due(story, 'widen', 6, facts);
    expect(mentioned(story)).toEqual(['j']);
    due(story, 'widen', 9, facts);
    expect(story.texts('desk')).toEqual([]);
    expect(setTo(story, 'widen')).toEqual([15]);
    due(story, 'widen', 15, facts);
    expect(mentioned(story)).toEqual(['boss']);
    expect(story.effects.some((one) => one.do === 'whisper' && one.personId === 'boss')).toBe(true);
  });

  it('is nobody any more once it is claimed', () => {
    const facts = { desk: view({ agents }) };
    const story = asked(facts).on(deskAction(deskThread, 'noop', 'x'));
    story.on(deskAction(deskThread, 'claim', story.escalationId), facts);
    expect(story.effects).toContainEqual({ do: 'cancel_timer', id: `${story.escalationId}:widen` });
    due(story, 'widen', 3, facts);
    expect(story.effects).toEqual([]);
    const { episode } = story.state;
    expect(episode && cardOf(episode, keyTexts).mentions).toBeUndefined();
  });

  it('is not who has just let it go', () => {
    const two = view({ agents: [someone(holder.id), someone(otherAgent.id)] });
    const story = asked({ desk: two });
    story.on(deskAction(deskThread, 'claim', story.escalationId), { desk: two });
    story.on(deskAction(deskThread, 'release', story.escalationId), { desk: two });
    expect(story.state.episode?.picks.map(({ id }) => id)).toEqual([otherAgent.id]);
  });
});

describe('where the best alone is asked', () => {
  const facts = withDesk(
    { autoAssign: ['billing'] },
    { desk: view({ agents: [someone('a'), someone('b')] }) },
  );
  const assigned = () => asked(facts, 'My invoice is wrong, get me a human');

  it('they are told that it is theirs, and by when they must have accepted', () => {
    const story = assigned();
    expect(story.state.episode).toMatchObject({ picks: [{ id: 'a' }], alone: true });
    expect(story.posts('desk')).toMatchObject([
      { content: { text: 'desk.assigned a 3', mentions: [{ id: 'a', name: 'a' }] } },
    ]);
    expect(setTo(story, 'widen')).toEqual([3]);
  });

  it('it goes on to the others where they have not', () => {
    const story = due(assigned(), 'widen', 3, facts);
    expect(mentioned(story)).toEqual(['b']);
    expect(story.state.episode?.alone).toBe(false);
    expect(story.effects).toContainEqual(
      expect.objectContaining({ do: 'escalation', escalation: expect.objectContaining({ alone: false }) }),
    );
  });

  it('it is theirs once they claim it', () => {
    const story = assigned();
    story.on(deskAction(deskThread, 'claim', story.escalationId, { author: { id: 'a', name: 'a' } }), facts);
    expect(story.state.episode).toMatchObject({ holder: { id: 'a' }, alone: false });
    expect(story.effects).toContainEqual({ do: 'cancel_timer', id: `${story.escalationId}:widen` });
  });
});

describe('an agent who has become free', () => {
  const free = (story: Story, minutes = 4) =>
    story.on(
      {
        kind: 'agent.free',
        id: `free${minutes}`,
        at: '',
        agent: { id: 'c', name: 'c' },
        about: story.escalationId,
      },
      at(minutes),
    );

  it('is asked to take what waits, with how long it has; the card names them', () => {
    const story = free(asked({ desk: view({ agents: [someone('a')] }) }));
    expect(story.texts('desk')).toEqual(['desk.next_waiting get me a human 4']);
    expect(mentioned(story)).toEqual(['c']);
    expect(story.state.episode?.picks.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(story.kinds()).toContain('card');
    free(story, 5);
    expect(story.state.episode?.picks.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('is not asked once it is claimed, nor while somebody alone is asked', () => {
    const story = asked().on(deskAction(deskThread, 'noop', 'x'));
    story.on(deskAction(deskThread, 'claim', story.escalationId));
    expect(free(story).effects).toEqual([]);
    const alone = withDesk({ autoAssign: ['billing'] }, { desk: view({ agents: [someone('a')] }) });
    expect(free(asked(alone, 'My invoice is wrong, get me a human')).effects).toEqual([]);
  });
});

describe('outside hours', () => {
  const office: Hours = {
    timeZone: 'Europe/Berlin',
    week: { tue: [{ from: 540, to: 1020 }] },
    holidays: [],
  };
  const closed = withDesk(
    { hours: { default: office } },
    { desk: view({ agents: [someone('a')], samples }) },
  );

  it('the customer hears when somebody is there, nobody is asked until then, and then it is in the queue', () => {
    const story = asked(closed);
    expect(story.texts('customer')[0]).toMatch(/customer.wait_opening Tuesday,? (at )?9:00\sAM GMT\+1$/);
    expect(story.state.episode).toMatchObject({ picks: [], circle: 0, wait: { asleep: true } });
    const opening = (Date.parse('2026-01-06T08:00:00.000Z') - START) / MINUTE;
    expect(setTo(story, 'opening')).toEqual([opening]);
    expect(setTo(story, 'widen')).toEqual([]);
    due(story, 'opening', opening, { ...closed, ...at(opening) });
    expect(story.texts('desk')).toEqual(['desk.opened']);
    expect(mentioned(story)).toEqual(['a']);
    expect(story.texts('customer')).toEqual(['customer.wait_range 3–10 min']);
    expect(story.state.episode?.wait?.asleep).toBe(false);
  });

  it('the assistant goes on, and falls silent when somebody claims it after all', () => {
    const story = asked(closed).on(customerMessage('How do I export my calendar?'), { ...closed, ...at(1) });
    expect(story.state.reply).toMatchObject({ for: 'customer' });
    const epoch = story.state.epoch;
    story.answer('Press Export.', { ...closed, ...at(1) });
    expect(story.posts('customer')).toMatchObject([{ guard: epoch, content: { text: 'Press Export.' } }]);
    expect(story.state.owner).toBe('queue');
    story.on(customerMessage('And import?'), { ...closed, ...at(2) });
    story.on(deskAction(deskThread, 'claim', story.escalationId), { ...closed, ...at(3) });
    expect(story.state.reply).toBeNull();
    story.on(customerMessage('Hello?'), { ...closed, ...at(4) });
    expect(story.state.reply).toBeNull();
  });

  it('an urgent category asks the on-call at once', () => {
    const urgent = withDesk({ hours: { default: office }, urgent: ['security'], onCall: ['boss'] });
    const story = asked(urgent, 'Somebody has hacked my account, I need a human');
    expect(story.state.episode?.category).toBe('security');
    expect(mentioned(story)).toEqual(['boss']);
  });

  it('a skill may have hours of its own', () => {
    const settings = {
      hours: { default: office, money: { ...office, week: { mon: [{ from: 0, to: 1440 }] } } },
    };
    const story = asked(
      withDesk({ ...settings, skills: { billing: 'money' } }, { desk: view({ samples }) }),
      'My invoice is wrong, get me a human',
    );
    expect(story.state.episode?.wait?.asleep).toBe(false);
  });
});

describe('room for one more', () => {
  it('is asked of who claims: without it the claim is refused, politely and to them alone', () => {
    const story = asked();
    story.on(deskAction(deskThread, 'claim', story.escalationId), { seat: 'full' });
    expect(story.state.owner).toBe('queue');
    expect(story.whispers()).toEqual(['desk.full 0']);
    expect(story.texts('customer')).toEqual([]);
  });

  it('that was kept for a claim which came too late is given back', () => {
    const story = asked();
    story.on(deskAction(deskThread, 'claim', story.escalationId), { seat: 'kept' });
    story.on(deskAction(deskThread, 'claim', story.escalationId, { author: otherAgent }), { seat: 'kept' });
    expect(story.effects).toContainEqual(
      expect.objectContaining({
        do: 'seat',
        agent: expect.objectContaining({ id: otherAgent.id }),
        taken: false,
      }),
    );
  });

  it('is free again after every way to end', () => {
    for (const action of ['release', 'return', 'resolve']) {
      const story = asked();
      story.on(deskAction(deskThread, 'claim', story.escalationId));
      story.on(deskAction(deskThread, action, story.escalationId));
      expect(story.effects).toContainEqual(expect.objectContaining({ do: 'seat', taken: false }));
    }
  });
});

it('the launch policy has the categories that these tests speak of', () => {
  expect(launchPolicy.categories.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['billing', 'security']),
  );
});
