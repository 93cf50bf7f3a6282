import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/conversation/facts.ts';
import { agent, customerMessage, deskAction, deskMessage, otherAgent } from '../support/events.ts';
import { launchPolicy } from '../support/reader.ts';
import { Story } from '../support/story.ts';

const deskThread = { platform: 'loop', workspace: 'test', channel: 'desk', thread: 'c1' };
const START = Date.parse('2026-01-05T10:00:00.000Z');
const at = (minutes: number): Partial<Facts> => ({ now: new Date(START + minutes * 60_000) });

const press = (story: Story, action: string, minutes = 0, who = agent) =>
  story.on(deskAction(deskThread, action, story.escalationId, { author: who }), at(minutes));
const write = (story: Story, text: string, minutes: number, who = agent) =>
  story.on(deskMessage(deskThread, text, { author: who }), at(minutes));
const customer = (story: Story, text: string, minutes: number) =>
  story.on(customerMessage(text), at(minutes));
const due = (story: Story, name: string, minutes: number, about = story.escalationId) =>
  story.on(
    { kind: 'timer', id: `t${name}${minutes}`, at: at(minutes).now?.toISOString() ?? '', name, about },
    at(minutes),
  );
const claimed = () => press(new Story().on(customerMessage('get me a human')), 'claim');
/** When the timer was set to, minutes after the start. */
const setTo = (story: Story, name: string) =>
  story.effects.flatMap((one) =>
    one.do === 'timer' && one.name === name ? [(Date.parse(one.at) - START) / 60_000] : [],
  );

describe('a claim as a lease of 30 minutes', () => {
  it('warns its holder alone, five minutes before the end, with ways to keep it', () => {
    const story = claimed();
    expect(setTo(story, 'lease')).toEqual([25]);
    due(story, 'lease', 25);
    expect(story.whispers()).toEqual(['desk.lease_ends 5']);
    const [warning] = story.effects.filter((one) => one.do === 'whisper');
    expect(warning).toMatchObject({ personId: agent.id, escalationId: story.escalationId });
    expect(warning?.content.buttons?.map(({ id }) => id)).toEqual(['keep', 'snooze', 'release']);
    expect(setTo(story, 'lease')).toEqual([30]);
    expect(story.state.owner).toBe('agent');
  });

  it('goes back to the queue when nobody has worked; customer and desk are told, and it can be claimed again', () => {
    const story = claimed();
    const { epoch } = story.state;
    due(due(story, 'lease', 25), 'lease', 30);
    expect(story.state).toMatchObject({ owner: 'queue', epoch: epoch + 1 });
    expect(story.state.episode).toMatchObject({ state: 'waiting', holder: null, leaseUntil: null });
    expect(story.texts('customer')).toEqual([`customer.agent_absent ${agent.name} customer.wait_unknown`]);
    expect(story.texts('desk')).toEqual([`desk.lease_ended ${agent.name}`]);
    press(story, 'claim', 31, otherAgent);
    expect(story.state.episode?.holder?.id).toBe(otherAgent.id);
  });

  it.each<[string, (story: Story) => unknown]>([
    ['a note', (story) => write(story, '// looking at the logs', 20)],
    ['a press', (story) => press(story, 'go_soft', 20)],
    ['“I’m on it”', (story) => press(story, 'keep', 20)],
  ])('is kept by %s', (_, work) => {
    const story = claimed();
    work(story);
    due(story, 'lease', 25);
    expect(story.whispers()).toEqual([]);
    expect(setTo(story, 'lease')).toEqual([45]);
    due(due(story, 'lease', 45), 'lease', 50);
    expect(story.state.owner).toBe('queue');
  });

  it('is not kept by what others at the desk write', () => {
    const story = claimed();
    write(story, 'I saw this yesterday, too', 20, otherAgent);
    due(due(story, 'lease', 25), 'lease', 30);
    expect(story.state.owner).toBe('queue');
  });

  it('rests while the customer has the next word, and runs again once they wrote', () => {
    const story = claimed();
    write(story, 'Which browser is it?', 3);
    due(story, 'lease', 25);
    expect(story.effects).toEqual([]);
    customer(story, 'Firefox', 200);
    expect(setTo(story, 'lease')).toEqual([225]);
    customer(story, 'the newest one', 210);
    expect(setTo(story, 'lease')).toEqual([]);
    due(due(story, 'lease', 225), 'lease', 230);
    expect(story.state.owner).toBe('queue');
  });

  it('reminds its holder once of a customer who has long been silent', () => {
    const story = claimed();
    write(story, 'Which browser is it?', 0);
    expect(setTo(story, 'idle')).toEqual([2880]);
    write(story, 'Are you there?', 60);
    due(story, 'idle', 2880);
    expect(setTo(story, 'idle')).toEqual([2940]);
    due(story, 'idle', 2940);
    expect(story.whispers()).toEqual(['desk.idle']);
    expect(story.state.owner).toBe('agent');
  });

  it('ends with the escalation: a timer of the past does nothing', () => {
    const story = press(claimed(), 'resolve', 5);
    const { epoch } = story.state;
    due(story, 'lease', 30);
    expect(story.effects).toEqual([]);
    expect(story.state.epoch).toBe(epoch);
  });
});

