import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import { type BoltApp, clientOf, startHttpApp } from './bolt-app.ts';
import { type FakeChannel, type FakeSlack, type FakeUser, startFakeSlack } from './fake-slack.ts';
import { refusal } from './refused.ts';

let clock: ManualClock;
let slack: FakeSlack;
let bolt: BoltApp;
let ada: FakeUser;
let help: FakeChannel;

beforeEach(async () => {
  clock = new ManualClock();
  slack = await startFakeSlack({ clock });
  bolt = await startHttpApp(slack);
  ada = slack.addUser({ name: 'ada' });
  help = slack.addChannel({ name: 'help', members: [ada] });
});

afterEach(async () => {
  await bolt.stop();
  await slack.stop();
});

const claim = (value: string) => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: 'claim', value, text: { type: 'plain_text', text: 'Claim' } }],
});

const modal = {
  type: 'modal',
  callback_id: 'resolve',
  title: { type: 'plain_text', text: 'Resolve' },
  submit: { type: 'plain_text', text: 'OK' },
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'note',
      label: { type: 'plain_text', text: 'Note' },
      element: { type: 'plain_text_input', action_id: 'note' },
    },
  ],
} as const;

async function card(value = 'e1'): Promise<string> {
  const blocks = [claim(value)];
  return (await clientOf(slack).chat.postMessage({ channel: help.id, text: 'card', blocks })).ts ?? '';
}

describe('buttons', () => {
  test('a click carries the button, the message, the person and the way back', async () => {
    const ts = await card();
    const seen: Record<string, unknown>[] = [];
    bolt.app.action('claim', async ({ body, ack }) => {
      seen.push(body as unknown as Record<string, unknown>);
      await ack();
    });
    expect(await slack.click({ user: ada, channel: help, ts, actionId: 'claim' })).toMatchObject({
      acknowledged: true,
    });
    expect(seen).toMatchObject([
      {
        type: 'block_actions',
        user: { id: ada.id, username: 'ada', team_id: slack.teamId },
        container: { type: 'message', message_ts: ts, channel_id: help.id, is_ephemeral: false },
        channel: { id: help.id, name: 'help' },
        team: { id: slack.teamId, domain: 'acme' },
        message: { ts, bot_id: slack.botId },
        actions: [{ type: 'button', action_id: 'claim', value: 'e1', text: { text: 'Claim' } }],
      },
    ]);
    expect(Object.keys(seen[0] ?? {})).toEqual(
      expect.arrayContaining(['api_app_id', 'token', 'trigger_id', 'response_url']),
    );
  });

  test('a button that is not there can not be clicked, but one that was there a moment ago can', async () => {
    const ts = await card();
    const click = { user: ada, channel: help, ts, actionId: 'claim' };
    await expect(slack.click({ ...click, value: 'other' })).rejects.toThrow('No element claim');
    await clientOf(slack).chat.update({ channel: help.id, ts, text: 'taken', blocks: [] });
    await expect(slack.click(click)).rejects.toThrow('No element claim');
    bolt.app.action('claim', ({ ack }) => ack());
    expect(await slack.click({ ...click, stale: true })).toMatchObject({ acknowledged: true });
  });

  test('only who sees the channel can click, unless their client is behind', async () => {
    const ts = await card();
    const eve = slack.addUser({ name: 'eve' });
    const click = { user: eve, channel: help, ts, actionId: 'claim' };
    await expect(slack.click(click)).rejects.toThrow('not a member');
    bolt.app.action('claim', ({ ack }) => ack());
    expect(await slack.click({ ...click, stale: true })).toMatchObject({ acknowledged: true });
  });

  test('an action that nobody acknowledges fails for the person', async () => {
    bolt.app.use(async () => {
      throw new Error('broken');
    });
    const click = slack.click({ user: ada, channel: help, ts: await card(), actionId: 'claim' });
    expect(await click).toMatchObject({ acknowledged: false, reason: 'http_error' });
  });

  test('a test can bend a payload as Slack never would', async () => {
    let team: unknown;
    bolt.app.action('claim', async ({ body, ack }) => {
      team = body.team?.id;
      await ack();
    });
    const alter = (payload: Record<string, unknown>) => {
      payload.team = { id: 'T0OTHER' };
    };
    await slack.click({ user: ada, channel: help, ts: await card(), actionId: 'claim', alter });
    expect(team).toBe('T0OTHER');
  });
});

