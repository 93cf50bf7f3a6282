import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/conversation/facts.ts';
import { cardOf } from '../../src/handoff/card.ts';
import { agent, customerMessage, deskAction, otherAgent } from '../support/events.ts';
import { Story } from '../support/story.ts';
import { keyTexts } from '../support/test-app.ts';

const deskThread = { platform: 'loop', workspace: 'test', channel: 'desk', thread: 'c1' };
const approval = { actionId: 'act-1', summary: 'Refund 20 EUR' };
const at = '2026-01-05T10:00:05.000Z';
const press = (story: Story, action: string, change: Partial<Facts> = {}, who = agent) =>
  story.on(deskAction(deskThread, action, story.escalationId, { author: who }), change);
const buttons = ({ state: { episode } }: Story) =>
  episode ? cardOf(episode, keyTexts).buttons.map(({ id }) => id) : [];
const acts = (story: Story) => story.effects.flatMap((one) => (one.do === 'act' ? [one] : []));

/** The model wants something done that must be approved. */
function waiting(): Story {
  const story = new Story().on(customerMessage('Please note that I am on the Team plan'));
  const replyId = story.state.reply?.id ?? '';
  const reply = {
    kind: 'abstain' as const,
    reason: 'approval' as const,
    considered: [],
    confidence: 0,
    approval,
  };
  return story.on({ kind: 'reply.ready', id: 'r', at, replyId, reply });
}
const done = (story: Story, ok: boolean, text = 'Refunded.') =>
  story.on({ kind: 'action.done', id: 'done', at, actionId: 'act-1', ok, text });

describe('an action that must be approved', () => {
  it('comes to the desk as a card with Approve and Deny, and the customer hears that', () => {
    const story = waiting();
    expect(buttons(story)).toEqual(['approve', 'deny', 'claim', 'claim_copilot']);
    const { episode } = story.state;
    expect(episode && cardOf(episode, keyTexts).sections[0]).toEqual({
      heading: 'card.section_approval_waits',
      text: 'Refund 20 EUR',
    });
    expect(story.texts('customer')).toEqual([
      'handoff_reason.approval_needed customer.handoff_opened customer.wait_unknown',
    ]);
  });

  it('approved is done; then the customer is told, and the assistant goes on', () => {
    const story = press(waiting(), 'approve');
    expect(acts(story)).toEqual([{ do: 'act', actionId: 'act-1', decided: 'approved', by: agent.id }]);
    expect(buttons(story)).toEqual(['claim', 'claim_copilot']);
    done(story, true);
    expect(story.texts('customer')).toEqual(['customer.action_done Refunded.']);
    expect(story.state.owner).toBe('assistant');
    expect(story.state.lastEpisode?.outcome).toBe('returned');
  });

  it('stays with the agent who has claimed it meanwhile', () => {
    const story = press(press(waiting(), 'claim'), 'approve');
    expect(done(story, true).state.owner).toBe('agent');
  });

  it('denied is not done, and somebody is to say why', () => {
    const story = press(waiting(), 'deny');
    expect(acts(story)).toEqual([{ do: 'act', actionId: 'act-1', decided: 'denied', by: agent.id }]);
    expect(story.texts('customer')).toEqual(['customer.action_denied']);
    expect(story.state.owner).toBe('queue');
  });

  it('that could not be done leaves the customer in the queue', () => {
    const story = done(press(waiting(), 'approve'), false, 'no connection');
    expect(story.texts('desk')).toEqual(['desk.action_failed no connection']);
    expect(story.texts('customer')).toEqual([]);
    expect(story.state.owner).toBe('queue');
  });

  it('is decided once', () => {
    const story = press(press(waiting(), 'deny'), 'approve', {}, otherAgent);
    expect(acts(story)).toEqual([]);
    expect(story.whispers()).toEqual(['desk.approval_gone']);
  });

  it('is decided by members of the desk alone', () => {
    const story = press(waiting(), 'approve', { actorIsMember: false });
    expect(acts(story)).toEqual([]);
    expect(story.whispers()).toEqual(['desk.not_member']);
  });
});