describe('Snooze', () => {
  it('puts it off for its time, then reminds the holder, and the lease runs again', () => {
    const story = press(claimed(), 'snooze', 10);
    expect(story.state.episode).toMatchObject({ leaseUntil: null, snoozedUntil: '2026-01-05T11:10:00.000Z' });
    expect(story.whispers()).toEqual(['desk.snoozed 60']);
    due(story, 'lease', 25);
    expect(story.effects).toEqual([]);
    due(story, 'snooze', 70);
    expect(story.whispers()).toEqual(['desk.snooze_over']);
    expect(setTo(story, 'lease')).toEqual([95]);
  });

  it('ends when the customer writes', () => {
    const story = press(claimed(), 'snooze', 10);
    customer(story, 'one more thing', 20);
    expect(story.state.episode?.snoozedUntil).toBeNull();
    expect(setTo(story, 'lease')).toEqual([45]);
    due(story, 'snooze', 70);
    expect(story.effects).toEqual([]);
  });
});

describe('Take over', () => {
  it('is refused while the holder works, with when it would not be', () => {
    const story = claimed();
    press(story, 'take_over', 9, otherAgent);
    expect(story.whispers()).toEqual([`desk.take_over_too_soon ${agent.name} 10`]);
    write(story, 'Which browser is it?', 9);
    press(story, 'take_over', 500, otherAgent);
    expect(story.whispers()).toHaveLength(1);
    expect(story.state.episode?.holder?.id).toBe(agent.id);
  });

  it('moves it to another agent once the customer has waited; both agents and the customer are told', () => {
    const story = claimed();
    const { epoch } = story.state;
    press(story, 'take_over', 10, otherAgent);
    expect(story.state.episode?.holder?.id).toBe(otherAgent.id);
    expect(story.state.epoch).toBe(epoch + 1);
    expect(story.texts('customer')).toEqual([`customer.agent_changed ${otherAgent.name} ${agent.name}`]);
    expect(story.texts('desk')).toEqual([`desk.taken_over ${otherAgent.name} ${agent.name}`]);
    expect(story.whispers()).toEqual([`desk.taken_from_you ${otherAgent.name}`]);
    write(story, 'Still me?', 11, agent);
    expect(story.texts('customer')).toEqual([]);
  });
});

describe('Not for a human', () => {
  it('leaves it with the assistant, tells the customer, and does not bring the old wish back', () => {
    const story = press(new Story().on(customerMessage('get me a human')), 'not_for_human');
    expect(story.state).toMatchObject({ owner: 'assistant', episode: null });
    expect(story.state.lastEpisode?.outcome).toBe('not_needed');
    expect(story.texts('customer')).toEqual(['customer.not_for_human']);
    customer(story, 'How do I export?', 1);
    expect(story.state.owner).toBe('assistant');
    expect(story.state.reply).not.toBeNull();
  });

  it('is refused once somebody has claimed it', () => {
    const story = claimed();
    press(story, 'not_for_human', 1, otherAgent);
    expect(story.whispers()).toEqual([`desk.claimed_by_other ${agent.name}`]);
    expect(story.state.owner).toBe('agent');
  });
});

describe('soft and hard', () => {
  it('can be changed by the holder at any time: the co-pilot comes, and goes with its draft', () => {
    const story = new Story().on(customerMessage('How do I export? get me a human'));
    press(story, 'claim');
    expect(story.state.reply).toBeNull();
    press(story, 'go_soft', 1);
    expect(story.state.episode).toMatchObject({ mode: 'soft', copilot: true });
    expect(story.state.reply?.for).toBe('holder');
    press(story, 'go_hard', 2);
    expect(story.state.episode).toMatchObject({ mode: 'hard', copilot: false });
    expect(story.state.reply).toBeNull();
    press(story, 'go_hard', 3);
    expect(story.whispers()).toEqual(['desk.mode_hard']);
  });

  it('is for the holder alone', () => {
    const story = claimed();
    press(story, 'go_soft', 1, otherAgent);
    expect(story.state.episode?.mode).toBe(launchPolicy.mode);
    expect(story.whispers()).toEqual([`desk.claimed_by_other ${agent.name}`]);
  });
});
