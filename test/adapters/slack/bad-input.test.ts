import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Territory } from '../../../adapters/slack/inbound/happening.ts';
import { readActions } from '../../../adapters/slack/inbound/read-actions.ts';
import { readMessage } from '../../../adapters/slack/inbound/read-message.ts';
import { refusalOf } from '../../../adapters/slack/receive/gate.ts';
import { shapeOf } from '../../../src/platform/shape.ts';
import { type SlackWorld, startSlackWorld } from './slack-world.ts';

let world: SlackWorld;

afterEach(() => world?.stop());

/** A well-formed event of a message in the support channel, to be spoilt. */
function messageEvent({ slack, help, customer }: SlackWorld) {
  return {
    type: 'event_callback',
    team_id: slack.teamId,
    api_app_id: slack.appId,
    event_id: 'Ev1',
    event: {
      type: 'message',
      channel: help,
      user: customer,
      text: 'hello',
      ts: '1767600000.000100',
    } as object,
  };
}

describe('requests that nobody at Slack sent', () => {
  it('a wrong signature, none at all, and one that is too old are answered 401', async () => {
    world = await startSlackWorld();
    const { slack, intake } = world;
    const body = JSON.stringify(messageEvent(world));
    const old = Math.floor(Date.now() / 1000) - 6 * 60;
    expect(await slack.sendRaw({ body, signature: `v0=${'0'.repeat(64)}` })).toMatchObject({ status: 401 });
    expect(await slack.sendRaw({ body, signature: null })).toMatchObject({ status: 401 });
    expect(await slack.sendRaw({ body, timestamp: old })).toMatchObject({ status: 401 });
    expect(intake.events).toEqual([]);
    expect(await slack.sendRaw({ body })).toMatchObject({ status: 200 });
    expect(intake.events).toHaveLength(1);
  });

  it('a body of more than a megabyte is answered 413', async () => {
    world = await startSlackWorld();
    const event = messageEvent(world);
    const body = JSON.stringify({ ...event, padding: 'x'.repeat(1024 * 1024) });
    expect(await world.slack.sendRaw({ body })).toMatchObject({ status: 413 });
    expect(world.intake.events).toEqual([]);
  });

  it('another path or method is answered 404', async () => {
    world = await startSlackWorld();
    const url = world.channel.url();
    expect((await fetch(`${url}/other`, { method: 'POST', body: '{}' })).status).toBe(404);
    expect((await fetch(url)).status).toBe(404);
  });

  it.each(['null', ' null ', '[]', '"text"', '7', '{', '', '{"type":"event_callback"}'])(
    'the body %j ends nothing',
    async (body) => {
      world = await startSlackWorld();
      const form = 'application/x-www-form-urlencoded';
      const asForm = `payload=${encodeURIComponent(body)}`;
      for (const request of [{ body }, { body: asForm, contentType: form }]) {
        expect([200, 400]).toContain((await world.slack.sendRaw(request)).status);
      }
      expect(world.intake.events).toEqual([]);
      expect(await world.slack.sendRaw({ body: JSON.stringify(messageEvent(world)) })).toMatchObject({
        status: 200,
      });
      expect(world.intake.events).toHaveLength(1);
    },
  );
});

