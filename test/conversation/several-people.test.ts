import { describe, expect, it } from 'vitest';
import { cardOf } from '../../src/handoff/card.ts';
import { transcriptPosts } from '../../src/handoff/transcript.ts';
import { requestOf } from '../../src/responder/replies.ts';
import { customer, customerAction, customerCommand, customerMessage } from '../support/events.ts';
import { Story } from '../support/story.ts';
import { keyTexts } from '../support/test-app.ts';

const other = { id: 'cust-2', name: 'Another customer' };
const byOther = (text: string) => customerMessage(text, { author: other, via: 'thread' });
const answered = () => new Story().on(customerMessage('How do I export?')).answer('Like this.');
const offered = () => {
  const story = answered();
  return story.on(customerAction('not_solved', story.state.id));
};

describe('what only the person who opened the conversation may say', () => {
  it.each(['solved', 'not_solved', 'decline'])('“%s”', (action) => {
    const story = offered();
    const before = story.state;
    story.on(customerAction(action, story.state.id, { author: other }));
    expect(story.whispers()).toEqual(['customer.only_opener']);
    expect({ ...story.state, posts: before.posts }).toEqual(before);
    story.on(customerAction(action, story.state.id));
    expect(story.whispers()).not.toContain('customer.only_opener');
  });

  it('that no human is wanted, in words', () => {
    const story = offered();
    story.on(byOther('No thanks, I do not want a human'));
    expect(story.state.tally.offers.declined).toBe(0);
    expect(story.effects.some((one) => one.do === 'cancel_timer' && one.id.endsWith(':offer'))).toBe(false);
    story.on(customerMessage('No thanks, I do not want a human'));
    expect(story.state.tally.offers.declined).toBe(1);
  });
});

describe('what anybody in the thread may ask for', () => {
  it('a human: by button, in words, by command; and the escalation is of who opened the conversation', () => {
    const ways = [
      (story: Story) => story.on(customerAction('human', story.state.id, { author: other })),
      (story: Story) => story.on(byOther('I want to talk to a human')),
      (story: Story) => story.on(customerCommand('human', '', { author: other })),
    ];
    for (const way of ways) {
      const story = way(answered());
      expect(story.state.owner).toBe('queue');
      expect(story.state.episode?.customer).toEqual(customer);
    }
  });
});

describe('who is who', () => {
  it('stands on the card, from the beginning or as soon as they speak', () => {
    const story = answered().on(byOther('Same here, get me a human'));
    expect(story.state.episode?.others).toEqual([other.name]);
    const third = { id: 'cust-3', name: 'A third' };
    story.on(customerMessage('Me too', { author: third, via: 'thread' }));
    expect(story.kinds()).toContain('card');
    const { episode } = story.state;
    expect(episode && cardOf(episode, keyTexts).fields).toContainEqual({
      label: 'card.field_others',
      value: `${other.name}, A third`,
    });
  });

  it('stands in the transcript', () => {
    const story = new Story().on(customerMessage('How do I export?'));
    const first = story.effects;
    story.on(byOther('Same here, get me a human'));
    const messages = [...first, ...story.effects].flatMap((one) =>
      one.do === 'record' ? [one.message] : [],
    );
    const [post] = transcriptPosts(messages, keyTexts, { openedBy: customer.id, timeZone: 'UTC' });
    expect(post?.text).toContain('record.by_customer First customer');
    expect(post?.text).toContain('record.by_other Another customer');
  });
});

describe('what the assistant is asked', () => {
  it('names who wrote, where it was not the opener', () => {
    const story = answered().on(byOther('Please note that I use the big plan'));
    const request = requestOf(story.state, 40);
    expect(request.turns.map((turn) => turn.other)).toEqual([undefined, undefined, other.name]);
    expect(request).toMatchObject({ customer: { id: customer.id }, speaker: other.id });
  });

  it('is not the opener’s to have done while somebody else had a word in it', () => {
    const story = answered().on(byOther('Note that they use the big plan'));
    story.on(customerMessage('Hello? Anybody there?'));
    expect(requestOf(story.state, 40).speaker).toBe(other.id);
    story.answer('Only the opener may have that done.').on(customerMessage('Yes, please note it'));
    expect(requestOf(story.state, 40).speaker).toBe(customer.id);
  });
});
