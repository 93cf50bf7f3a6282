import { describe, expect, it } from 'vitest';
import { type Draft, wordDistance } from '../../src/conversation/draft.ts';
import type { Facts } from '../../src/conversation/facts.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import { cardOf } from '../../src/handoff/card.ts';
import { agent, customerMessage, deskAction, deskMessage, otherAgent } from '../support/events.ts';
import { launchPolicy } from '../support/reader.ts';
import { Story } from '../support/story.ts';
import { keyTexts, testSettings } from '../support/test-app.ts';

const deskThread = { platform: 'loop', workspace: 'test', channel: 'desk', thread: 'c1' };
const soft = { policy: { ...launchPolicy, mode: 'soft' as const } };
const TEXT = 'A refund takes 5 to 10 working days, depending on your bank.';
const answer: Reply = {
  kind: 'answer',
  text: TEXT,
  sources: [{ title: 'Refunds' }],
  passages: [],
  confidence: 0.9,
};

const press = (story: Story, action: string, change: Partial<Facts> = {}, who = agent) =>
  story.on(deskAction(deskThread, action, story.escalationId, { author: who }), change);
const ready = (story: Story, reply: Reply, similar: { ask: string; solution: string }[] = []) => {
  const replyId = story.state.reply?.id ?? 'none';
  return story.on({
    kind: 'reply.ready',
    id: `reply:${replyId}`,
    at: '2026-01-05T10:00:05.000Z',
    replyId,
    reply,
    similar,
  });
};
const whispers = (story: Story) => story.effects.flatMap((one) => (one.do === 'whisper' ? [one] : []));
const toCustomer = (story: Story) =>
  story.effects.flatMap((one) =>
    one.do === 'post' && one.lane === 'customer' && one.content.kind === 'text' ? [one.content] : [],
  );
const drafts = (story: Story): Draft[] =>
  story.effects.flatMap((one) => (one.do === 'draft' ? [one.draft] : []));

/** A soft escalation that the agent has claimed with the co-pilot. */
const claimed = () =>
  press(new Story().on(customerMessage('How do I share my calendar? get me a human'), soft), 'claim_copilot');
/** The same, with a draft before the agent. */
const drafted = () => ready(claimed(), answer);

describe('the co-pilot', () => {
  it('drafts for whoever claims with it, and shows it to nobody else', () => {
    const story = drafted();
    const [draft, ...more] = whispers(story);
    expect(more).toEqual([]);
    expect(draft).toMatchObject({ lane: 'desk', personId: agent.id, escalationId: story.escalationId });
    expect(draft?.content).toMatchObject({ text: `desk.draft\n\n${TEXT}`, sources: [{ title: 'Refunds' }] });
    expect(draft?.content.buttons?.map(({ id }) => id)).toEqual([
      'draft_send_1',
      'form_draft_edit_1',
      'draft_dismiss_1',
    ]);
    expect(toCustomer(story)).toEqual([]);
    expect(drafts(story)).toMatchObject([{ outcome: 'open', holderId: agent.id, text: TEXT }]);
  });

  it('drafts anew when the customer writes, and drops a draft that is being made', () => {
    const story = claimed();
    const first = story.state.reply?.id;
    story.on(customerMessage('It was a yearly plan'));
    expect(story.state.reply?.for).toBe('holder');
    expect(story.state.reply?.id).not.toBe(first);
  });

  it.each([
    ['Claim', 'claim', {}, undefined],
    ['Claim, by one who always wants it', 'claim', { wantsCopilot: true }, 'holder'],
    ['Claim with co-pilot', 'claim_copilot', {}, 'holder'],
  ])('%s in a soft escalation', (_, action, change, whom) => {
    const story = press(
      new Story().on(customerMessage('How do I share my calendar? get me a human'), soft),
      action,
      change,
    );
    expect(story.state.reply?.for).toBe(whom);
  });

  it('never helps in a hard escalation, whatever is pressed', () => {
    const waiting = () => new Story().on(customerMessage('How do I share my calendar? get me a human'));
    for (const action of ['claim', 'claim_copilot']) {
      const story = press(waiting(), action, { wantsCopilot: true });
      expect(story.state.reply).toBeNull();
      expect(story.on(customerMessage('hello?')).state.reply).toBeNull();
      expect(whispers(press(story, 'suggest'))).toMatchObject([{ content: { text: 'desk.no_copilot' } }]);
      expect(story.state.reply).toBeNull();
    }
    const { episode } = waiting().state;
    expect(episode && cardOf(episode, keyTexts).buttons.map(({ id }) => id)).toEqual([
      'claim',
      'not_for_human',
    ]);
  });

  it('helps on demand, with cases like it, and says where it has nothing', () => {
    const story = press(
      new Story().on(customerMessage('How do I share my calendar? get me a human'), soft),
      'claim',
    );
    press(story, 'suggest');
    expect(story.state.reply?.for).toBe('holder_asked');
    const none: Reply = {
      kind: 'abstain',
      reason: 'no_grounding',
      considered: [{ title: 'Plans' }],
      confidence: 0,
    };
    ready(story, none, [{ ask: 'Where is my refund?', solution: 'Sent again.' }]);
    const [told] = whispers(story);
    expect(told?.content.text).toBe('desk.no_draft\n\n**desk.similar**\n- Where is my refund? → Sent again.');
    expect(told?.content.sources).toEqual([{ title: 'Plans' }]);
  });

  it('says nothing by itself where it has nothing', () => {
    const story = ready(claimed(), {
      kind: 'abstain',
      reason: 'no_grounding',
      considered: [],
      confidence: 0,
    });
    expect(whispers(story)).toEqual([]);
  });
});

