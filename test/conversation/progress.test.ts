import { describe, expect, it } from 'vitest';
import type { TextContent } from '../../src/channels/content.ts';
import type { Effect } from '../../src/conversation/effects.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import { customerAction, customerMessage, deskAction } from '../support/events.ts';
import { Story } from '../support/story.ts';

const deskThread = { platform: 'loop', workspace: 'test', channel: 'desk', thread: 'c1' };
const at = '2026-01-05T10:00:05.000Z';
let number = 0;
const progress = (story: Story, text: string, replyId = story.state.reply?.id ?? 'none') =>
  story.on({ kind: 'reply.progress', id: `progress:${++number}`, at, replyId, text });
const ready = (story: Story, reply: Reply) => {
  const replyId = story.state.reply?.id ?? 'none';
  return story.on({ kind: 'reply.ready', id: `reply:${replyId}`, at, replyId, reply });
};
const answer = (text: string): Reply => ({
  kind: 'answer',
  text,
  sources: [],
  passages: [],
  confidence: 0.9,
});
/** What is said to the customer: posted, changed, or with null taken away. */
const said = (effects: Effect[]) =>
  effects.flatMap((effect): { how: string; content: TextContent | null; guard: number | null }[] => {
    if (effect.do === 'post' && effect.lane === 'customer' && effect.content.kind === 'text') {
      return [{ how: 'post', content: effect.content, guard: effect.guard }];
    }
    if (effect.do === 'mirror') return [{ how: 'mirror', content: effect.content, guard: effect.guard }];
    return [];
  });
const recorded = (effects: Effect[]) =>
  effects.flatMap((effect) => (effect.do === 'record' ? [effect.message] : []));

const asked = () => new Story().on(customerMessage('How long does a refund take?'));

describe('an answer that is shown while it is made', () => {
  it('is one post, which grows, under the guard, and ends with its buttons', () => {
    const story = progress(asked(), 'It takes 5 days.');
    const [first] = said(story.effects);
    expect(first).toMatchObject({ how: 'post', guard: 0, content: { text: 'It takes 5 days.' } });
    expect(first?.content?.unfinished).toEqual({ personId: story.state.openedBy?.id });
    expect(recorded(story.effects)).toEqual([]);

    progress(story, 'It takes 5 days. It goes to your card.');
    const [second] = said(story.effects);
    expect(second).toMatchObject({ how: 'mirror', guard: 0 });

    ready(story, answer('It takes 5 days. It goes to your card. That is all.'));
    const [last, ...more] = said(story.effects);
    expect(more).toEqual([]);
    expect(last).toMatchObject({ how: 'mirror', guard: 0 });
    expect(last?.content?.unfinished).toBeUndefined();
    expect(last?.content?.buttons?.map(({ id }) => id)).toEqual(['solved', 'not_solved', 'human']);
    expect(recorded(story.effects).map(({ role, text }) => [role, text])).toEqual([
      ['assistant', 'It takes 5 days. It goes to your card. That is all.'],
    ]);
  });

  it('says the same only once', () => {
    const story = progress(asked(), 'It takes 5 days.');
    expect(said(progress(story, 'It takes 5 days.').effects)).toEqual([]);
  });

  it('is taken away when the customer writes more, and made anew with all in view', () => {
    const story = progress(asked(), 'It takes 5 days.');
    story.on(customerMessage('And where does it go?'));
    expect(said(story.effects)).toEqual([{ how: 'mirror', content: null, guard: null }]);
    expect(story.state.reply?.shown).toBeNull();
  });

  it('stops at once when a human is asked for; what was read of it is in the record', () => {
    const story = progress(asked(), 'It takes 5 days.');
    const replyId = story.state.reply?.id ?? '';
    story.on(customerAction('human', story.state.id));
    expect(story.state.owner).toBe('queue');
    expect(recorded(story.effects).map(({ role, text }) => [role, text])).toContainEqual([
      'assistant',
      'It takes 5 days. …',
    ]);
    expect(said(story.effects).find(({ how }) => how === 'mirror')).toMatchObject({
      content: { text: 'It takes 5 days. …' },
    });

    expect(said(progress(story, 'It takes 5 days. And more.', replyId).effects)).toEqual([]);
    story.on(deskAction(deskThread, 'claim', story.state.episode?.id ?? ''));
    expect(said(progress(story, 'It takes 5 days. And more.', replyId).effects)).toEqual([]);
  });

  it('that ends without an answer keeps what was said, and offers a human', () => {
    const story = progress(asked(), 'It takes 5 days.');
    ready(story, {
      kind: 'abstain',
      reason: 'no_grounding',
      considered: [],
      confidence: 0,
      said: 'It takes 5 days.',
    });
    const [last] = said(story.effects);
    expect(last?.content?.text).toBe('It takes 5 days.\n\ncustomer.abstain');
    expect(last?.content?.buttons?.map(({ id }) => id)).toEqual(['human']);
  });
});

describe('what a model may do instead', () => {
  it('asks back, which is no answer and no offer', () => {
    const story = ready(asked(), { kind: 'clarify', text: 'Which plan?' });
    const [question] = said(story.effects);
    expect(question).toMatchObject({ how: 'post', content: { text: 'Which plan?' } });
    expect(question?.content?.buttons?.map(({ id }) => id)).toEqual(['human']);
    expect(story.state.tally).toMatchObject({ clarified: 1, answers: 0, offers: { made: 0 } });
    story.on(customerMessage('The yearly one')).answer('Then it takes 5 days.');
    expect(story.state.tally.clarified).toBe(0);
  });

  it('hands over: a human is offered, with why', () => {
    const signals = [{ name: 'model' as const, strength: 1, evidence: 'the model says: a legal claim' }];
    const reply: Reply = { kind: 'abstain', reason: 'handover', considered: [], confidence: 0, signals };
    const story = ready(asked(), reply);
    expect(story.state.tally.offers.made).toBe(1);
    expect(said(story.effects).map(({ content }) => content?.text)).toEqual([
      'offer_reason.model customer.offer_human',
    ]);
  });
});

it('what is long past is kept in short, and of constant size', () => {
  const story = new Story();
  for (let turn = 0; turn < 200; turn++) {
    story
      .on(customerMessage(`Question ${turn} about the calendar and its colours`))
      .answer(`Answer ${turn}.`);
    if (story.state.owner !== 'assistant') break;
  }
  const sizes = [story.state.recent.length, story.state.summary.split('\n').length];
  expect(story.state.seq).toBeGreaterThan(40);
  expect(sizes[0]).toBeLessThan(40);
  expect(sizes[1]).toBeLessThanOrEqual(14);
  expect(story.state.summary).toContain('Question 0 about');
});
