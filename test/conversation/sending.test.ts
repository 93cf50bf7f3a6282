import { beforeEach, describe, expect, it } from 'vitest';
import type { Facts } from '../../src/conversation/facts.ts';
import type { Message } from '../../src/conversation/message.ts';
import {
  agent,
  customerMessage,
  deskAction,
  deskDeleted,
  deskEdited,
  deskMessage,
  otherAgent,
} from '../support/events.ts';
import { factsFor } from '../support/facts.ts';
import { Story } from '../support/story.ts';

const cardThread = { platform: 'loop', workspace: 'test', channel: 'desk', thread: 'card' };
const { settings } = factsFor(customerMessage(''));
const notes: Partial<Facts> = { settings: { ...settings, deskMessages: 'notes' } };
const undo: Partial<Facts> = { settings: { ...settings, undoForMs: 3_000 } };

let story: Story;
beforeEach(() => {
  story = new Story();
  story.on(customerMessage('I want to talk to a human'));
  story.on(deskAction(cardThread, 'claim', story.escalationId));
});

/** The record as the store would have it after the last event. */
function recorded(of: Story = story): Message {
  const effect = of.effects.find((one) => one.do === 'record' || one.do === 'amend');
  if (effect?.do !== 'record' && effect?.do !== 'amend') throw new Error('nothing was recorded');
  return effect.message;
}

const marks = () =>
  story.effects.flatMap((effect) =>
    effect.do === 'mark'
      ? [
          [
            effect.marking.mark,
            ...effect.marking.buttons.map(({ id }) => id),
            effect.aside?.content.text,
          ].filter(Boolean),
        ]
      : [],
  );
const press = (action: string, change: Partial<Facts> = {}, author = agent) =>
  story.on(deskAction(cardThread, action, story.escalationId, { author }), change);

describe('what the holder writes', () => {
  it('waits for a moment in which it can be undone, and is marked so before it goes', () => {
    story.on(deskMessage(cardThread, 'On it'), undo);
    const { seq, post } = recorded();
    expect(marks()).toEqual([['waiting', `undo_${seq}`]]);
    expect(story.posts('customer')).toMatchObject([
      {
        content: { text: 'On it' },
        notBefore: '2026-01-05T10:00:03.000Z',
        carries: { post, marking: { mark: 'sent', before: 'waiting' } },
      },
    ]);
    expect(story.effects.findIndex(({ do: what }) => what === 'mark')).toBe(0);
  });

  it('with Undo is a note again, and taken back from the customer', () => {
    const message = deskMessage(cardThread, 'On it');
    const original = recorded(story.on(message, undo));
    press(`undo_${original.seq}`, { ...undo, original });
    expect(recorded()).toMatchObject({ internal: true, text: 'On it' });
    expect(marks()).toEqual([['note', `send_note_${original.seq}`]]);
    expect(story.effects).toContainEqual(
      expect.objectContaining({ do: 'mirror', relay: original.relay, content: null }),
    );
    expect(story.state.recent.map(({ text }) => text)).not.toContain('On it');
    press(`undo_${original.seq}`, { ...undo, original: recorded() });
    expect(story.whispers()).toEqual(['desk.undone_already']);
  });

  it('is marked as a note where it begins with the mark, and by others, who cannot send it', () => {
    story.on(deskMessage(cardThread, '// ask billing'));
    expect(marks()).toEqual([['note', `send_note_${story.state.seq}`]]);
    story.on(deskMessage(cardThread, 'I know this one', { author: otherAgent }));
    expect(marks()).toEqual([['note']]);
    expect(story.whispers()).toEqual(['desk.note_not_holder First agent']);
  });
});

