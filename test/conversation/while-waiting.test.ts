import { describe, expect, it } from 'vitest';
import type { Escalation } from '../../src/escalation/escalation.ts';
import { agent, customerDeleted, customerEdited, customerMessage, deskAction } from '../support/events.ts';
import { Story } from '../support/story.ts';

const deskThread = { platform: 'loop', workspace: 'test', channel: 'desk', thread: 'c1' };
const cardOn = (story: Story): Escalation | undefined =>
  story.effects.findLast((effect) => effect.do === 'card')?.escalation;
const asOriginal = (message: ReturnType<typeof customerMessage>, seq: number) => ({
  original: {
    conversationId: 'c',
    seq,
    role: 'customer' as const,
    author: message.author,
    text: message.text,
    internal: false,
    at: message.at,
    files: [],
    sources: [],
    post: message.post,
    relay: null,
    edits: [],
    deletedAt: null,
    cause: message.id,
  },
});

describe('while the customer waits, the card', () => {
  it('says what they write since, and how they sound and what it is about by now', () => {
    const story = new Story().on(customerMessage('get me a human'));
    expect(story.state.episode).toMatchObject({ since: null, category: null });
    story.on(customerMessage('My invoice is wrong and this is terrible, awful, I am so angry!'));
    expect(cardOn(story)).toMatchObject({
      since: { count: 1, text: expect.stringContaining('My invoice'), name: 'First customer' },
      category: 'billing',
    });
    expect(cardOn(story)?.mood).toBeLessThan(-0.3);
    expect(cardOn(story)?.firstMessage.text).toContain('customer.first_sorry');
    story.on(customerMessage('Hello?'));
    expect(cardOn(story)?.since).toMatchObject({ count: 2, text: 'Hello?' });
  });

  it('shows what others in the thread write, but takes nothing about the customer from it', () => {
    const story = new Story().on(customerMessage('get me a human'));
    const mood = story.state.episode?.mood;
    const other = { id: 'cust-2', name: 'Somebody else' };
    story.on(customerMessage('My invoice is terrible, awful, I am so angry!', { author: other }));
    expect(cardOn(story)).toMatchObject({ since: { name: 'Somebody else' }, category: null, mood });
  });

  it('is not changed with every message of a flood', () => {
    const story = new Story().on(customerMessage('get me a human'));
    const changed = Array.from({ length: 40 }, (_, n) => n + 1).filter((count) => {
      story.on(customerMessage(`Is there anybody? ${count}`));
      return cardOn(story) !== undefined;
    });
    expect(changed).toEqual(expect.arrayContaining([1, 2, 3, 4, 8, 16, 32]));
    expect(changed.length).toBeLessThan(12);
    expect(story.state.episode?.since).toMatchObject({ count: 40, text: 'Is there anybody? 40' });
  });

  it('is left alone once somebody holds it, who reads along', () => {
    const story = new Story().on(customerMessage('get me a human'));
    story.on(deskAction(deskThread, 'claim', story.escalationId)).on(customerMessage('Are you there?'));
    expect(cardOn(story)).toBeUndefined();
  });

  it('says that the customer was told again', () => {
    const story = new Story().on(customerMessage('get me a human'));
    const about = story.escalationId;
    story.on({ kind: 'timer', id: 't', at: '2026-01-05T10:10:00.000Z', name: 'reminder', about });
    expect(cardOn(story)?.toldAgain).toEqual({ at: '2026-01-05T10:00:00.000Z', rest: null });
  });
});

describe('what a customer takes back', () => {
  it('no longer stands on the card, nor what was told of it, also once it has ended', () => {
    const secret = customerMessage('My password is hunter2 and I cannot sign in, how do I reset it?');
    const story = new Story().on(secret).answer('Press Reset.').on(customerMessage('get me a human'));
    const id = story.escalationId;
    story.on({
      kind: 'brief.ready',
      id: 'b',
      at: secret.at,
      escalationId: id,
      summary: 'Their password is hunter2.',
      firstMessage: null,
    });
    expect(JSON.stringify(cardOn(story))).toContain('hunter2');
    story.on(customerDeleted(secret), asOriginal(secret, 1));
    const { tried: _, ...card } = cardOn(story) ?? { tried: [] };
    expect(card).toMatchObject({ ask: '', brief: { summary: null } });
    expect(JSON.stringify(card)).not.toContain('hunter2');

    const again = new Story().on(secret).on(customerMessage('get me a human'));
    again.on(deskAction(deskThread, 'claim', again.escalationId));
    again.on(deskAction(deskThread, 'resolve', again.escalationId));
    again.on(customerDeleted(secret), asOriginal(secret, 1));
    expect(cardOn(again)).toMatchObject({ state: 'ended', ask: '', holder: agent });
  });

  it('or changes stands there as it now reads', () => {
    const asked = customerMessage('How do I expert my calendar?');
    const story = new Story().on(asked).on(customerMessage('get me a human'));
    story.on(customerEdited(asked, 'How do I export my calendar?'), asOriginal(asked, 1));
    expect(cardOn(story)?.ask).toBe('How do I export my calendar?');
    const since = customerMessage('It is urgnt');
    story.on(since);
    const { seq } = story.state;
    story.on(customerEdited(since, 'It is urgent'), asOriginal(since, seq));
    expect(cardOn(story)?.since?.text).toBe('It is urgent');
  });
});
