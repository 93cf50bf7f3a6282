import { describe, expect, it } from 'vitest';
import {
  agent,
  customer,
  customerAction,
  customerCommand,
  customerMessage,
  customerThread,
  deskAction,
  deskMessage,
  otherAgent,
} from '../support/events.ts';
import { Story } from '../support/story.ts';

const deskThread = { platform: 'loop', workspace: 'test', channel: 'desk', thread: 'c1' };
const asked = () => new Story().on(customerMessage('How do I export my calendar?'));
const waiting = () => asked().on(customerMessage('I want to talk to a human'));
const held = () => {
  const story = waiting();
  return story.on(deskAction(deskThread, 'claim', story.escalationId));
};

describe('a customer opens a conversation', () => {
  it('by a mention, and an answer is being made', () => {
    const story = asked();
    expect(story.state).toMatchObject({
      status: 'open',
      owner: 'assistant',
      openedBy: customer,
      lastCustomerSeq: 1,
    });
    expect(story.state.reply).toMatchObject({ epoch: 0, afterSeq: 1 });
  });

  it.each(['thanks!', ':+1:', 'ok great', '🎉'])('not by small talk in a support channel: %s', (text) => {
    const story = new Story().on(customerMessage(text, { via: 'support_channel' }));
    expect(story.state.status).toBe('new');
    expect(story.effects).toEqual([]);
  });

  it('not by a greeting to us, which is answered with what we can do', () => {
    const story = new Story().on(customerMessage('hello!'));
    expect(story.state.status).toBe('new');
    expect(story.texts('customer')).toEqual(['customer.help']);
  });

  it('not by talk in a thread that is none of ours', () => {
    expect(new Story().on(customerMessage('how do I export?', { via: 'thread' })).effects).toEqual([]);
  });
});

describe('an answer', () => {
  it('is said with its sources, its feedback and a way to a human, under the epoch it was made for', () => {
    const story = asked().answer('Open **Settings**.');
    const [post] = story.posts('customer');
    expect(post).toMatchObject({
      guard: 0,
      content: { text: 'Open **Settings**.', sources: [{ title: 'Article' }] },
    });
    expect(post?.content.buttons?.map(({ id }) => id)).toEqual(['solved', 'not_solved', 'human']);
    expect(story.state.reply).toBeNull();
  });

  it('is made anew with a newer message in view, and the older one is not said', () => {
    const story = asked();
    const old = story.state.reply?.id;
    story.on(customerMessage('On Android, I mean'));
    expect(story.state.reply?.id).not.toBe(old);
    story.on({
      kind: 'reply.ready',
      id: 'late',
      at: '2026-01-05T10:00:05.000Z',
      replyId: old ?? '',
      reply: { kind: 'answer', text: 'late', sources: [], passages: [], confidence: 1 },
    });
    expect(story.effects).toEqual([]);
  });

  it('still comes when the customer says thanks while it is being made', () => {
    const story = asked().on(customerMessage('thanks'));
    expect(story.state.reply).toMatchObject({ afterSeq: 2 });
    expect(story.answer('Open Settings.').texts('customer')).toEqual(['Open Settings.']);
  });

  it('is not said after a human was asked for', () => {
    const story = asked();
    const replyId = story.state.reply?.id ?? '';
    story.on(customerMessage('get me a person'));
    const reply = { kind: 'answer' as const, text: 'late', sources: [], passages: [], confidence: 1 };
    story.on({ kind: 'reply.ready', id: 'late', at: '2026-01-05T10:00:05.000Z', replyId, reply });
    expect(story.effects).toEqual([]);
  });

  it('that cannot be given says so and offers a human', () => {
    const story = asked();
    const replyId = story.state.reply?.id ?? '';
    const reply = {
      kind: 'abstain' as const,
      reason: 'no_grounding' as const,
      considered: [],
      confidence: 0,
    };
    story.on({ kind: 'reply.ready', id: 'r', at: '2026-01-05T10:00:05.000Z', replyId, reply });
    const [post] = story.posts('customer');
    expect(post?.content.text).toBe('customer.abstain');
    expect(post?.content.buttons?.map(({ id }) => id)).toEqual(['human']);
  });
});

