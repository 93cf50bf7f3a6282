import { afterEach, describe, expect, it } from 'vitest';
import { readEmoji } from '../../../adapters/slack/inbound/read-emoji.ts';
import { type SlackWorld, startSlackWorld } from './slack-world.ts';

let world: SlackWorld | undefined;

afterEach(() => world?.stop());

describe('a channel shared with another company', () => {
  it('their people may press the buttons of our messages', async () => {
    world = await startSlackWorld();
    const { slack, channel, intake, customer, help } = world;
    const buttons = [{ id: 'human', label: 'Human', value: 'c1' }];
    const post = await channel.post(
      world.thread(help, null),
      { kind: 'text', text: 'x', buttons },
      { key: 'k' },
    );
    const alter = (payload: Record<string, unknown>) => {
      payload.team = { id: 'T0OTHER' };
    };
    await slack.click({ user: customer, channel: help, ts: post.id, actionId: 'human', alter });
    expect(intake.events).toMatchObject([{ kind: 'customer.action', workspace: slack.teamId, value: 'c1' }]);
  });
});

describe('the workspace that somebody is of', () => {
  it('is told where it is another than ours, so that their company is known', async () => {
    world = await startSlackWorld();
    const { slack, intake, customer, help } = world;
    const guest = slack.addUser({ name: 'guest', teamId: 'T0OTHER' });
    slack.join(help, guest.id);
    for (const user of [guest.id, customer]) {
      await slack.say({ user, channel: help, text: 'How do I export?' }).then(({ delivered }) => delivered);
    }
    expect(intake.of('customer.message').map(({ author }) => author.workspace)).toEqual([
      'T0OTHER',
      undefined,
    ]);
  });
});

describe('emoji, which Slack’s text has by name only', () => {
  it('are taken from the message’s blocks, with their skin tone, however deep they stand', () => {
    const emoji = (name: string, unicode?: unknown, skin_tone?: number) => ({
      type: 'emoji',
      name,
      unicode,
      skin_tone,
    });
    const section = {
      type: 'rich_text_section',
      elements: [emoji('tada', '1f389'), emoji('wave', '1F44B-1F3FC', 3)],
    };
    const list = {
      type: 'rich_text_list',
      elements: [{ type: 'rich_text_section', elements: [emoji('de', '1f1e9-1f1ea')] }],
    };
    expect(readEmoji([{ type: 'rich_text', elements: [section, list] }])).toEqual(
      new Map([
        ['tada', '🎉'],
        ['wave::skin-tone-3', '👋🏼'],
        ['de', '🇩🇪'],
      ]),
    );
  });

  it('of the workspace’s own, and what is no emoji at all, have no character', () => {
    const wrong = ['ffffffff', '110000', 'xyz', '', 7, undefined];
    const elements = wrong.map((unicode, n) => ({ type: 'emoji', name: `e${n}`, unicode }));
    expect(readEmoji([{ elements }, null, 'x']).size).toBe(0);
    expect(readEmoji({ elements }).size).toBe(0);
  });

  it('stand in the text that is handed in', async () => {
    world = await startSlackWorld();
    const { slack, intake, customer, help } = world;
    const event = {
      type: 'message',
      channel: help,
      user: customer,
      ts: '1767600000.000100',
      text: 'thanks :tada: :custom:',
      blocks: [{ elements: [{ type: 'emoji', name: 'tada', unicode: '1f389' }] }],
    };
    await slack.sendRaw({ body: JSON.stringify({ type: 'event_callback', team_id: slack.teamId, event }) });
    expect(intake.events).toMatchObject([{ text: 'thanks 🎉 :custom:' }]);
  });
});
