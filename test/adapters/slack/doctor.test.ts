import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SCOPES } from '../../../adapters/slack/scopes.ts';
import { createSlack, type SlackSettings } from '../../../adapters/slack/slack.ts';
import type { Finding } from '../../../src/channels/adapter.ts';
import { RecordingLogger, type SlackWorld, startSlackWorld } from './slack-world.ts';

let world: SlackWorld;

afterEach(() => world?.stop());

/** What a check finds with other settings, nothing having been started. */
async function examine(settings: Partial<SlackSettings> = {}): Promise<Finding[]> {
  const { clock } = world;
  const { channel, desk } = createSlack(
    { ...world.settings, ...settings },
    { logger: new RecordingLogger(), clock },
  );
  return [...(await channel.check()), ...(await desk.checkDesk())];
}

const wrong = (findings: Finding[]) => findings.filter(({ ok }) => !ok);

describe('baton doctor on Slack', () => {
  it('finds nothing wrong where all is well, in both modes', async () => {
    world = await startSlackWorld({ unstarted: true });
    const socket = await examine({ mode: 'socket' });
    expect(wrong(socket)).toEqual([]);
    expect(wrong(await examine({ mode: 'http' }))).toEqual([]);
    expect(socket.map(({ name }) => name)).toEqual([
      'slack token',
      'slack scopes',
      'slack socket mode',
      'slack support channel #help',
      'slack desk channel',
      'slack desk privacy',
      'slack desk members',
    ]);
  });

  it('names each missing scope and what it is for', async () => {
    world = await startSlackWorld({ unstarted: true, fake: { scopes: SCOPES.map(({ name }) => name) } });
    world.slack.scopes.delete('im:write');
    world.slack.scopes.delete('chat:write.customize');
    const findings = (await examine()).filter(({ name }) => name.startsWith('slack scope'));
    expect(findings).toMatchObject([
      {
        name: 'slack scope chat:write.customize',
        ok: true,
        detail: expect.stringContaining('name and picture'),
      },
      {
        name: 'slack scope im:write',
        ok: false,
        detail: expect.stringContaining('to write to people directly'),
      },
    ]);
    expect(findings[1]?.mend).toContain('im:write');
  });

  it('says which token is no good', async () => {
    world = await startSlackWorld({ unstarted: true });
    const [token] = await examine({ botToken: 'xoxb-wrong' });
    expect(token).toMatchObject({ name: 'slack token', ok: false, mend: expect.stringContaining('xoxb-') });
    const socket = await examine({ mode: 'socket', appToken: 'xapp-wrong' });
    expect(wrong(socket)).toMatchObject([{ name: 'slack socket mode', detail: 'invalid_auth' }]);
    const { signingSecret: _, appToken: __, ...bare } = world.settings;
    world.settings = bare;
    expect(wrong(await examine({ mode: 'http' }))).toMatchObject([{ name: 'slack signing secret' }]);
    expect(wrong(await examine({ mode: 'socket' }))).toMatchObject([{ name: 'slack socket mode' }]);
  });

  it('blames the token or the network alone, where that is why the desk cannot be looked at', async () => {
    world = await startSlackWorld({ unstarted: true });
    const mends = new Set(wrong(await examine({ botToken: 'xoxb-wrong' })).map(({ mend }) => mend));
    expect([...mends]).toEqual([expect.stringContaining('xoxb-')]);
    const unreached = wrong(await examine({ apiUrl: 'http://127.0.0.1:1/api/' }));
    expect(new Set(unreached.map(({ mend }) => mend))).toEqual(
      new Set(['Check that Slack can be reached from here, and look again.']),
    );
  });

  it('says what is wrong with a channel', async () => {
    world = await startSlackWorld({ unstarted: true });
    const { slack } = world;
    const open = slack.addChannel({ name: 'open-desk' }).id;
    const foreign = slack.addChannel({ name: 'foreign', withoutBot: true }).id;
    const old = slack.addChannel({ name: 'old' }).id;
    slack.archive(old);
    const names = (findings: Finding[]) => wrong(findings).map(({ name, detail }) => `${name}: ${detail}`);
    expect(names(await examine({ supportChannels: ['#nowhere', 'C0NOWHERE', foreign, old] }))).toEqual([
      'slack support channel #nowhere: the bot sees no such channel',
      'slack support channel C0NOWHERE: the bot sees no such channel',
      `slack support channel ${foreign}: the bot is not in it`,
      `slack support channel ${old}: the channel is archived`,
    ]);
    const [archived] = wrong(await examine({ supportChannels: [old] }));
    expect(archived?.mend).toContain('Unarchive it');
    expect(names(await examine({ deskChannel: '#open-desk' }))).toEqual([
      'slack desk privacy: #open-desk is public',
      'slack desk members: nobody but the bot',
    ]);
    expect(names(await examine({ deskChannel: open, supportChannels: [] }))).toHaveLength(2);
    expect(names(await examine({ deskChannel: foreign }))).toEqual([
      'slack desk channel: the bot is not in #foreign',
    ]);
    expect(names(await examine({ deskChannel: '' }))).toEqual([
      'slack desk channel: slack.desk_channel is not set',
    ]);
    for (const finding of wrong(await examine({ deskChannel: '#nowhere' })))
      expect(finding.mend).toContain('/invite');
  });
});

