import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../src/conversation/conversation.ts';
import type { DeskView, Facts } from '../../src/conversation/facts.ts';
import type { Agent } from '../../src/routing/agent.ts';
import type { Hours } from '../../src/routing/hours.ts';
import {
  agent,
  customerAction,
  customerMessage,
  deskAction,
  deskMessage,
  otherAgent,
} from '../support/events.ts';
import { launchPolicy } from '../support/reader.ts';
import { Story } from '../support/story.ts';
import { testSettings } from '../support/test-app.ts';

const deskThread = { platform: 'loop', workspace: 'test', channel: 'desk', thread: 'c1' };
const START = Date.parse('2026-01-05T10:00:00.000Z');
const at = (minutes: number) => ({ now: new Date(START + minutes * 60_000) });
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
const view = (...agents: Agent[]): { desk: DeskView } => ({ desk: { agents, waiting: [], samples: [] } });

const send = (
  story: Story,
  action: string,
  fields: Record<string, string> | undefined,
  change: Partial<Facts> = {},
  who = agent,
) =>
  story.on(
    deskAction(deskThread, action, story.escalationId, { author: who, ...(fields ? { fields } : {}) }),
    change,
  );
const claimed = (change: Partial<Facts> = {}, text = 'How do I get a refund? get me a human') =>
  send(new Story().on(customerMessage(text), change), 'claim', undefined, change);
const answered = () => claimed().on(deskMessage(deskThread, 'I have sent the refund again.'));
const nothingHappened = (story: Story, whispers: string[]) => {
  expect(story.whispers()).toEqual(whispers);
  expect(story.texts('customer')).toEqual([]);
  expect(story.texts('desk')).toEqual([]);
  expect(story.state.owner).toBe('agent');
};

describe('resolve', () => {
  it('keeps how it ended, why the assistant could not do it, and what solved it', () => {
    const story = send(answered(), 'resolve', {
      resolution: 'duplicate',
      gap: 'product',
      solution: 'Sent the refund by hand.',
    });
    expect(story.state.lastEpisode).toMatchObject({
      outcome: 'resolved',
      resolution: 'duplicate',
      gap: 'product',
      solution: 'Sent the refund by hand.',
    });
    expect(story.texts('customer')).toEqual([`customer.closed ${agent.name}`]);
  });

  it('without a form takes what rules propose, and the last words of the agent', () => {
    const story = send(answered(), 'resolve', undefined);
    expect(story.state.lastEpisode).toMatchObject({
      resolution: 'solved',
      gap: 'none',
      solution: 'I have sent the refund again.',
    });
    expect(story.texts('customer')).toEqual([`customer.resolved ${agent.name}`]);
  });

  it('keeps no solution where the agent has taken it out', () => {
    const story = send(answered(), 'resolve', { resolution: 'solved', gap: 'none', solution: ' ' });
    expect(story.state.lastEpisode?.solution).toBeNull();
  });

  it.each([
    [{ resolution: 'fine', gap: 'none', solution: '' }],
    [{ resolution: 'solved', gap: 'constructor', solution: '' }],
  ])('filled in as it cannot be changes nothing: %j', (fields) => {
    nothingHappened(send(answered(), 'resolve', fields), ['desk.form_invalid']);
  });

  it('notes for every other end, too, why the assistant could not do it', () => {
    expect(send(answered(), 'return', undefined).state.lastEpisode).toMatchObject({
      gap: 'none',
      resolution: null,
    });
    const waiting = new Story().on(customerMessage('get me a human'));
    expect(send(waiting, 'not_for_human', undefined).state.lastEpisode?.gap).toBe('calibration');
  });
});

