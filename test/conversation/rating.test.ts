import { describe, expect, it } from 'vitest';
import { agent, customer, customerAction, customerMessage, deskAction } from '../support/events.ts';
import { Story } from '../support/story.ts';

const deskThread = { platform: 'loop', workspace: 'test', channel: 'desk', thread: 'c1' };
const resolved = () => {
  const story = new Story().on(customerMessage('get me a human'));
  const id = story.escalationId;
  for (const action of ['claim', 'resolve']) story.on(deskAction(deskThread, action, id));
  return { story, id };
};
const rated = () => {
  const { story, id } = resolved();
  return { story: story.on(customerAction('rate_4', id)), id };
};
const comment = (story: Story, id: string, text: string, change = {}) =>
  story.on(customerAction('rate_comment', id, { fields: { comment: text }, ...change }));
const other = { id: 'cust-2', name: 'Another customer' };

describe('a comment on the rating', () => {
  it('is offered with the thanks, kept with the escalation, and told at the desk', () => {
    const { story, id } = rated();
    const [thanks] = story.effects.filter((one) => one.do === 'whisper');
    expect(thanks).toMatchObject({ personId: customer.id, content: { text: 'customer.thanks_rating' } });
    expect(thanks?.content.buttons).toMatchObject([{ id: 'form_rate_comment', value: id }]);
    comment(story, id, ' Quick and kind ');
    expect(story.effects).toContainEqual({
      do: 'rating_comment',
      escalationId: id,
      comment: 'Quick and kind',
    });
    expect(story.posts('desk')).toMatchObject([
      { escalationId: id, content: { text: `desk.commented ${customer.name} Quick and kind` } },
    ]);
    expect(story.whispers()).toEqual(['customer.thanks_comment']);
  });

  it('is taken once', () => {
    const { story, id } = rated();
    comment(comment(story, id, 'Good'), id, 'Very good');
    expect(story.whispers()).toEqual(['customer.commented_already']);
    expect(story.texts('desk')).toEqual([]);
  });

  it('is taken late: after the conversation went on, and in the thread of its own card', () => {
    const { story, id } = rated();
    story.on(customerMessage('Another thing: get me a human'), { now: new Date('2026-03-05T10:00:00.000Z') });
    expect(story.escalationId).not.toBe(id);
    comment(story, id, 'Good');
    expect(story.posts('desk')).toMatchObject([{ escalationId: id }]);
  });

  it.each<[string, string, object]>([
    ['of somebody else', 'customer.rating_not_yours', { author: other }],
    ['from another workspace', 'customer.unknown_action', { workspace: 'elsewhere' }],
    ['without a form', 'customer.unknown_action', { fields: undefined }],
    ['without words', 'customer.thanks_rating', { fields: { comment: '  ' } }],
    ['about another conversation', 'customer.unknown_action', { value: 'x#1' }],
    ['about what is no number', 'customer.unknown_action', { value: 'x#1e9999' }],
  ])('%s changes nothing', (_, told, change) => {
    const { story, id } = rated();
    comment(story, id, 'Good', change);
    expect(story.whispers()).toEqual([told]);
    expect(story.kinds()).toEqual(['whisper']);
  });

  it('cannot come before the rating', () => {
    const { story, id } = resolved();
    expect(comment(story, id, 'Good').whispers()).toEqual(['customer.unknown_action']);
  });
});

it('a rating from another workspace is refused', () => {
  const { story, id } = resolved();
  story.on(customerAction('rate_5', id, { workspace: 'elsewhere', author: customer }));
  expect(story.whispers()).toEqual(['customer.unknown_action']);
});

it('nobody else can rate, not even the agent', () => {
  const { story, id } = resolved();
  for (const author of [other, agent]) {
    expect(story.on(customerAction('rate_1', id, { author })).whispers()).toEqual([
      'customer.rating_not_yours',
    ]);
  }
});