describe('starting', () => {
  it.each([
    ['no desk channel', { deskChannel: '#nowhere' }, 'config.invalid'],
    ['a bad bot token', { botToken: 'xoxb-wrong' }, 'adapter.credentials'],
    ['a token of no bot', { botToken: 'xapp' }, 'adapter.credentials'],
    ['a bad app token', { mode: 'socket' as const, appToken: 'xapp-wrong' }, 'adapter.credentials'],
    ['no app token', { mode: 'socket' as const, appToken: '' }, 'adapter.credentials'],
    ['no signing secret', { mode: 'http' as const, signingSecret: '' }, 'adapter.credentials'],
    ['an address of another machine', { mode: 'http' as const, host: '192.0.2.1' }, 'config.invalid'],
  ])('with %s fails, and says what to do', async (_, settings, code) => {
    world = await startSlackWorld({ unstarted: true });
    const given = { ...world.settings, ...settings };
    const { channel } = createSlack(given, { logger: new RecordingLogger(), clock: world.clock });
    await expect(channel.start(world.intake)).rejects.toMatchObject({ code, mend: expect.any(String) });
  });

  it('works without a desk on Slack, and without a support channel that is gone', async () => {
    world = await startSlackWorld({ settings: { deskChannel: '', supportChannels: ['#gone', '#help'] } });
    const { slack, intake, logger, customer, help } = world;
    await (await slack.say({ user: customer, channel: help, text: 'hello' })).delivered;
    expect(intake.events).toHaveLength(1);
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', facts: { channel: '#gone' } }),
    );
    expect(() => world.desk.channel).toThrow('slack.desk_channel');
    await expect(world.desk.isMember(customer)).rejects.toMatchObject({ code: 'config.invalid' });
  });
});

describe('the manifest', () => {
  const manifest = parse(
    readFileSync(new URL('../../../adapters/slack/manifest.yaml', import.meta.url), 'utf8'),
  );

  it('asks for the scopes that the doctor looks for, and docs/slack.md says what each is for', () => {
    const names = SCOPES.map(({ name }) => name);
    expect(manifest.oauth_config.scopes.bot).toEqual(names);
    const docs = readFileSync(new URL('../../../docs/slack.md', import.meta.url), 'utf8');
    expect(names.filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
  });

  it('subscribes to what the adapter listens to', async () => {
    const { bot_events: events } = manifest.settings.event_subscriptions;
    world = await startSlackWorld({ fake: { events, scopes: manifest.oauth_config.scopes.bot } });
    const { slack, intake, desk, customer, agent, general, help, deskChannel } = world;
    const say = async (channel: string, text: string) =>
      (await slack.say({ user: customer, channel, text })).delivered;
    await say(help, 'support');
    await say(general, `<@${slack.botUserId}> mention`);
    await say(await slack.openDm(customer), 'direct');
    expect(await desk.isMember(agent)).toBe(true);
    await slack.leave(deskChannel, agent).delivered;
    expect(await desk.isMember(agent)).toBe(false);
    expect(new Set(intake.of('customer.message').map(({ via }) => via))).toEqual(
      new Set(['support_channel', 'mention', 'dm']),
    );
  });
});