describe('transfer to a person', () => {
  const desk = view(someone(agent.id), someone('anna'), someone('ben', { load: 3 }));

  it('asks them alone, frees the seat, moves the epoch, and tells everybody what is true', () => {
    const story = claimed(desk);
    const { epoch } = story.state;
    send(story, 'transfer', { to: 'person:anna', note: 'They want it in euros.' }, desk);
    expect(story.state).toMatchObject({ owner: 'queue', epoch: epoch + 1 });
    expect(story.state.episode).toMatchObject({
      state: 'waiting',
      holder: null,
      leaseUntil: null,
      picks: [{ id: 'anna' }],
      alone: true,
      letGo: [agent.id],
      note: { by: agent.name, text: 'They want it in euros.' },
    });
    expect(story.effects).toContainEqual(
      expect.objectContaining({ do: 'seat', agent: expect.objectContaining({ id: agent.id }), taken: false }),
    );
    expect(story.effects).toContainEqual({ do: 'cancel_timer', id: `${story.escalationId}:lease` });
    expect(story.texts('customer')).toEqual([
      `customer.agent_transferred ${agent.name} customer.wait_unknown`,
    ]);
    expect(story.posts('desk').map(({ content }) => [content.tone, content.text, content.mentions])).toEqual([
      ['note', 'They want it in euros.', undefined],
      ['system', `desk.transferred ${agent.name} anna`, [{ id: 'anna', name: 'anna' }]],
    ]);
    expect(story.effects.find((one) => one.do === 'record')).toMatchObject({
      message: { role: 'agent', internal: true, text: 'They want it in euros.' },
    });
  });

  it('asks others after a while, and whoever handed it on only where nobody else is left', () => {
    const story = send(claimed(desk), 'transfer', { to: 'person:anna' }, desk);
    const widen = (minutes: number) =>
      story.on(
        { kind: 'timer', id: `w${minutes}`, at: '', name: 'widen', about: story.escalationId },
        { ...desk, ...at(minutes) },
      );
    widen(3);
    expect(story.state.episode).toMatchObject({ picks: [{ id: 'anna' }, { id: 'ben' }], alone: false });
    expect(story.kinds()).toContain('card');
    widen(6);
    expect(story.state.episode?.picks.map(({ id }) => id)).toEqual(['anna', 'ben', agent.id]);
  });

  it('of whom is there outside the hours of the desk asks them all the same', () => {
    const closed: Hours = { timeZone: 'UTC', week: { tue: [{ from: 540, to: 1020 }] }, holidays: [] };
    const { desk: settings } = testSettings.transition;
    const change = {
      ...desk,
      settings: { ...testSettings.transition, desk: { ...settings, hours: { default: closed } } },
    };
    const story = send(claimed(change), 'transfer', { to: 'person:anna' }, change);
    expect(story.state.episode?.picks).toMatchObject([{ id: 'anna' }]);
    expect(story.texts('customer')[0]).not.toContain('wait_opening');
  });

  it.each<[string, { desk: DeskView }, string, string]>([
    ['who has filled up', view(someone('anna', { load: 5 })), 'person:anna', 'desk.transfer_cannot anna'],
    [
      'who has gone',
      view(someone('anna', { availability: 'away' })),
      'person:anna',
      'desk.transfer_cannot anna',
    ],
    ['who is not known', desk, 'person:nobody', 'desk.form_invalid'],
    ['who holds it', desk, `person:${agent.id}`, `desk.transfer_cannot ${agent.id}`],
    ['that is no choice', desk, '__proto__', 'desk.form_invalid'],
    ['left out', desk, '', 'desk.form_invalid'],
  ])('%s is refused, and the note given back', (_, change, to, told) => {
    const story = send(claimed(desk), 'transfer', { to, note: 'Urgent!' }, change);
    nothingHappened(story, [`${told}\n\n\`\`\`\nUrgent!\n\`\`\``]);
  });

  it('without a form is refused', () => {
    nothingHappened(send(claimed(desk), 'form_transfer', undefined, desk), ['desk.form_invalid']);
  });
});

