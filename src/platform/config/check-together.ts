import { enabledPlatforms } from './enabled-platforms.ts';
import type { Config } from './parse-config.ts';
import type { VariableName } from './variables.ts';

/** Something that is wrong only in view of other settings. */
interface Rule {
  /** The settings and variables that it looks at; where one of them is wrong by itself, the rule says nothing. */
  about: readonly string[];
  /** What is wrong, and at which setting or variable to say so. */
  find(config: Config): { at: string; message: string } | undefined;
}

const SLACK_CREDENTIALS: readonly VariableName[] = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
];

const TEAMS_CREDENTIALS: readonly VariableName[] = [
  'TEAMS_APP_ID',
  'TEAMS_TENANT_ID',
  'TEAMS_APP_SECRET',
  'TEAMS_CERTIFICATE_FILE',
  'TEAMS_PRIVATE_KEY_FILE',
];

const rules: readonly Rule[] = [
  {
    about: SLACK_CREDENTIALS,
    find({ secrets }) {
      const given = SLACK_CREDENTIALS.find((name) => secrets[name]);
      if (!given || secrets.SLACK_BOT_TOKEN) return undefined;
      return { at: 'SLACK_BOT_TOKEN', message: `missing; ${given} is set, and Slack needs both` };
    },
  },
  {
    about: [...SLACK_CREDENTIALS, 'slack.mode'],
    find(config) {
      const { slack } = enabledPlatforms(config);
      const { SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = config.secrets;
      if (slack === 'socket' && !SLACK_APP_TOKEN) {
        return { at: 'SLACK_APP_TOKEN', message: 'missing; slack.mode is socket, which needs it' };
      }
      if (slack !== 'http' || SLACK_SIGNING_SECRET) return undefined;
      const message =
        config.slack.mode === 'http'
          ? 'missing; slack.mode is http, which needs it'
          : 'missing, and so is SLACK_APP_TOKEN; Slack needs one of them: the app token for Socket Mode, the signing secret for HTTP';
      return { at: 'SLACK_SIGNING_SECRET', message };
    },
  },
  {
    about: ['desk.platform', 'slack.desk_channel', ...SLACK_CREDENTIALS],
    find({ desk, slack, secrets }) {
      if (desk.platform !== 'slack') return undefined;
      if (!secrets.SLACK_BOT_TOKEN) {
        return { at: 'desk.platform', message: 'desk.platform is slack, but SLACK_BOT_TOKEN is not set' };
      }
      if (slack.desk_channel !== '') return undefined;
      return {
        at: 'desk.platform',
        message: 'desk.platform is slack, but slack.desk_channel names no channel',
      };
    },
  },
  {
    about: ['desk.platform', 'discord.desk_channel', 'DISCORD_TOKEN'],
    find({ desk, discord, secrets }) {
      if (desk.platform !== 'discord') return undefined;
      if (!secrets.DISCORD_TOKEN) {
        return { at: 'desk.platform', message: 'desk.platform is discord, but DISCORD_TOKEN is not set' };
      }
      if (discord.desk_channel !== '') return undefined;
      const message = 'desk.platform is discord, but discord.desk_channel names no channel';
      return { at: 'desk.platform', message };
    },
  },
  {
    about: ['discord.desk_channel', 'discord.support_channels'],
    find({ discord }) {
      const { desk_channel: desk, support_channels: support } = discord;
      if (desk === '' || !support.includes(desk)) return undefined;
      const message = `${desk} is in discord.support_channels too; customers must not see the desk`;
      return { at: 'discord.desk_channel', message };
    },
  },
  {
    about: TEAMS_CREDENTIALS,
    find({ secrets }) {
      const given = TEAMS_CREDENTIALS.find((name) => secrets[name]);
      if (!given) return undefined;
      if (!secrets.TEAMS_APP_ID) {
        return { at: 'TEAMS_APP_ID', message: `missing; ${given} is set, and Teams needs both` };
      }
      if (!secrets.TEAMS_TENANT_ID) {
        return { at: 'TEAMS_TENANT_ID', message: 'missing; TEAMS_APP_ID is set, and Teams needs both' };
      }
      const certificate = secrets.TEAMS_CERTIFICATE_FILE && secrets.TEAMS_PRIVATE_KEY_FILE;
      if (secrets.TEAMS_APP_SECRET || certificate) return undefined;
      const message =
        'missing, and so is TEAMS_CERTIFICATE_FILE with TEAMS_PRIVATE_KEY_FILE; Teams needs the one or the other';
      return { at: 'TEAMS_APP_SECRET', message };
    },
  },
  {
    about: ['teams.local', 'teams.host', 'TEAMS_APP_ID'],
    find(config) {
      if (enabledPlatforms(config).teams !== 'local' || isLoopback(config.teams.host)) return undefined;
      const message = `teams.host is ${config.teams.host}, but teams.local takes messages from anybody; listen on 127.0.0.1`;
      return { at: 'teams.host', message };
    },
  },
  {
    about: ['slack.desk_channel', 'slack.support_channels'],
    find({ slack }) {
      if (slack.desk_channel === '' || !slack.support_channels.includes(slack.desk_channel)) return undefined;
      const message = `${slack.desk_channel} is in slack.support_channels too; customers must not see the desk`;
      return { at: 'slack.desk_channel', message };
    },
  },
  {
    about: ['web.enabled', 'desk.platform', 'slack.desk_channel', ...SLACK_CREDENTIALS],
    find(config) {
      const { desk, web } = enabledPlatforms(config);
      if (desk !== 'web' || web) return undefined;
      const message =
        'web.enabled is off, which leaves agents no desk; switch it on, or set up Slack with slack.desk_channel';
      return { at: 'web.enabled', message };
    },
  },
  {
    about: ['web.host', 'web.enabled', 'BATON_WEB_TOKEN', ...SLACK_CREDENTIALS],
    find(config) {
      const { web, secrets } = config;
      if (!enabledPlatforms(config).web || isLoopback(web.host) || secrets.BATON_WEB_TOKEN) return undefined;
      const message = `web.host is ${web.host}, which others can reach; set BATON_WEB_TOKEN, or listen on 127.0.0.1`;
      return { at: 'web.host', message };
    },
  },
  {
    about: ['delivery.backoff.first', 'delivery.backoff.max'],
    find({ delivery: { backoff } }) {
      if (backoff.first <= backoff.max) return undefined;
      return {
        at: 'delivery.backoff.first',
        message: 'delivery.backoff.first is longer than delivery.backoff.max',
      };
    },
  },
];

/** Finds what is wrong with a configuration whose single values are right, but for those in `wrong`. */
export function checkTogether(config: Config, wrong: ReadonlySet<string>): { at: string; message: string }[] {
  return rules
    .filter(({ about }) => !about.some((name) => wrong.has(name)))
    .flatMap((rule) => rule.find(config) ?? []);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
