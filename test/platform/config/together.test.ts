import { describe, expect, test } from 'vitest';
import { enabledPlatforms } from '../../../src/platform/config/enabled-platforms.ts';
import { parseConfig } from '../../../src/platform/config/parse-config.ts';

const BOT = { SLACK_BOT_TOKEN: 'xoxb-000000' };
const APP = { SLACK_APP_TOKEN: 'xapp-000000' };
const SIGNING = { SLACK_SIGNING_SECRET: 'abcdef0123456789' };
const DISCORD = { DISCORD_TOKEN: 'MDAwMDAwMDAwMDAwMDAwMDAw.AAAAAA.000000000000000000000000000' };
const ENTRA_ID = '00000000-0000-4000-8000-000000000000';
const TEAMS = { TEAMS_APP_ID: ENTRA_ID, TEAMS_TENANT_ID: ENTRA_ID, TEAMS_APP_SECRET: 'not-a-secret' };
const DESK = { BATON__SLACK__DESK_CHANNEL: 'G0000001' };

describe('what runs', () => {
  test.each([
    ['no credentials', {}, { slack: 'off', web: true, desk: 'web' }],
    ['a bot and an app token', { ...BOT, ...APP, ...DESK }, { slack: 'socket', web: false, desk: 'slack' }],
    [
      'a bot token and a signing secret',
      { ...BOT, ...SIGNING, ...DESK },
      { slack: 'http', web: false, desk: 'slack' },
    ],
    [
      'all three, and no desk channel',
      { ...BOT, ...APP, ...SIGNING },
      { slack: 'socket', web: true, desk: 'web' },
    ],
    [
      'a mode that was chosen',
      { ...BOT, ...APP, ...SIGNING, ...DESK, BATON__SLACK__MODE: 'http' },
      { slack: 'http', web: false, desk: 'slack' },
    ],
    [
      'a desk that was chosen',
      { ...BOT, ...APP, ...DESK, BATON__DESK__PLATFORM: 'web' },
      { slack: 'socket', web: true, desk: 'web' },
    ],
    [
      'the web workspace beside Slack',
      { ...BOT, ...APP, ...DESK, BATON__WEB__ENABLED: 'on' },
      { slack: 'socket', web: true, desk: 'slack' },
    ],
    [
      'Discord and its desk',
      { ...DISCORD, BATON__DISCORD__DESK_CHANNEL: '100000000000000001' },
      { slack: 'off', discord: true, web: false, desk: 'discord' },
    ],
    [
      'Discord, and the desk in Slack',
      { ...BOT, ...APP, ...DESK, ...DISCORD, BATON__DISCORD__DESK_CHANNEL: '100000000000000001' },
      { slack: 'socket', discord: true, web: false, desk: 'slack' },
    ],
    ['Teams', TEAMS, { slack: 'off', teams: 'on', web: true, desk: 'web' }],
    [
      'Teams on this machine',
      { BATON__TEAMS__LOCAL: 'on' },
      { slack: 'off', teams: 'local', web: true, desk: 'web' },
    ],
  ])('with %s', (_, env, expected) => {
    const others = { discord: false, teams: 'off' };
    expect(enabledPlatforms(parseConfig('', env))).toEqual({ ...others, ...expected });
  });
});