it('a transfer to a skill waits for somebody who has it, whoever knew it before', () => {
  const desk = view(someone('anna', { skills: ['money'] }), someone('ben'));
  const story = send(claimed(desk), 'transfer', { to: 'skill:money', note: '' }, desk);
  expect(story.state.episode).toMatchObject({ skill: 'money', picks: [{ id: 'anna' }], alone: false });
  expect(story.posts('desk')).toMatchObject([
    { content: { text: `desk.transferred_skill ${agent.name} money`, mentions: [{ id: 'anna' }] } },
  ]);
});

describe('return to the assistant', () => {
  const NOTE = 'The refund was sent on Monday. I want to talk to a human lawyer, this is unacceptable!';

  it('keeps the note as a finding: at the desk and in the record, never in the customer’s thread', () => {
    const story = send(claimed(), 'return', { note: NOTE });
    expect(story.state.findings).toEqual([NOTE]);
    expect(story.texts('customer')).toEqual([`customer.handed_back ${agent.name}`]);
    expect(story.posts('desk')).toMatchObject([
      { content: { tone: 'note', text: NOTE } },
      { content: { text: `desk.returned ${agent.name}` } },
    ]);
    expect(story.state.recent.some(({ text }) => text === NOTE)).toBe(false);
  });

  it('is an end: neither the old wish, nor the agent’s words, nor the note bring a human again', () => {
    const story = claimed().on(deskMessage(deskThread, 'I am a human, and this is a legal dispute.'));
    send(story, 'return', { note: NOTE });
    story.on(customerMessage('How do I export my calendar?'), at(1));
    expect(story.state).toMatchObject({ owner: 'assistant', episode: null });
    expect(story.texts('customer')).toEqual([]);
    expect(story.answer('Like this.', at(1)).state.owner).toBe('assistant');
    expect(story.texts('customer')).toEqual(['Like this.']);
  });

  it('without a note keeps none', () => {
    expect(send(claimed(), 'return', { note: '  ' }).state.findings).toBeUndefined();
  });
});

describe('snooze', () => {
  const until = (story: Story) => story.state.episode?.snoozedUntil;

  it.each([
    ['short', '2026-01-05T10:15:00.000Z', 'desk.snoozed 15'],
    ['default', '2026-01-05T11:00:00.000Z', 'desk.snoozed 60'],
    ['tomorrow', '2026-01-06T10:00:00.000Z', undefined],
  ])('%s', (choice, moment, told) => {
    const story = send(claimed(), 'snooze', { for: choice });
    expect(until(story)).toBe(moment);
    if (told) expect(story.whispers()).toEqual([told]);
    else expect(story.whispers()[0]).toContain('desk.snoozed_until Tuesday');
  });

  it('until tomorrow is until the desk opens then', () => {
    const hours: Hours = {
      timeZone: 'Europe/Berlin',
      week: { tue: [{ from: 540, to: 1020 }] },
      holidays: [],
    };
    const { desk } = testSettings.transition;
    const settings = { ...testSettings.transition, desk: { ...desk, hours: { default: hours } } };
    const story = send(claimed(), 'snooze', { for: 'tomorrow' }, { settings });
    expect(until(story)).toBe('2026-01-06T08:00:00.000Z');
  });

  it('for what is no choice is refused', () => {
    const story = send(claimed(), 'snooze', { for: 'ever' });
    nothingHappened(story, ['desk.form_invalid']);
    expect(until(story)).toBeNull();
  });
});