describe('with notes by default', () => {
  const written = (text: string): Message => {
    story.on(deskMessage(cardThread, text), notes);
    return recorded();
  };

  it('nothing leaves, and its author is offered to send it', () => {
    const note = written('Press export');
    expect(note).toMatchObject({ internal: true, relay: null });
    expect(story.texts('customer')).toEqual([]);
    expect(marks()).toEqual([['note', `send_note_${note.seq}`, 'desk.note_offer']]);
  });

  it('whoever claims is told so', () => {
    const other = new Story().on(customerMessage('I want to talk to a human'));
    other.on(deskAction(cardThread, 'claim', other.escalationId), notes);
    expect(other.texts('desk').join()).toContain('desk.claimed_notes First agent');
  });

  it('Send to customer makes it a message, once, without its mark', () => {
    const note = written('// Press **export**');
    press(`send_note_${note.seq}`, { ...notes, original: note });
    const sent = recorded();
    expect(sent).toMatchObject({ internal: false, text: 'Press **export**', relay: { lane: 'customer' } });
    expect(story.posts('customer')).toMatchObject([
      { content: { text: 'Press **export**', author: { name: agent.name } }, carries: { post: note.post } },
    ]);
    expect(story.state.recent.at(-1)).toMatchObject({ role: 'agent', text: 'Press **export**' });
    press(`send_note_${note.seq}`, { ...notes, original: sent });
    expect(story.texts('customer')).toEqual([]);
    expect(story.whispers()).toEqual(['desk.note_sent_already']);
  });

  it('what was sent is edited and deleted there, too, with the mark or without', () => {
    const message = deskMessage(cardThread, '// Press expert');
    story.on(message, notes);
    const note = recorded();
    press(`send_note_${note.seq}`, { ...notes, original: note });
    const sent = recorded();
    story.on(deskEdited(message, '// Press export'), { ...notes, original: sent });
    expect(story.effects).toContainEqual(
      expect.objectContaining({
        do: 'mirror',
        relay: sent.relay,
        content: expect.objectContaining({ text: 'Press export' }),
      }),
    );
    story.on(deskDeleted(message), { ...notes, original: recorded() });
    expect(story.effects.at(-1)).toMatchObject({ do: 'mirror', relay: sent.relay, content: null });
  });

  it.each([
    ['that is gone', { deletedAt: '2026-01-05T10:00:00.000Z' }, agent, 'desk.note_gone'],
    ['of another', { author: otherAgent }, agent, 'desk.note_not_yours'],
    ['without words', { text: ' //  ' }, agent, 'desk.note_empty'],
    ['by who does not hold it', { author: otherAgent }, otherAgent, 'desk.claimed_by_other First agent'],
  ])('a note %s is not sent, and whoever pressed is told', (_, change, by, told) => {
    const note = { ...written('A note'), ...change };
    press(`send_note_${note.seq}`, { ...notes, original: note }, by);
    expect(story.texts('customer')).toEqual([]);
    expect(story.whispers()).toEqual([told]);
  });

  it('a number that names nothing sends nothing', () => {
    press('send_note_77', { ...notes, original: null });
    expect(story.whispers()).toEqual(['desk.note_gone']);
    press('send_note_x', notes);
    expect(story.kinds()).not.toContain('post');
  });

  it('a customer’s message is not sent back to them', () => {
    const said = recorded(story.on(customerMessage('Invoice 17', { via: 'thread' })));
    press(`send_note_${said.seq}`, { ...notes, original: said });
    expect(story.whispers()).toEqual(['desk.note_gone']);
  });
});

it('a mark that is taken out of a note sends nothing, and the holder is offered to send it', () => {
  const message = deskMessage(cardThread, '// Press export');
  const original = recorded(story.on(message));
  story.on(deskEdited(message, 'Press export'), { original });
  expect(story.texts('customer')).toEqual([]);
  expect(story.effects.at(-1)).toMatchObject({
    do: 'whisper',
    content: { text: 'desk.still_note', buttons: [{ id: `send_note_${original.seq}` }] },
  });
});

describe('what could not be delivered', () => {
  const failed = (order: number, message?: Message) => {
    const post = message?.post;
    story.on({
      ...{ kind: 'delivery.failed', id: `failed:${order}`, at: '2026-01-05T10:00:09.000Z', lane: 'customer' },
      ...{ reason: 'channel is archived', order },
      carried: post ? { post, marking: { mark: 'sent', before: null, buttons: [] } } : null,
    });
  };
  const retry = (change: Partial<Facts> = {}, author = agent) =>
    press('retry_7_12', { retryable: true, ...change }, author);

  it('is marked so, and told with a button to send it again', () => {
    const message = recorded(story.on(deskMessage(cardThread, 'On it')));
    failed(7, message);
    expect(marks()).toEqual([['failed']]);
    expect(story.posts('desk')).toMatchObject([
      {
        content: {
          text: 'desk.send_failed channel is archived',
          buttons: [{ id: expect.stringMatching(/^retry_7_\d+$/), value: story.escalationId }],
        },
      },
    ]);
  });

  it('is sent again by the holder, where something is left to send', () => {
    retry();
    expect(story.effects).toContainEqual(expect.objectContaining({ do: 'retry', of: 7 }));
    expect(story.effects).toContainEqual(
      expect.objectContaining({
        do: 'mirror',
        relay: { lane: 'desk', order: 12, escalationId: story.escalationId },
        content: { kind: 'text', text: 'desk.retried First agent', tone: 'system' },
      }),
    );
    retry({ retryable: false });
    expect(story.kinds()).toEqual(['whisper']);
    retry({}, otherAgent);
    expect(story.whispers()).toEqual(['desk.claimed_by_other First agent']);
  });

  it('after the end is told in the thread, and sent again by whoever held it', () => {
    const value = story.escalationId;
    press('resolve');
    failed(7);
    expect(story.texts('desk')).toEqual(['desk.send_failed channel is archived']);
    story.on(deskAction(cardThread, 'retry_7_12', value, { author: otherAgent }), { retryable: true });
    expect(story.whispers()).toEqual(['desk.stale_card']);
    story.on(deskAction(cardThread, 'retry_7_12', value), { retryable: true });
    expect(story.kinds()).toContain('retry');
  });

  it('waits while nobody holds it: somebody has to claim it first', () => {
    press('release');
    retry();
    expect(story.whispers()).toEqual(['desk.claim_first']);
  });

  it('to the desk is told to nobody', () => {
    story.on({
      ...{ kind: 'delivery.failed', id: 'failed:8', at: '2026-01-05T10:00:09.000Z', lane: 'desk' },
      ...{ reason: 'gone', order: 8, carried: null },
    });
    expect(story.effects).toEqual([]);
  });
});
