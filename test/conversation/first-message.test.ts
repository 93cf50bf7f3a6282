import { describe, expect, it } from 'vitest';
import { loadTexts } from '../../src/platform/texts.ts';
import { agent, customerMessage, deskAction, deskMessage, otherAgent } from '../support/events.ts';
import { launchPolicy } from '../support/reader.ts';
import { Story } from '../support/story.ts';

const deskThread = { platform: 'loop', workspace: 'test', channel: 'desk', thread: 'c1' };
const soft = { policy: { ...launchPolicy, mode: 'soft' as const } };
const asked = (change = {}) =>
  new Story()
    .on(customerMessage('How do I export my calendar?'), change)
    .answer('Press Export.', change)
    .on(customerMessage('get me a human'), change);
const claimed = (action: string, change = {}) => {
  const story = asked(change);
  return story.on(deskAction(deskThread, action, story.escalationId), change);
};
const offered = (story: Story) => story.whispers().filter((text) => text.startsWith('desk.first_message'));
const send = (story: Story, by = agent) =>
  story.on(deskAction(deskThread, 'draft_first', story.escalationId, { author: by }), soft);

describe('a first message', () => {
  it('shows the customer, in their language, that their story is known', () => {
    const texts = loadTexts('en');
    const story = new Story()
      .on(customerMessage('Wie kann ich meinen Kalender exportieren?'), { texts })
      .answer('Drücken Sie auf Export.', { texts })
      .on(customerMessage('Ich möchte bitte mit einem Menschen sprechen'), { texts });
    expect(story.state.episode?.firstMessage).toEqual({
      text: 'Guten Tag First customer, ich habe alles vor mir, was hier geschrieben wurde; Sie müssen nichts wiederholen. Ihre Frage war: „Wie kann ich meinen Kalender exportieren?“ Bisher gezeigt wurde Ihnen: Article. Ich sehe es mir jetzt an.',
      byModel: false,
    });
  });

  it('is shown to a holder with the co-pilot, and goes to the customer by one press, once', () => {
    const story = claimed('claim_copilot', soft);
    expect(offered(story)).toHaveLength(1);
    send(story);
    const text = story.state.recent.at(-1)?.text;
    expect(text).toBe(
      'customer.first_hello First customer customer.first_ask How do I export my calendar? customer.first_tried Article customer.first_next',
    );
    expect(story.texts('customer')).toEqual([text]);
    expect(story.state.recent.at(-1)).toMatchObject({ role: 'agent', name: agent.name });
    send(story);
    expect(story.texts('customer')).toEqual([]);
    expect(story.whispers()).toEqual(['desk.draft_gone']);
  });

  it('is nobody’s but the holder’s to send, and nobody’s once they have written by themselves', () => {
    const story = claimed('claim_copilot', soft);
    send(story, otherAgent);
    expect(story.texts('customer')).toEqual([]);
    story.on(deskMessage(deskThread, 'Hello, I am here'), soft);
    send(story);
    expect(story.texts('customer')).toEqual([]);
    expect(story.whispers()).toEqual(['desk.draft_gone']);
  });

  it('stands on the card alone for who claims without the co-pilot, and where the assistant steps back', () => {
    expect(offered(claimed('claim', soft))).toEqual([]);
    expect(offered(claimed('claim_copilot'))).toEqual([]);
  });
});

describe('what a model tells of it', () => {
  const brief = (story: Story, change = {}) =>
    story.on(
      {
        kind: 'brief.ready',
        id: 'b',
        at: '2026-01-05T10:00:09.000Z',
        escalationId: story.escalationId,
        summary: 'The customer wants to export a calendar.',
        firstMessage: 'Hello First customer, you want to export your calendar.',
        ...change,
      },
      soft,
    );

  it('comes onto the card once, and is what the holder is shown', () => {
    const story = brief(asked(soft));
    expect(story.kinds()).toEqual(['escalation', 'card']);
    expect(story.state.episode).toMatchObject({
      brief: { summary: 'The customer wants to export a calendar.' },
      firstMessage: { byModel: true },
    });
    expect(brief(story, { summary: 'Something else.' }).effects).toEqual([]);
    story.on(deskAction(deskThread, 'claim_copilot', story.escalationId), soft);
    expect(offered(story)[0]).toContain('you want to export your calendar');
  });

  it('puts no word into the agent’s mouth where the assistant steps back', () => {
    const story = brief(asked());
    expect(story.state.episode).toMatchObject({
      brief: { summary: 'The customer wants to export a calendar.' },
      firstMessage: { byModel: false },
    });
  });

  it('says nothing about another escalation, or one that has ended', () => {
    const story = asked(soft);
    expect(brief(story, { escalationId: 'other#1' }).effects).toEqual([]);
    const ended = asked(soft);
    ended.on(deskAction(deskThread, 'not_for_human', ended.escalationId), soft);
    expect(brief(ended, { escalationId: `${ended.state.id}#1` }).effects).toEqual([]);
  });
});
