import { beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/conversation/message.ts';
import {
  agent,
  customer,
  customerDeleted,
  customerEdited,
  customerMessage,
  deskAction,
  deskDeleted,
  deskEdited,
  deskMessage,
  otherAgent,
} from '../support/events.ts';
import { Story } from '../support/story.ts';

let story: Story;
beforeEach(() => {
  story = new Story();
});

const cardThread = { platform: 'loop', workspace: 'test', channel: 'desk', thread: 'card' };

/** The record as the store would have it after the last event. */
function recorded(of: Story): Message {
  const effect = of.effects.find((one) => one.do === 'record' || one.do === 'amend');
  if (effect?.do !== 'record' && effect?.do !== 'amend') throw new Error('nothing was recorded');
  return effect.message;
}

function claimed(): void {
  story.on(customerMessage('I want to talk to a human'));
  story.on(deskAction(cardThread, 'claim', story.escalationId));
}

describe('a customer edits', () => {
  it('while an answer is being made: it is made again, to the new words', () => {
    const question = customerMessage('How do I exprot?');
    const original = recorded(story.on(question));
    const first = story.state.reply?.id;
    story.on(customerEdited(question, 'How do I export?'), { original });
    expect(story.state.reply?.id).not.toBe(first);
    expect(story.state.reply?.id).toBeTruthy();
    expect(story.state.recent.at(-1)?.text).toBe('How do I export?');
    expect(recorded(story)).toMatchObject({
      text: 'How do I export?',
      edits: [{ before: 'How do I exprot?' }],
    });
  });

  it('after the answer: the record says so, and nothing is said again', () => {
    const question = customerMessage('How do I exprot?');
    const original = recorded(story.on(question));
    story.answer('Like this.');
    story.on(customerEdited(question, 'How do I export?'), { original });
    expect(story.kinds()).toEqual(['amend']);
    expect(story.state.reply).toBeNull();
  });

  it('what a human works on: the desk sees what it says now, and what it said before', () => {
    claimed();
    const said = customerMessage('Invoice 17', { via: 'thread' });
    const original = recorded(story.on(said));
    story.on(customerEdited(said, 'Invoice 71'), { original });
    expect(story.effects.at(-1)).toMatchObject({
      do: 'mirror',
      relay: original.relay,
      content: { text: 'Invoice 71\n\n*desk.edited*\n\n> Invoice 17', author: { name: customer.name } },
    });
  });

  it('what stands in the transcript: the desk is told in a message of its own', () => {
    const question = customerMessage('Invoice 17');
    const original = recorded(story.on(question));
    claimed();
    story.on(customerEdited(question, 'Invoice 71'), { original });
    expect(story.texts('desk')).toEqual(['Invoice 71\n\n*desk.edited*\n\n> Invoice 17']);
  });

  it('a message of somebody else: nothing changes', () => {
    const question = customerMessage('Invoice 17');
    const original = recorded(story.on(question));
    story.on(customerEdited(question, 'Mine now', { author: { id: 'cust-2', name: 'Second' } }), {
      original,
    });
    expect(story.effects).toEqual([]);
  });

  it('before the message itself arrives: it is taken as edited', () => {
    story.on(customerMessage('Hello, a question about exports'));
    const late = customerMessage('How do I exprot?', { via: 'thread' });
    story.on(customerEdited(late, 'How do I export?'));
    story.on(late);
    expect(recorded(story).text).toBe('How do I export?');
    expect(story.state.early).toEqual([]);
  });
});

describe('a customer deletes', () => {
  it('the question that is being answered: no answer is made', () => {
    const question = customerMessage('How do I export?');
    const original = recorded(story.on(question));
    story.on(customerDeleted(question), { original });
    expect(story.state.reply).toBeNull();
    expect(story.state.recent).toEqual([]);
    expect(recorded(story)).toMatchObject({ text: '', files: [], deletedAt: expect.any(String) });
  });

  it('one of two questions: the other is answered', () => {
    const first = customerMessage('How do I import?');
    const original = recorded(story.on(first));
    story.on(customerMessage('How do I export?', { via: 'thread' }));
    story.on(customerDeleted(first), { original });
    expect(story.state.reply).not.toBeNull();
    expect(story.state.recent.map(({ text }) => text)).toEqual(['How do I export?']);
  });

  it('what a human works on: the desk sees that, and no longer what it said', () => {
    claimed();
    const said = customerMessage('My password is hunter2', { via: 'thread' });
    const original = recorded(story.on(said));
    story.on(customerDeleted(said), { original });
    expect(story.effects.at(-1)).toMatchObject({ do: 'mirror', content: { text: '*desk.deleted*' } });
    expect(JSON.stringify(story.effects)).not.toContain('hunter2');
  });

  it('and undoes that: it is there again', () => {
    const question = customerMessage('How do I export?');
    const said = recorded(story.on(question));
    const original = recorded(story.on(customerDeleted(question), { original: said }));
    story.on(customerEdited(question, 'How do I export?'), { original });
    expect(story.state.recent.map(({ text }) => text)).toEqual(['How do I export?']);
    expect(recorded(story)).toMatchObject({ deletedAt: null, edits: [] });
  });

  it('before the message itself arrives: it is not taken in', () => {
    story.on(customerMessage('Hello, a question about exports'));
    const late = customerMessage('Sent to the wrong place', { via: 'thread' });
    story.on(customerDeleted(late));
    story.on(late);
    expect(story.effects).toEqual([]);
  });
});

describe('an agent', () => {
  it('edits what went to the customer: the customer sees it as edited', () => {
    claimed();
    const said = deskMessage(cardThread, 'Press expert');
    const original = recorded(story.on(said));
    expect(original.relay).toMatchObject({ lane: 'customer' });
    story.on(deskEdited(said, 'Press export'), { original });
    expect(story.effects.at(-1)).toMatchObject({
      do: 'mirror',
      relay: original.relay,
      content: { text: 'Press export', author: { name: agent.name } },
    });
  });

  it('deletes what went to the customer: it is taken away', () => {
    claimed();
    const said = deskMessage(cardThread, 'Press expert');
    const original = recorded(story.on(said));
    story.on(deskDeleted(said), { original });
    expect(story.effects.at(-1)).toMatchObject({ do: 'mirror', relay: original.relay, content: null });
  });

  it('edits it after the episode has ended: the customer still sees that', () => {
    claimed();
    const said = deskMessage(cardThread, 'Press expert');
    const original = recorded(story.on(said));
    story.on(deskAction(cardThread, 'resolve', story.escalationId));
    story.on(deskEdited(said, 'Press export'), { original });
    expect(story.kinds()).toEqual(['amend', 'mirror']);
  });

  it('marks a sent message as a note: it is taken away, and they are told', () => {
    claimed();
    const said = deskMessage(cardThread, 'They are on the free plan');
    const original = recorded(story.on(said));
    story.on(deskEdited(said, '// They are on the free plan'), { original });
    expect(story.effects).toContainEqual(expect.objectContaining({ do: 'mirror', content: null }));
    expect(story.whispers()).toEqual(['desk.withdrawn']);
    expect(story.state.recent.some(({ text }) => text.includes('free plan'))).toBe(false);
  });

  it('takes the mark from a note: it stays a note, and they are told', () => {
    claimed();
    const note = deskMessage(cardThread, '// They are on the free plan');
    const original = recorded(story.on(note));
    story.on(deskEdited(note, 'They are on the free plan'), { original });
    expect(story.kinds()).toEqual(['amend', 'whisper']);
    expect(story.whispers()).toEqual(['desk.still_note']);
  });

  it('who no longer is a member changes nothing', () => {
    claimed();
    const said = deskMessage(cardThread, 'Press expert');
    const original = recorded(story.on(said));
    story.on(deskEdited(said, 'Anything'), { original, actorIsMember: false });
    story.on(deskEdited(said, 'Anything', { author: otherAgent }), { original });
    expect(story.effects).toEqual([]);
  });
});