describe('an edited draft', () => {
  const soft = { policy: { ...launchPolicy, mode: 'soft' as const } };
  const TEXT = 'A refund takes 5 to 10 working days, depending on your bank.';
  const drafted = () => {
    const story = send(
      new Story().on(customerMessage('How do I share my calendar? get me a human'), soft),
      'claim_copilot',
      undefined,
    );
    return story.answer(TEXT);
  };
  const drafts = (story: Story) => story.effects.flatMap((one) => (one.do === 'draft' ? [one.draft] : []));

  it.each([
    ['edited', 'A refund takes 5 to 10 working days. Yours is on its way.', 'edited', 0.31, 1],
    ['as it was', TEXT, 'sent', 0, 1],
    ['something else', 'Let me look into your account first, please.', 'edited', 1, 0],
  ])('goes to the customer under the holder’s name: %s', (_, text, outcome, distance, sources) => {
    const story = send(drafted(), 'draft_edit_1', { text });
    const [post, ...more] = story.posts('customer');
    expect(more).toEqual([]);
    expect(post?.content).toMatchObject({ text, author: { name: agent.name } });
    expect(post?.content.sources).toHaveLength(sources);
    expect(drafts(story)).toMatchObject([{ text: TEXT, outcome, distance }]);
    expect(story.state.draft).toBeNull();
  });

  it('is given back where its draft is past, as after a second click', () => {
    const story = send(drafted(), 'draft_edit_1', { text: TEXT });
    send(story, 'draft_edit_1', { text: 'Again' });
    nothingHappened(story, ['desk.draft_gone\n\n```\nAgain\n```']);
  });

  it('that begins with the mark of a note does not leave the desk', () => {
    const story = send(drafted(), 'draft_edit_1', { text: '// check first' });
    nothingHappened(story, ['desk.edit_is_note\n\n```\n// check first\n```']);
    expect(drafts(story)).toEqual([]);
  });

  it('without words is refused', () => {
    nothingHappened(send(drafted(), 'draft_edit_1', { text: ' ' }), ['desk.form_invalid']);
  });

  it('from a platform without forms comes as words to copy', () => {
    expect(send(drafted(), 'form_draft_edit_1', undefined).whispers()).toEqual([
      `desk.draft_edit\n\n\`\`\`\n${TEXT}\n\`\`\``,
    ]);
  });

  it('from a direct message is sent by a member of the desk alone', () => {
    const fromAside = (story: Story, change: Partial<Facts>) =>
      story.on(
        customerAction('draft_edit_1', story.escalationId, { author: agent, fields: { text: 'Hello!' } }),
        change,
      );
    expect(fromAside(drafted(), { actorIsMember: true }).texts('customer')).toEqual(['Hello!']);
    const removed = fromAside(drafted(), { actorIsMember: false });
    nothingHappened(removed, ['customer.unknown_action']);
  });
});

describe('a form that comes too late', () => {
  it('after somebody else took over changes nothing, and what was written is given back', () => {
    const story = claimed();
    send(story, 'take_over', undefined, at(20), otherAgent);
    expect(story.state.episode?.holder?.id).toBe(otherAgent.id);
    send(story, 'return', { note: 'All clear.' }, at(21));
    nothingHappened(story, [`desk.claimed_by_other ${otherAgent.name}\n\n\`\`\`\nAll clear.\n\`\`\``]);
  });

  it('twice does it once', () => {
    const story = answered();
    const fields = { resolution: 'solved', gap: 'none', solution: '' };
    const press = () => story.on(deskAction(deskThread, 'resolve', `${story.state.id}#1`, { fields }));
    expect(press().texts('customer')).toHaveLength(1);
    expect(press().texts('customer')).toEqual([]);
    expect(story.whispers()).toEqual(['desk.stale_card']);
  });

  it('from somebody who was removed from the desk changes nothing', () => {
    const story = send(
      answered(),
      'resolve',
      { resolution: 'solved', gap: 'none' },
      { actorIsMember: false },
    );
    nothingHappened(story, ['desk.not_member']);
  });
});

it('conversations of before there were forms go on', () => {
  const story = answered();
  const { episode, ...state } = JSON.parse(JSON.stringify(story.state)) as Conversation;
  const {
    alone: _,
    letGo: __,
    others: ___,
    gap: ____,
    resolution: _____,
    ...older
  } = episode ?? ({} as never);
  story.state = { ...state, episode: older };
  story.on(customerMessage('One more thing'));
  send(story, 'return', { note: 'Sent.' });
  expect(story.state).toMatchObject({ owner: 'assistant', findings: ['Sent.'] });
});