describe('what becomes of a draft', () => {
  it('sent: the customer has it in the words and under the name of the agent', () => {
    const story = press(drafted(), 'draft_send_1');
    expect(toCustomer(story)).toMatchObject([
      { text: TEXT, author: { name: agent.name }, sources: [{ title: 'Refunds' }] },
    ]);
    expect(drafts(story)).toMatchObject([{ outcome: 'sent', distance: 0 }]);
    expect(story.effects.find((one) => one.do === 'record')).toMatchObject({
      message: { role: 'agent', text: TEXT },
    });
  });

  it('sent once, however often it is pressed', () => {
    const story = press(press(drafted(), 'draft_send_1'), 'draft_send_1');
    expect(toCustomer(story)).toEqual([]);
    expect(whispers(story)).toMatchObject([{ content: { text: 'desk.draft_gone' } }]);
  });

  it('of an older one nothing is sent', () => {
    const story = drafted().on(customerMessage('And where does it go?'));
    ready(story, { ...answer, text: 'To your card.' });
    expect(drafts(story)).toMatchObject([
      { number: 1, outcome: 'ignored' },
      { number: 2, outcome: 'open' },
    ]);
    expect(toCustomer(press(story, 'draft_send_1'))).toEqual([]);
  });

  it('edit gives its words to change; what is then written is compared with it', () => {
    const story = press(drafted(), 'draft_edit_1');
    expect(whispers(story)).toMatchObject([
      { content: { text: `desk.draft_edit\n\n\`\`\`\n${TEXT}\n\`\`\`` } },
    ]);
    story.on(deskMessage(deskThread, 'A refund takes 5 to 10 working days. Yours is on its way.'));
    expect(drafts(story)).toMatchObject([{ outcome: 'edited', distance: 0.31 }]);
  });

  it.each([
    ['ignored, when something else is written', 'Let me look into your account first, please.', 'ignored'],
    ['sent, when it is written word for word', TEXT, 'sent'],
  ])('%s', (_, written, outcome) => {
    const story = drafted().on(deskMessage(deskThread, written));
    expect(drafts(story)).toMatchObject([{ outcome }]);
  });

  it('a note is no answer to it', () => {
    expect(drafts(drafted().on(deskMessage(deskThread, '// looks right')))).toEqual([]);
  });

  it('dismissed: nothing is sent, and nothing later either', () => {
    const story = press(drafted(), 'draft_dismiss_1');
    expect(drafts(story)).toMatchObject([{ outcome: 'dismissed' }]);
    expect(toCustomer(press(story, 'draft_send_1'))).toEqual([]);
  });

  it('another agent can do nothing with it', () => {
    const story = press(drafted(), 'draft_send_1', {}, otherAgent);
    expect(toCustomer(story)).toEqual([]);
    expect(whispers(story)).toMatchObject([
      { personId: otherAgent.id, content: { text: 'desk.claimed_by_other First agent' } },
    ]);
  });

  it.each(['release', 'return', 'resolve'])(
    'ends with %s; one being made says nothing after it',
    (action) => {
      const story = drafted().on(customerMessage('And where does it go?'));
      const replyId = story.state.reply?.id ?? '';
      press(story, action);
      expect(drafts(story)).toMatchObject([{ outcome: 'ignored' }]);
      story.on({ kind: 'reply.ready', id: 'late', at: '2026-01-05T10:00:05.000Z', replyId, reply: answer });
      expect(whispers(story)).toEqual([]);
      expect(toCustomer(story)).toEqual([]);
    },
  );
});

describe('what the assistant does in a place or with a kind of issue', () => {
  const modes = (more: object) => ({
    settings: {
      ...testSettings.transition,
      modes: { everywhere: 'answer' as const, places: {}, categories: {}, ...more },
    },
  });

  it.each([
    ['answer', modes({}), 'assistant', undefined],
    ['draft', modes({ places: { help: 'draft' } }), 'queue', 'soft'],
    ['off', modes({ everywhere: 'off' }), 'queue', 'hard'],
    [
      'draft everywhere but here',
      modes({ everywhere: 'draft', places: { help: 'answer' } }),
      'assistant',
      undefined,
    ],
    ['off for what is technical', modes({ categories: { technical: 'off' } }), 'queue', 'hard'],
  ])('%s', (_, change, owner, mode) => {
    const story = new Story().on(
      customerMessage('The app crashes with an error when I export, it is broken'),
      change,
    );
    expect(story.state.owner).toBe(owner);
    expect(story.state.episode?.mode).toBe(mode);
    if (owner === 'queue')
      expect(story.state.episode?.signals.at(-1)?.evidence).toContain('people answer here');
  });

  it('thanks bring nobody', () => {
    const story = new Story().on(customerMessage('How do I export?')).answer('Like this.');
    story.on(customerMessage('thanks!'), modes({ everywhere: 'off' }));
    expect(story.state.owner).toBe('assistant');
  });
});

it.each([
  ['', '', 0],
  ['a b c', 'a b c', 0],
  ['a b c', 'A, b: c!', 0],
  ['a b c d', 'a b x d', 0.25],
  ['a b', '', 1],
  ['a', 'a b c d', 0.75],
])('%j and %j are %d apart', (one, other, distance) => {
  expect(wordDistance(one, other)).toBe(distance);
  expect(wordDistance(other, one)).toBe(distance);
});