describe('asking for a human', () => {
  it('in words brings the card, the whole transcript, and a word to the customer', () => {
    const story = waiting();
    expect(story.state).toMatchObject({ owner: 'queue', epoch: 1, reply: null });
    expect(story.state.episode).toMatchObject({
      state: 'waiting',
      reason: 'asked',
      ask: 'How do I export my calendar?',
    });
    expect(story.kinds().filter((kind) => !kind.includes('timer'))).toEqual([
      'record',
      'decision',
      'escalation',
      'card',
      'transcript',
      'brief',
      'record',
      'post',
      'visit',
    ]);
    expect(story.texts('customer')).toEqual([
      'handoff_reason.explicit_request customer.handoff_opened customer.wait_unknown',
    ]);
  });

  it('by the button does the same, and a second press opens nothing more', () => {
    const story = asked();
    story.on(customerAction('human', story.state.id));
    expect(story.state).toMatchObject({ owner: 'queue', episodes: 1 });
    story.on(customerAction('human', story.state.id));
    expect(story.state.episodes).toBe(1);
    expect(story.whispers()).toEqual(['customer.handoff_already']);
  });

  it('by command opens a conversation where there is none, with what was typed as the ask', () => {
    const story = new Story().on(customerCommand('human', 'my invoice is wrong'));
    expect(story.state).toMatchObject({ owner: 'queue', status: 'open', openedBy: customer });
    expect(story.state.episode).toMatchObject({ reason: 'command', ask: 'my invoice is wrong' });
  });

  it('vaguely gets an offer, once in an episode', () => {
    const story = asked().answer('Open Settings.').on(customerMessage('agent?'));
    expect(story.texts('customer')).toEqual(['offer_reason.explicit_request customer.offer_human']);
    expect(story.on(customerMessage('agent?')).texts('customer')).toEqual([]);
  });

  it('again while waiting says that somebody is coming, and reaches the desk', () => {
    const story = waiting().on(customerMessage('I need a human now'));
    expect(story.texts('desk')).toEqual(['I need a human now']);
    expect(story.texts('customer')).toEqual(['customer.handoff_already']);
    expect(story.state.episodes).toBe(1);
  });
});

describe('a claim', () => {
  it('makes the agent speak for us, and tells the customer who joined', () => {
    const story = held();
    expect(story.state).toMatchObject({
      owner: 'agent',
      epoch: 2,
      episode: { state: 'held', holder: agent },
    });
    expect(story.texts('customer')).toEqual(['customer.agent_joined First agent']);
    expect(story.kinds()).toContain('cancel_timer');
  });

  it('by a second agent changes nothing, and tells them who has it', () => {
    const story = held();
    story.on(deskAction(deskThread, 'claim', story.escalationId, { author: otherAgent }));
    expect(story.state.episode?.holder).toEqual(agent);
    expect(story.whispers()).toEqual(['desk.claimed_by_other First agent']);
  });

  it('waits while a word of the assistant is on its way', () => {
    const story = waiting();
    story.on(deskAction(deskThread, 'claim', story.escalationId), { answerInFlight: true });
    expect(story.deferred).toBe(true);
    expect(story.state.owner).toBe('queue');
  });

  it('by somebody who was removed from the desk is refused, to them alone', () => {
    const story = waiting();
    story.on(deskAction(deskThread, 'claim', story.escalationId), { actorIsMember: false });
    expect(story.state.owner).toBe('queue');
    expect(story.whispers()).toEqual(['desk.not_member']);
    // Room may have been kept for the claim while it waited for an answer to arrive.
    const [given, ...more] = story.effects.filter(({ do: what }) => what !== 'whisper');
    expect(given).toMatchObject({ do: 'seat', taken: false, agent: { id: agent.id } });
    expect(more).toEqual([]);
  });

  it('on a card of another conversation or an ended episode is refused as stale', () => {
    const story = waiting().on(deskAction(deskThread, 'claim', 'elsewhere#1'));
    expect(story.whispers()).toEqual(['desk.stale_card']);
    expect(story.state.owner).toBe('queue');
  });

  it('with an unknown action id is refused, even one that every object has', () => {
    const story = held();
    for (const action of ['explode', 'constructor', '__proto__']) {
      story.on(deskAction(deskThread, action, story.escalationId));
      expect(story.whispers()).toEqual(['desk.unknown_action']);
    }
  });
});

describe('while an agent has it', () => {
  it('what the holder writes reaches the customer under their name', () => {
    const story = held().on(deskMessage(deskThread, 'Hello, I will look.'));
    expect(story.posts('customer')).toMatchObject([
      { content: { text: 'Hello, I will look.', author: { name: agent.name } } },
    ]);
  });

  it.each(['// ask billing first', '   // indented'])('a note stays at the desk: %s', (text) => {
    const story = held().on(deskMessage(deskThread, text));
    expect(story.texts('customer')).toEqual([]);
    expect(story.effects).toMatchObject([
      { do: 'record', message: { internal: true } },
      { do: 'mark', marking: { mark: 'note' } },
    ]);
  });

  it('what anyone else writes stays at the desk, and they are told how to join', () => {
    const story = held().on(deskMessage(deskThread, 'I know this one', { author: otherAgent }));
    expect(story.texts('customer')).toEqual([]);
    expect(story.whispers()).toEqual(['desk.note_not_holder First agent']);
  });

  it('the assistant makes no answer to what the customer writes', () => {
    const story = held().on(customerMessage('And how do I import?'));
    expect(story.state.reply).toBeNull();
    expect(story.texts('desk')).toEqual(['And how do I import?']);
    expect(story.texts('customer')).toEqual([]);
  });
});