describe('what does not fit together', () => {
  test.each([
    ['an app token alone', APP, 'SLACK_BOT_TOKEN: missing; SLACK_APP_TOKEN is set'],
    ['a signing secret alone', SIGNING, 'SLACK_BOT_TOKEN: missing; SLACK_SIGNING_SECRET is set'],
    ['a bot token alone', BOT, 'SLACK_SIGNING_SECRET: missing, and so is SLACK_APP_TOKEN'],
    [
      'Socket Mode without an app token',
      { ...BOT, ...SIGNING, BATON__SLACK__MODE: 'socket' },
      'SLACK_APP_TOKEN: missing; slack.mode is socket',
    ],
    [
      'HTTP mode without a secret',
      { ...BOT, ...APP, BATON__SLACK__MODE: 'http' },
      'SLACK_SIGNING_SECRET: missing',
    ],
    [
      'a Slack desk without Slack',
      { BATON__DESK__PLATFORM: 'slack' },
      'BATON__DESK__PLATFORM: desk.platform is slack, but SLACK_BOT_TOKEN is not set',
    ],
    [
      'a Slack desk without a channel',
      { ...BOT, ...APP, BATON__DESK__PLATFORM: 'slack' },
      'BATON__DESK__PLATFORM: desk.platform is slack, but slack.desk_channel names no channel',
    ],
    [
      'a desk that customers see',
      { ...BOT, ...APP, ...DESK, BATON__SLACK__SUPPORT_CHANNELS: 'C0000001,G0000001' },
      'BATON__SLACK__DESK_CHANNEL: G0000001 is in slack.support_channels too',
    ],
    [
      'a Discord desk without Discord',
      { BATON__DESK__PLATFORM: 'discord' },
      'BATON__DESK__PLATFORM: desk.platform is discord, but DISCORD_TOKEN is not set',
    ],
    [
      'a Discord desk without a channel',
      { ...DISCORD, BATON__DESK__PLATFORM: 'discord' },
      'BATON__DESK__PLATFORM: desk.platform is discord, but discord.desk_channel names no channel',
    ],
    [
      'a Discord desk that customers see',
      {
        ...DISCORD,
        BATON__DISCORD__DESK_CHANNEL: '100000000000000001',
        BATON__DISCORD__SUPPORT_CHANNELS: '100000000000000001',
      },
      'BATON__DISCORD__DESK_CHANNEL: 100000000000000001 is in discord.support_channels too',
    ],
    [
      'a Teams secret alone',
      { TEAMS_APP_SECRET: 'not-a-secret' },
      'TEAMS_APP_ID: missing; TEAMS_APP_SECRET is set',
    ],
    ['a Teams app without its tenant', { TEAMS_APP_ID: ENTRA_ID }, 'TEAMS_TENANT_ID: missing'],
    [
      'a Teams app without a secret',
      { TEAMS_APP_ID: ENTRA_ID, TEAMS_TENANT_ID: ENTRA_ID, TEAMS_CERTIFICATE_FILE: 'bot.pem' },
      'TEAMS_APP_SECRET: missing, and so is TEAMS_CERTIFICATE_FILE with TEAMS_PRIVATE_KEY_FILE',
    ],
    [
      'Teams without an app id where others can reach it',
      { BATON__TEAMS__LOCAL: 'on', BATON__TEAMS__HOST: '0.0.0.0' },
      'BATON__TEAMS__HOST: teams.host is 0.0.0.0',
    ],
    ['no desk at all', { BATON__WEB__ENABLED: 'off' }, 'BATON__WEB__ENABLED: web.enabled is off'],
    [
      'a web workspace open to others',
      { BATON__WEB__HOST: '0.0.0.0' },
      'BATON__WEB__HOST: web.host is 0.0.0.0, which others can reach',
    ],
    [
      'a first wait beyond the longest',
      { BATON__DELIVERY__BACKOFF__FIRST: '10m' },
      'BATON__DELIVERY__BACKOFF__FIRST: delivery.backoff.first is longer',
    ],
  ])('%s is refused', (_, env, expected) => {
    expect(() => parseConfig('', env)).toThrow(expected);
    expect(() => parseConfig('', env)).toThrow('The configuration has a problem:');
  });

  test('the line is told where the file said it', () => {
    expect(() => parseConfig('web:\n  host: 0.0.0.0\n', {})).toThrow(
      'config/baton.yaml line 2: web.host is 0.0.0.0',
    );
  });

  test('the default is named where nobody said anything', () => {
    const env = { ...BOT, ...APP, BATON__DELIVERY__BACKOFF__MAX: '1ms' };
    expect(() => parseConfig('', env)).toThrow('config/baton.yaml (delivery.backoff.first by default): ');
  });

  test('a token that is wrong by itself brings no second problem about it', () => {
    expect(() => parseConfig('', { SLACK_BOT_TOKEN: 'nonsense' })).toThrow(
      'The configuration has a problem:',
    );
  });

  test.each(['localhost', '::1', '127.0.0.1', '127.1.2.3'])(
    'a web workspace on %s needs no token',
    (host) => {
      expect(parseConfig('', { BATON__WEB__HOST: host }).web.host).toBe(host);
    },
  );

  test('with a token the web workspace may listen anywhere', () => {
    const env = { BATON__WEB__HOST: '0.0.0.0', BATON_WEB_TOKEN: 'sixteen-or-more-chars' };
    expect(parseConfig('', env).web.host).toBe('0.0.0.0');
  });
});