describe('payloads that are not for us, or not well formed', () => {
  it.each([
    ['of another workspace', { team_id: 'T0OTHER' }],
    ['of another app', { api_app_id: 'A0OTHER' }],
    ['without an event', { event: null }],
    ['with an event of no type', { event: { channel: 'C1' } }],
    ['with a message of no channel', { event: { type: 'message', text: 'x', user: 'U1', ts: '1.000000' } }],
    ['with a message of no time', { event: { type: 'app_mention', channel: 'C1', user: 'U1', ts: 'soon' } }],
  ])('an event %s is refused with a line in the log', async (_, spoilt) => {
    world = await startSlackWorld();
    const { slack, intake, logger } = world;
    expect(
      await slack.sendRaw({ body: JSON.stringify({ ...messageEvent(world), ...spoilt }) }),
    ).toMatchObject({ status: 200 });
    expect(intake.events).toEqual([]);
    expect(logger.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });

  it('an event of a shared channel is ours where the app is installed with us', async () => {
    world = await startSlackWorld();
    const event = {
      ...messageEvent(world),
      team_id: 'T0OTHER',
      authorizations: [{ team_id: world.slack.teamId }],
    };
    await world.slack.sendRaw({ body: JSON.stringify(event) });
    expect(world.intake.events).toMatchObject([{ workspace: world.slack.teamId }]);
  });

  it('a press on a card of another workspace is refused', async () => {
    world = await startSlackWorld();
    const { slack, intake, channel, customer, help, logger } = world;
    const buttons = [{ id: 'claim', label: 'Claim', value: 'e' }];
    const post = await channel.post(
      world.thread(help, null),
      { kind: 'text', text: 'x', buttons },
      { key: 'k' },
    );
    const press = { user: customer, channel: help, ts: post.id, actionId: 'claim' };
    const alter = (payload: Record<string, unknown>) => {
      payload.team = { id: 'T0OTHER' };
      payload.message = {};
    };
    await slack.click({ ...press, alter });
    await slack.click({ ...press, alter: (payload) => Object.assign(payload, { actions: [null] }) });
    await slack.click({
      ...press,
      alter: (payload) => Object.assign(payload, { container: {}, message: {}, channel: {} }),
    });
    await slack.command({
      user: customer,
      channel: help,
      command: '/baton',
      alter: (payload) => Object.assign(payload, { team_id: 'T0OTHER' }),
    });
    await slack.command({
      user: customer,
      channel: help,
      command: '/baton',
      alter: (payload) => Object.assign(payload, { user_id: undefined }),
    });
    expect([...intake.events, ...intake.calls]).toEqual([]);
    expect(logger.lines.filter(({ level }) => level === 'warn')).toHaveLength(5);
  });

  it('an action id that nobody knows is handed on for the core to refuse', async () => {
    world = await startSlackWorld();
    const { slack, channel, intake, customer, help } = world;
    const buttons = [{ id: 'x'.repeat(300), label: '', value: '' }];
    const post = await channel.post(
      world.thread(help, null),
      { kind: 'text', text: 'x', buttons },
      { key: 'k' },
    );
    await slack.click({ user: customer, channel: help, ts: post.id, actionId: 'x'.repeat(255) });
    expect(intake.events).toMatchObject([{ kind: 'customer.action', action: 'x'.repeat(255), value: '' }]);
  });

  it('an interaction that Baton does not use is acknowledged, and that is all', async () => {
    world = await startSlackWorld();
    const { slack, intake, customer } = world;
    const press = await slack.shortcut({ user: customer, callbackId: 'unknown' });
    expect(press.acknowledged).toBe(true);
    expect(intake.events).toEqual([]);
  });

  it('a command of another name is acknowledged, and that is all', async () => {
    world = await startSlackWorld();
    const { slack, intake, customer, help } = world;
    expect(await slack.command({ user: customer, channel: help, command: '/other' })).toMatchObject({
      acknowledged: true,
    });
    expect([...intake.events, ...intake.calls]).toEqual([]);
  });

  it('frames of any shape over the WebSocket end nothing', async () => {
    world = await startSlackWorld({ mode: 'socket' });
    const { slack, intake, customer, help } = world;
    const frames = [
      'null',
      '{',
      '[]',
      '{}',
      '{"type":"events_api"}',
      '{"type":"events_api","payload":{"event":null}}',
    ];
    for (const frame of [
      ...frames,
      '{"type":"events_api","envelope_id":"1","payload":{"event":{"type":7}}}',
    ]) {
      slack.sockets.sendText(frame);
    }
    await (await slack.say({ user: customer, channel: help, text: 'still there?' })).delivered;
    expect(intake.events).toMatchObject([{ text: 'still there?' }]);
  });

  it('40 kB of text, control characters, halves of characters and lone emoji arrive as far as they mean something', async () => {
    world = await startSlackWorld();
    const { slack, intake, customer, help } = world;
    const say = async (wireText: string) =>
      (await slack.say({ user: customer, channel: help, wireText })).delivered;
    await say('word '.repeat(8000));
    await say('a\u0000b\u0007c\ud800');
    await say('🚀');
    await say('');
    const texts = intake.of('customer.message').map(({ text }) => text);
    expect(texts[0]).toHaveLength(39_999);
    expect(texts.slice(1)).toEqual(['abc\ufffd', '🚀', '']);
  });
});

describe('reading never throws', () => {
  const territory: Territory = { botUser: 'UBOT', desk: 'CDESK', support: new Set(['CHELP']) };
  const keys = [
    'type',
    'subtype',
    'channel',
    'ts',
    'thread_ts',
    'user',
    'text',
    'blocks',
    'files',
    'message',
    'edited',
  ];
  const some = fc.constantFrom(
    'CHELP',
    'CDESK',
    'D1',
    'message_changed',
    'message_deleted',
    '1.000000',
    'tombstone',
    '<@UBOT>',
  );
  const leaf = fc.oneof(some, fc.anything());
  const object = fc.dictionary(
    fc.constantFrom(...keys, 'previous_message', 'deleted_ts', 'event_ts', 'container'),
    leaf,
  );
  const nested = fc.dictionary(
    fc.constantFrom(...keys, 'previous_message', 'actions', 'elements'),
    fc.oneof(leaf, object, fc.array(object)),
  );

  it('a message event of any shape', () => {
    fc.assert(
      fc.property(fc.oneof(nested, fc.anything()), (event) => {
        const found = readMessage(shapeOf(event), territory);
        expect(found.kind === 'nothing' || /^[med]:/.test(found.id)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('a press of any shape', () => {
    fc.assert(
      fc.property(fc.oneof(nested, fc.anything()), (body) => {
        for (const found of readActions(shapeOf(body), territory))
          expect(['nothing', 'action']).toContain(found.kind);
      }),
      { numRuns: 2000 },
    );
  });

  it('the gate, which lets nothing of another workspace through', () => {
    const addressee = { team: 'T1', app: 'A1' };
    fc.assert(
      fc.property(fc.oneof(nested, fc.anything()), (body) => {
        expect(typeof refusalOf(body, addressee)).toBe('string');
      }),
      { numRuns: 2000 },
    );
  });
});
