import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/conversation/facts.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import type { DecisionRecord } from '../../src/escalation/decision-record.ts';
import { cardOf } from '../../src/handoff/card.ts';
import { customerAction, customerMessage, deskAction } from '../support/events.ts';
import { launchPolicy } from '../support/reader.ts';
import { Story } from '../support/story.ts';
import { keyTexts, testSettings } from '../support/test-app.ts';

const START = Date.parse('2026-01-05T10:00:00.000Z');
const minutesLater = (minutes: number) => ({ now: new Date(START + minutes * 60_000) });
const deskThread = { platform: 'loop', workspace: 'test', channel: 'desk', thread: 'c1' };
const billing = { area: 'billing' };

const decisions = (story: Story): DecisionRecord[] =>
  story.effects.flatMap((effect) => (effect.do === 'decision' ? [effect.decision] : []));
const timersOf = (story: Story) =>
  story.effects.flatMap((effect) =>
    effect.do === 'timer'
      ? [`+${effect.name}`]
      : effect.do === 'cancel_timer'
        ? [`-${effect.id.split(':').at(-1)}`]
        : [],
  );
const abstained = (reason: 'no_grounding' | 'unavailable'): Reply => ({
  kind: 'abstain',
  reason,
  considered: [],
  confidence: 0,
});

/** The reply that is being made comes. */
function reply(story: Story, given: Reply, change: Partial<Facts> = {}): Story {
  const replyId = story.state.reply?.id ?? 'none';
  return story.on(
    { kind: 'reply.ready', id: `reply:${replyId}`, at: '2026-01-05T10:00:05.000Z', replyId, reply: given },
    change,
  );
}
function timer(story: Story, name: string, minutes: number): Story {
  const at = minutesLater(minutes).now.toISOString();
  return story.on(
    { kind: 'timer', id: `timer:${name}:${minutes}`, at, name, about: story.state.id },
    minutesLater(minutes),
  );
}

/** An upset customer who asks the same of billing twice. */
const troubled = () =>
  new Story()
    .on(
      customerMessage(
        'Why is my invoice for the yearly plan higher than its price? This is ridiculous!',
        billing,
      ),
    )
    .answer('The yearly plan is charged once a year.')
    .on(
      customerMessage(
        'My invoice for the yearly plan is higher than its price, why?! Terrible service!',
        billing,
      ),
    );

describe('every decision', () => {
  it('is stored with its signals and what it went by, also the one to do nothing', () => {
    const story = new Story().on(customerMessage('How do I export my calendar?', billing));
    expect(decisions(story)).toEqual([
      expect.objectContaining({
        action: 'none',
        conversationId: story.state.id,
        occasion: 'message',
        area: 'billing',
        language: 'en',
        offerAt: launchPolicy.offerAt,
        escalateAt: launchPolicy.escalateAt,
        signals: [],
      }),
    ]);
    expect(decisions(story.answer('Open Settings.'))).toEqual([
      expect.objectContaining({ action: 'none', occasion: 'answer' }),
    ]);
  });

  it('has an id of its own event, so that it is stored once', () => {
    const event = customerMessage('How do I export my calendar?');
    const [decision] = decisions(new Story().on(event));
    expect(decision?.id).toBe(`${decision?.conversationId}:${event.id}`);
  });
});

