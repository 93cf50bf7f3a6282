import { accountSettings } from './account-settings.ts';
import { adminSettings } from './admin-settings.ts';
import { assistantSettings } from './assistant-settings.ts';
import { deskSettings } from './desk-settings.ts';
import { policySettings } from './policy-settings.ts';
import { atStart, choice, decimal, duration, list, text, whole } from './setting.ts';

const FREE_OR_PORT = [0, 65_535] as const;
const RATE = [0, 10_000] as const;
const CHANNEL_ID = {
  allowed:
    'a channel id such as C0123456789 (not its name; Slack shows the id at the end of the channel details)',
  pattern: /^[CG][A-Z0-9]{2,30}$/,
};
const SNOWFLAKE = {
  allowed: 'a Discord id, 17 to 20 digits (switch Developer Mode on in Discord, then right-click: Copy ID)',
  pattern: /^\d{17,20}$/,
};
const DISCORD_CHANNEL = {
  allowed: 'a Discord id, 17 to 20 digits, or a name such as #help',
  pattern: /^(\d{17,20}|#[^\s#]{1,100})$/u,
};
const HOST = { allowed: 'a host name or an IP address', pattern: /^[A-Za-z0-9.:_-]{1,253}$/ };
const PATH = { allowed: 'a path', pattern: /^.{1,1000}$/su };

const rate = (channelPerSecond: number, burst: number, workspacePerSecond: number) => ({
  channel_per_second: decimal(
    'Posts per second to one channel in the long run; 0 for no limit.',
    channelPerSecond,
    RATE,
  ),
  channel_burst: whole('Posts that one channel may get at once after a quiet time.', burst, [1, 10_000]),
  workspace_per_second: decimal(
    'Posts per second to all channels together; 0 for no limit.',
    workspacePerSecond,
    RATE,
  ),
});

/**
 * Every setting. The only place where one is added: config/baton.yaml and docs/configuration.md are written from here
 * (`npx vitest run test/platform -u`).
 */
export const settings = {
  ...assistantSettings,
  knowledge: {
    ...atStart({
      path: text(
        'The folder or file with the articles, seen from where Baton is started.',
        'config/knowledge',
        PATH,
      ),
      index: choice(
        'Whether the index is kept in store.data_dir, so that the next start need not build it.',
        'keep',
        ['keep', 'off'],
      ),
    }),
    audience: list(
      'What customers are, in the words of the articles: one with another audience is never shown to them.',
      ['customers', 'everyone'],
      { allowed: 'a list of words such as [customers, admins]', pattern: /^[^\s,][^,]{0,50}$/u },
    ),
  },
  handoff: {
    note_mark: text('A desk message that begins with it is a note and never reaches the customer.', '//', {
      allowed: '1 to 8 characters without spaces',
      pattern: /^\S{1,8}$/u,
    }),
    desk_messages: choice(
      "What a message of the holder in a card's thread is: send (it goes to the customer) or notes (it stays at the desk until its author presses Send to customer).",
      'send',
      ['send', 'notes'],
    ),
    undo_for: duration(
      'How long a message of the holder waits before it goes to the customer, so that it can be taken back; 0s: not at all.',
      '3s',
      ['0s', '1m'],
    ),
    reminder_after: duration(
      'After how long a customer whom nobody has claimed is told again; each time after twice as long.',
      '10m',
      ['1s', '7d'],
    ),
    grace_window: duration(
      'How long after a human resolved it a later message goes back to the same agent.',
      '24h',
      ['1s', '90d'],
    ),
    ask_rating: choice('Whether the customer is asked for a rating after a human resolved it.', 'on', [
      'on',
      'off',
    ]),
  },
  policy: policySettings,
  accounts: accountSettings,
  desk: {
    ...atStart({
      platform: choice(
        'Where agents work; auto is Slack where a desk channel is set there, else Discord likewise, else the web workspace.',
        'auto',
        ['auto', 'slack', 'discord', 'web'],
      ),
    }),
    ...deskSettings,
  },
  slack: atStart({
    support_channels: list('Channels in which every new message opens a conversation, by id.', [], {
      ...CHANNEL_ID,
      allowed:
        'a list of channel ids such as [C0123456789] (not of names; Slack shows the id at the end of the channel details)',
    }),
    desk_channel: text('The private channel where agents work, by id.', '', {
      allowed: CHANNEL_ID.allowed,
      pattern: /^([CG][A-Z0-9]{2,30})?$/,
    }),
    command: text('The slash command, as in the manifest of the Slack app.', '/baton', {
      allowed: 'a slash and 1 to 31 small letters, digits, - or _',
      pattern: /^\/[a-z0-9_-]{1,31}$/,
    }),
    mode: choice(
      'How Slack reaches Baton; auto is Socket Mode where SLACK_APP_TOKEN is set, else HTTP.',
      'auto',
      ['auto', 'socket', 'http'],
    ),
    host: text('The address that HTTP mode listens on; 0.0.0.0 for all of them.', '127.0.0.1', HOST),
    port: whole('The port that HTTP mode listens on; 0 for any free one.', 3_211, FREE_OR_PORT),
    path: text('The path that Slack posts to in HTTP mode.', '/slack/events', {
      allowed: 'a path that begins with a slash',
      pattern: /^\/[A-Za-z0-9/_.-]{0,200}$/,
    }),
  }),
  discord: atStart({
    guilds: list(
      'The servers that are served, by id; with none named, every server that the bot is in.',
      [],
      {
        ...SNOWFLAKE,
        allowed: `a list of ids, each ${SNOWFLAKE.allowed}`,
      },
    ),
    support_channels: list(
      'Text channels and forums in which every new message or post opens a conversation, by id or name.',
      [],
      { ...DISCORD_CHANNEL, allowed: `a list, each ${DISCORD_CHANNEL.allowed}` },
    ),
    desk_channel: text('The private channel where agents work, by id or name.', '', {
      allowed: DISCORD_CHANNEL.allowed,
      pattern: /^(\d{17,20}|#[^\s#]{1,100})?$/u,
    }),
    command: text('The slash command that Baton registers, without its slash.', 'baton', {
      allowed: '1 to 32 small letters, digits, - or _',
      pattern: /^[a-z0-9_-]{1,32}$/,
    }),
    shards: whole(
      'Into how many gateway connections the servers are divided; one serves up to 2,500 servers.',
      1,
      [1, 1_000],
    ),
    gateway_lease: duration(
      'How long a process holds a gateway connection without a sign of life before another takes over.',
      '15s',
      ['1s', '5m'],
    ),
  }),
  teams: atStart({
    host: text('The address that Teams is listened to on; 0.0.0.0 for all of them.', '127.0.0.1', HOST),
    port: whole('The port that Teams is listened to on; 0 for any free one.', 3_978, FREE_OR_PORT),
    path: text('The path that Teams posts to.', '/api/messages', {
      allowed: 'a path that begins with a slash',
      pattern: /^\/[A-Za-z0-9/_.-]{0,200}$/,
    }),
    support_channels: list(
      'Channels in which every new message opens a conversation, by id; the app package must ask for reading them.',
      [],
      {
        allowed: 'a list of ids such as 19:…@thread.tacv2',
        pattern: /^19:\S{1,200}@thread\.(tacv2|skype|v2)$/,
      },
    ),
    local: choice(
      'Whether to work without an app id, on loopback alone: for trying things out with an emulator.',
      'off',
      ['off', 'on'],
    ),
  }),
  web: atStart({
    enabled: choice(
      'Whether the web workspace runs; auto is on where no other platform is set up, or the desk needs it.',
      'auto',
      ['auto', 'on', 'off'],
    ),
    host: text(
      'The address that the web workspace listens on; any but loopback demands BATON_WEB_TOKEN.',
      '127.0.0.1',
      HOST,
    ),
    port: whole('The port that the web workspace listens on; 0 for any free one.', 3_210, FREE_OR_PORT),
  }),
  store: atStart({
    data_dir: text(
      'The folder of the embedded store, where MONGODB_URI is not set, and of the index of the articles.',
      '.baton/data',
      PATH,
    ),
    port: whole('The loopback port of the embedded store; 0 for any free one.', 0, FREE_OR_PORT),
  }),
  monitor: atStart({
    enabled: choice(
      'Whether metrics and health are served over HTTP, for whoever watches over Baton.',
      'off',
      ['off', 'on'],
    ),
    host: text(
      'The address that metrics and health are served at; 0.0.0.0 for all of them.',
      '127.0.0.1',
      HOST,
    ),
    port: whole('The port that metrics and health are served at; 0 for any free one.', 9_464, FREE_OR_PORT),
  }),
  intake: {
    lease: duration(
      'How long a worker may hold a conversation without a sign of life before another takes over.',
      '30s',
      ['100ms', '1h'],
    ),
    sweep_every: duration('How often work that was left lying, as after a crash, is looked for.', '5s', [
      '50ms',
      '1h',
    ]),
    stray_wait: duration(
      'How long a message waits for a conversation to turn up that its thread belongs to.',
      '10m',
      ['1s', '7d'],
    ),
    max_text: whole('The longest message that is taken, in characters.', 100_000, [1_000, 1_000_000]),
    attempts: whole(
      'How often an event is tried before it is put aside for a person to look at.',
      5,
      [1, 100],
    ),
  },
  delivery: {
    send_lease: duration('How long one attempt to send may take before another process takes over.', '15s', [
      '100ms',
      '10m',
    ]),
    attempts: whole('How often a post is tried before it is given up.', 8, [1, 100]),
    max_file_mb: whole(
      'The largest file that is passed on, in MB; larger ones are shown by name.',
      25,
      [0, 100],
    ),
    backoff: {
      first: duration('The wait after the first failed attempt; it doubles with each.', '1s', ['1ms', '1h']),
      max: duration('The longest wait between two attempts.', '5m', ['1ms', '24h']),
    },
    rates: {
      // One message per second and channel, short bursts, and a limit for the workspace, of "several hundred messages
      // per minute": https://docs.slack.dev/apis/web-api/rate-limits
      slack: rate(1, 3, 5),
      // 5 messages in 5 seconds to a channel, 50 requests a second in all, of which some are not posts:
      // https://docs.discord.com/developers/topics/rate-limits
      discord: rate(1, 5, 40),
      // 7 in one second, 8 in two, 60 in 30, 1,800 in an hour to one conversation; 50 a second to a tenant:
      // https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
      teams: rate(0.5, 7, 40),
      // The web workspace is ours and needs no limit; what runs beside it gets a moderate one.
      web: rate(0, 1, 0),
      default: rate(1, 5, 20),
    },
  },
  ...adminSettings,
  log: {
    level: choice('How much is logged.', 'info', ['debug', 'info', 'warn', 'error', 'silent']),
  },
} as const;