describe('commands', () => {
  test('a command has the fields that Slack sends', async () => {
    let fields: string[] = [];
    bolt.app.command('/baton', async ({ body, ack }) => {
      fields = Object.keys(body).sort();
      await ack();
    });
    await slack.command({ user: ada, channel: help, command: '/baton', text: 'queue' });
    expect(fields).toEqual(
      [
        ...[
          'token',
          'team_id',
          'team_domain',
          'channel_id',
          'channel_name',
          'user_id',
          'user_name',
          'command',
        ],
        ...['text', 'api_app_id', 'is_enterprise_install', 'response_url', 'trigger_id'],
      ].sort(),
    );
  });

  test('an answer given with the acknowledgement is seen by the person alone, or by all', async () => {
    bolt.app.command('/baton', async ({ command, ack }) => {
      await ack(command.text === 'loud' ? { text: 'all', response_type: 'in_channel' } : 'only you');
    });
    await slack.command({ user: ada, channel: help, command: '/baton', text: 'help' });
    expect(slack.ephemerals(ada).map((message) => message.text)).toEqual(['only you']);
    await slack.command({ user: ada, channel: help, command: '/baton', text: 'loud' });
    expect(slack.history(help).map((message) => message.text)).toEqual(['all']);
  });
});

describe('response URLs', () => {
  test('a URL answers five times, and for half an hour', async () => {
    const urls: string[] = [];
    bolt.app.command('/baton', async ({ command, ack }) => {
      urls.push(command.response_url);
      await ack();
    });
    await slack.command({ user: ada, channel: help, command: '/baton' });
    await slack.command({ user: ada, channel: help, command: '/baton' });
    const use = async (url = '') => {
      const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'hi' }) });
      return { status: answer.status, ...((await answer.json()) as object) };
    };
    for (let count = 0; count < 5; count++) expect(await use(urls[0])).toEqual({ status: 200, ok: true });
    expect(await use(urls[0])).toEqual({ status: 404, ok: false, error: 'used_url' });
    expect(slack.ephemerals(ada)).toHaveLength(5);
    clock.advance(30 * 60_000 + 1);
    expect(await use(urls[1])).toEqual({ status: 404, ok: false, error: 'expired_url' });
  });

  test('a click can replace or delete the message it came from, ephemeral or not', async () => {
    await clientOf(slack).chat.postEphemeral({
      channel: help.id,
      user: ada.id,
      text: 'draft',
      blocks: [claim('d1')],
    });
    const [draft] = slack.ephemerals(ada);
    const ts = await card();
    bolt.app.action('claim', async ({ action, ack, respond }) => {
      await ack();
      if ('value' in action && action.value === 'd1') await respond({ delete_original: true });
      else await respond({ replace_original: true, text: 'taken' });
    });
    await slack.click({ user: ada, channel: help, ts: draft?.ts ?? '', actionId: 'claim' });
    await slack.click({ user: ada, channel: help, ts, actionId: 'claim' });
    await slack.until(() => slack.ephemerals(ada).length === 0 && slack.history(help)[0]?.text === 'taken');
  });
});