describe('an offer', () => {
  it('says why, by the signal that weighs most, and comes with two buttons', () => {
    const [post] = troubled().posts('customer');
    expect(post?.content.text).toMatch(/^offer_reason\.\w+ customer\.offer_human$/);
    expect(post?.content.buttons?.map(({ id }) => id)).toEqual(['human', 'decline']);
  });

  it.each(['No, thanks', 'not now', 'nein danke'])('is declined in words: %s', (words) => {
    const story = troubled().on(customerMessage(words));
    expect(story.texts('customer')).toEqual(['customer.offer_declined']);
    expect(story.state).toMatchObject({ owner: 'assistant', tally: { offers: { made: 1, declined: 1 } } });
  });

  it('is declined by its button, which an agent sees in the record', () => {
    const story = troubled();
    story.on(customerAction('decline', story.state.id));
    expect(story.whispers()).toEqual(['customer.offer_declined']);
    expect(story.effects).toContainEqual(
      expect.objectContaining({
        do: 'record',
        message: expect.objectContaining({ text: 'record.declined First customer' }),
      }),
    );
    story.on(customerAction('decline', story.state.id));
    expect(story.state.tally.offers.declined).toBe(1);
  });

  it('is not made again in the episode, however bad it gets', () => {
    const story = troubled().on(customerMessage('No, thanks'));
    story.on(customerMessage('My invoice for the yearly plan is higher than its price. Worst service ever!'));
    story.answer('The yearly plan is charged once a year.');
    story.on(customerMessage("That's not what I asked, this is terrible"));
    expect(story.texts('customer')).toEqual([]);
    expect(story.state.owner).toBe('assistant');
  });

  it('is taken by its button', () => {
    const story = troubled();
    story.on(customerAction('human', story.state.id));
    expect(story.state).toMatchObject({ owner: 'queue', episode: { reason: 'button' } });
  });

  it('“no” without an offer declines nothing', () => {
    const story = new Story().on(customerMessage('Is there a dark mode?')).answer('Do you mean the app?');
    story.on(customerMessage('no'));
    expect(story.state.tally.offers).toMatchObject({ made: 0, declined: 0 });
  });
});

it('a human asked for after a declined offer comes, and the card says all of why', () => {
  const story = troubled().on(customerMessage('No, thanks')).on(customerMessage('get me a person'));
  expect(story.state.owner).toBe('queue');
  const episode = story.state.episode;
  expect(episode?.signals.map(({ name }) => name)).toContain('explicit_request');
  const why = episode
    ? cardOf(episode, keyTexts).sections.find(({ heading }) => heading === 'card.section_why')
    : undefined;
  expect(why?.text).toContain('- asked for a human: “get me a person”');
  expect(why?.text).toContain('card.earlier asked the same question twice');
  expect(why?.text).toContain('card.earlier sounds upset');
  expect(why?.text).toContain('card.earlier card.offer_declined');
});

describe('time', () => {
  it('is watched from the first message on, and no more once a human is there', () => {
    const story = new Story().on(customerMessage('How do I export my calendar?'));
    expect(timersOf(story)).toContain('+unresolved');
    expect(timersOf(story.on(customerMessage('get me a person')))).toContain('-unresolved');
  });

  it('what is unresolved too long, an offer unanswered, brings a human; what was answered well does not', () => {
    const bad = reply(
      new Story().on(customerMessage('How do I export my calendar?')),
      abstained('no_grounding'),
    );
    expect(timer(bad, 'unresolved', 31).state.owner).toBe('queue');
    const good = new Story().on(customerMessage('How do I export my calendar?')).answer('Open Settings.');
    expect(timer(good, 'unresolved', 31).texts('customer')).toEqual([]);
  });

  it('an offer waits for its answer; without one, that is a signal, stored', () => {
    const story = troubled();
    expect(timersOf(story)).toContain('+offer');
    // While an answer is being made, it waits for what that will change.
    expect(timersOf(timer(story, 'offer', 10))).toEqual(['+offer']);
    story.answer('The yearly plan is charged once a year.');
    expect(decisions(timer(story, 'offer', 9))[0]?.signals.map(({ name }) => name)).not.toContain(
      'offer_unanswered',
    );
    const [decision] = decisions(timer(story, 'offer', 10));
    expect(decision?.signals.map(({ name }) => name)).toContain('offer_unanswered');
  });

  it('an offer that is answered waits no longer', () => {
    expect(timersOf(troubled().on(customerMessage('No, thanks')))).toContain('-offer');
  });

  it('a timer that comes after a human has taken over, or for another conversation, does nothing', () => {
    const story = troubled().on(customerMessage('get me a person'));
    expect(timer(story, 'unresolved', 31).effects).toEqual([]);
    const other = troubled();
    other.on({
      kind: 'timer',
      id: 't',
      at: '2026-01-05T10:31:00.000Z',
      name: 'unresolved',
      about: 'another',
    });
    expect(other.effects).toEqual([]);
  });

  it('many messages bring a human in', () => {
    const story = new Story();
    for (let at = 0; at < launchPolicy.unresolvedTurns; at += 1) {
      story.on(
        customerMessage(`Question ${at} about topic ${'abcdefghijklmnopqrstuvwxyz1234567890'[at]}${at}`),
      );
      if (story.state.owner === 'assistant') story.answer(`Reply ${at}.`);
    }
    expect(story.state).toMatchObject({ owner: 'queue', episode: { reason: 'signals' } });
    expect(story.state.episode?.signals.map(({ name }) => name)).toContain('unresolved_turns');
  });
});