describe('handing back', () => {
  it('gives the conversation to the assistant, and the old wish for a human does not fire again', () => {
    const story = held();
    story.on(deskAction(deskThread, 'return', story.escalationId));
    expect(story.state).toMatchObject({ owner: 'assistant', epoch: 3, episode: null, status: 'open' });
    expect(story.texts('customer')).toEqual(['customer.handed_back First agent']);
    story.on(customerMessage('How do I delete a booking?'));
    expect(story.state).toMatchObject({ owner: 'assistant', episodes: 1 });
    expect(story.state.reply).not.toBeNull();
  });

  it('by somebody who does not hold it is refused', () => {
    const story = held();
    story.on(deskAction(deskThread, 'return', story.escalationId, { author: otherAgent }));
    expect(story.state.owner).toBe('agent');
    expect(story.whispers()).toEqual(['desk.claimed_by_other First agent']);
  });

  it('by resolving ends it; a message soon after goes back to the same agent', () => {
    const story = held();
    story.on(deskAction(deskThread, 'resolve', story.escalationId));
    expect(story.state).toMatchObject({ status: 'resolved', owner: 'assistant' });
    story.on(customerMessage('One more thing about that invoice'));
    expect(story.state).toMatchObject({ status: 'open', owner: 'agent', episode: { holder: agent } });
    expect(story.texts('desk')).toContain('One more thing about that invoice');
  });

  it('by resolving ends it; a message after the grace window goes to the assistant', () => {
    const story = held();
    story.on(deskAction(deskThread, 'resolve', story.escalationId));
    story.on(customerMessage('How do I import?'), { now: new Date('2026-01-06T10:00:00.000Z') });
    expect(story.state).toMatchObject({ status: 'open', owner: 'assistant' });
  });

  it('to the queue tells the customer, and the next agent may claim', () => {
    const story = held();
    story.on(deskAction(deskThread, 'release', story.escalationId));
    expect(story.state).toMatchObject({ owner: 'queue', episode: { state: 'waiting', holder: null } });
    story.on(deskAction(deskThread, 'claim', story.escalationId, { author: otherAgent }));
    expect(story.state.episode?.holder).toEqual(otherAgent);
  });
});

describe('waiting', () => {
  it('longer than the reminder tells the customer again, later each time', () => {
    const story = waiting();
    const timer = () => ({
      kind: 'timer' as const,
      id: 'timer',
      at: '2026-01-05T10:10:00.000Z',
      name: 'reminder',
      about: story.escalationId,
    });
    story.on(timer());
    expect(story.texts('customer')).toEqual(['customer.still_waiting']);
    expect(story.effects).toContainEqual(
      expect.objectContaining({ do: 'timer', at: '2026-01-05T10:20:00.000Z' }),
    );
  });

  it('that is over says nothing when its timer comes late', () => {
    const story = held();
    const escalationId = story.escalationId;
    story.on({
      kind: 'timer',
      id: 't',
      at: '2026-01-05T10:10:00.000Z',
      name: 'reminder',
      about: escalationId,
    });
    expect(story.effects).toEqual([]);
  });
});

describe('feedback', () => {
  it('that it was solved resolves the conversation', () => {
    const story = asked().answer('Open Settings.');
    story.on(customerAction('solved', story.state.id));
    expect(story.state.status).toBe('resolved');
    expect(story.whispers()).toEqual(['customer.thanks_solved']);
  });

  it('that it was not solved offers a human once', () => {
    const story = asked().answer('Open Settings.');
    story.on(customerAction('not_solved', story.state.id));
    expect(story.texts('customer')).toEqual(['customer.not_solved_offer']);
    story.on(customerAction('not_solved', story.state.id));
    expect(story.texts('customer')).toEqual([]);
  });

  it('with an unknown action or a foreign value is refused, to that person alone', () => {
    const story = asked();
    for (const event of [customerAction('explode', story.state.id), customerAction('human', 'elsewhere')]) {
      expect(story.on(event).whispers()).toEqual(['customer.unknown_action']);
      expect(story.state.owner).toBe('assistant');
    }
  });
});

it('the same state, event and facts give the same transition, and the old state is left as it was', () => {
  const before = asked();
  const state = structuredClone(before.state);
  const event = customerMessage('get me a human');
  const one = new Story();
  const two = new Story();
  one.state = before.state;
  two.state = before.state;
  expect(one.on(event).effects).toEqual(two.on(event).effects);
  expect(one.state).toEqual(two.state);
  expect(before.state).toEqual(state);
  expect(customerThread.thread).toBe('t1');
});