describe('modals', () => {
  test('a trigger opens one modal, within three seconds', async () => {
    const triggers: string[] = [];
    bolt.app.command('/baton', async ({ command, ack }) => {
      triggers.push(command.trigger_id);
      await ack();
    });
    await slack.command({ user: ada, channel: help, command: '/baton' });
    const open = (trigger_id = '') => clientOf(slack).views.open({ trigger_id, view: modal as never });
    await open(triggers[0]);
    expect(slack.modal(ada)).toMatchObject({ callback_id: 'resolve', team_id: slack.teamId });
    expect(await refusal(open(triggers[0]))).toBe('exchanged_trigger_id');
    expect(await refusal(open('1.2.3'))).toBe('invalid_trigger_id');
    await slack.command({ user: ada, channel: help, command: '/baton' });
    clock.advance(3001);
    expect(await refusal(open(triggers[1]))).toBe('expired_trigger_id');
  });

  test('a modal is checked, filled in, complained about, and closed', async () => {
    let notes = 0;
    const fields: string[][] = [];
    bolt.app.shortcut('resolve_it', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: modal as never });
    });
    bolt.app.view('resolve', async ({ body, view, ack }) => {
      fields.push(Object.keys(body), Object.keys(view));
      const note = view.state.values.note?.note?.value ?? '';
      notes += 1;
      if (note.length < 3) await ack({ response_action: 'errors', errors: { note: 'Too short' } });
      else await ack();
    });
    await slack.shortcut({ user: ada, callbackId: 'resolve_it' });
    await slack.until(() => slack.modal(ada));
    await expect(slack.submit({ user: ada, values: {} })).rejects.toThrow('must be filled in');
    await expect(slack.submit({ user: ada, values: { note: '' } })).rejects.toThrow('must be filled in');
    expect(await slack.submit({ user: ada, values: { note: 'x' } })).toMatchObject({
      errors: { note: 'Too short' },
    });
    expect(slack.modal(ada)).toBeDefined();
    await slack.submit({ user: ada, values: { note: 'billing' } });
    expect(slack.modal(ada)).toBeUndefined();
    expect(notes).toBe(2);
    expect(fields[0]).toEqual(
      expect.arrayContaining([
        'type',
        'team',
        'user',
        'api_app_id',
        'token',
        'trigger_id',
        'view',
        'response_urls',
      ]),
    );
    expect(fields[1]).toEqual(
      expect.arrayContaining([
        'id',
        'hash',
        'state',
        'root_view_id',
        'previous_view_id',
        'private_metadata',
        'app_id',
      ]),
    );
  });

  test('a message shortcut names its message, and a dismissed modal tells the app that asked', async () => {
    const { ts } = await slack.say({ user: ada, channel: help, text: 'help me' });
    const closed: string[] = [];
    bolt.app.shortcut({ type: 'message_action', callback_id: 'ask' }, async ({ ack, shortcut, client }) => {
      await ack();
      await client.views.open({
        trigger_id: shortcut.trigger_id,
        view: { ...modal, private_metadata: shortcut.message_ts } as never,
      });
    });
    bolt.app.view({ type: 'view_closed', callback_id: 'resolve' }, async ({ view, ack }) => {
      closed.push(view.private_metadata);
      await ack();
    });
    await slack.shortcut({ user: ada, callbackId: 'ask', on: { channel: help, ts } });
    await slack.until(() => slack.modal(ada));
    expect(await slack.dismiss(ada)).toMatchObject({ acknowledged: true });
    expect(closed).toEqual([ts]);
  });

  test('a modal that Slack would not show is refused', async () => {
    let trigger = '';
    bolt.app.command('/baton', async ({ command, ack }) => {
      trigger = command.trigger_id;
      await ack();
    });
    await slack.command({ user: ada, channel: help, command: '/baton' });
    const views = [
      { ...modal, title: { type: 'plain_text', text: 'x'.repeat(25) } },
      { ...modal, submit: undefined },
      { ...modal, private_metadata: 'x'.repeat(3001) },
      { ...modal, blocks: [{ type: 'markdown', text: 'x' }] },
    ];
    const input = (element: object) => {
      const label = { type: 'plain_text', text: 'x' };
      return { ...modal, blocks: [{ type: 'input', label, element: { action_id: 'x', ...element } }] };
    };
    const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value });
    views.push(
      input({ type: 'plain_text_input', max_length: 3001 }) as never,
      input({ type: 'plain_text_input', max_length: 3, initial_value: 'four' }) as never,
      input({ type: 'static_select', options: [] }) as never,
      input({ type: 'static_select', options: [option('a')], initial_option: option('b') }) as never,
    );
    for (const view of views) {
      const open = clientOf(slack).views.open({ trigger_id: trigger, view: view as never });
      expect(await refusal(open)).toBe('invalid_arguments');
    }
  });
});