describe('an assistant that cannot work', () => {
  it('offers a human at once, and brings one in when it fails again', () => {
    const story = reply(
      new Story().on(customerMessage('How do I export my calendar?')),
      abstained('unavailable'),
    );
    expect(story.texts('customer')).toEqual(['customer.unavailable']);
    expect(story.state.owner).toBe('assistant');
    reply(story.on(customerMessage('Hello? How do I export?')), abstained('unavailable'));
    expect(story.state).toMatchObject({ owner: 'queue', episode: { reason: 'signals' } });
    expect(story.texts('customer').at(-1)).toBe(
      'handoff_reason.outage customer.handoff_opened customer.wait_unknown',
    );
  });
});

describe('what a model noticed', () => {
  const answer = (signals: Reply['signals']): Reply => ({
    kind: 'answer',
    text: 'Open Settings.',
    sources: [],
    passages: [],
    confidence: 0.9,
    ...(signals ? { signals } : {}),
  });
  const signal = { name: 'model' as const, strength: 1, evidence: 'wants a contract changed' };

  it('may bring an offer', () => {
    const story = reply(new Story().on(customerMessage('Our contract, please')), answer([signal]));
    expect(story.texts('customer')).toEqual(['Open Settings.', 'offer_reason.model customer.offer_human']);
  });

  it('cannot take a request away', () => {
    const story = new Story().on(customerMessage('I want to talk to a human'));
    expect(story.state.owner).toBe('queue');
    expect(reply(story, answer([{ ...signal, strength: 0 }])).effects).toEqual([]);
  });
});

it('a category that the policy brings to people does so by itself, hard', () => {
  const story = new Story().on(customerMessage('My lawyer will contact you, we are preparing a lawsuit'), {
    policy: { ...launchPolicy, mode: 'soft' },
  });
  expect(story.state).toMatchObject({ owner: 'queue', episode: { mode: 'hard', category: 'legal' } });
  expect(story.texts('customer')).toEqual([
    'handoff_reason.category customer.handoff_opened customer.wait_unknown',
  ]);
});

it('after an agent handed back nothing of before fires again, and soon after behaviour offers nothing', () => {
  const story = troubled().on(customerMessage('get me a person'));
  story.on(deskAction(deskThread, 'claim', story.escalationId));
  story.on(deskAction(deskThread, 'return', story.state.episode?.id ?? ''));
  expect(story.state).toMatchObject({
    owner: 'assistant',
    tally: { turns: 0, noticed: [], offers: { made: 0 } },
  });
  story.on(customerMessage('My invoice for the yearly plan is higher than its price, why?', billing));
  expect(decisions(story)).toEqual([expect.objectContaining({ action: 'none' })]);
});

describe('customers are addressed in their language', () => {
  const texts: Facts['texts'] = { say: (key, _, language) => `${language ?? 'default'}:${key}` };
  const german = 'Ich möchte bitte mit einem Menschen sprechen';

  it('where it is known, and the desk in its own', () => {
    const story = new Story().on(customerMessage(german), { texts });
    expect(story.texts('customer')).toEqual([
      'de:handoff_reason.explicit_request de:customer.handoff_opened de:customer.wait_unknown',
    ]);
    story.on(deskAction(deskThread, 'claim', story.escalationId), { texts });
    expect(story.texts('desk')).toEqual(['default:desk.claimed']);
  });

  it('as far as the deployment wants', () => {
    const settings = { ...testSettings.transition, languages: ['fr'] };
    expect(new Story().on(customerMessage(german), { texts, settings }).texts('customer')).toEqual([
      'default:handoff_reason.explicit_request default:customer.handoff_opened default:customer.wait_unknown',
    ]);
  });
});
