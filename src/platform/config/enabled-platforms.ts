import type { Config } from './parse-config.ts';

/** What a configuration switches on. */
export interface EnabledPlatforms {
  /** How Slack reaches us. */
  slack: 'off' | 'socket' | 'http';
  discord: boolean;
  /** `local`: without an app id, on loopback alone. */
  teams: 'off' | 'on' | 'local';
  web: boolean;
  /** Where agents work. */
  desk: 'slack' | 'discord' | 'web';
}

/** Resolves every `auto`: what runs, given the credentials that are there. */
export function enabledPlatforms(config: Config): EnabledPlatforms {
  const { slack, discord, teams, web, desk, secrets } = config;
  const auto = secrets.SLACK_APP_TOKEN ? 'socket' : 'http';
  const slackMode = !secrets.SLACK_BOT_TOKEN ? 'off' : slack.mode === 'auto' ? auto : slack.mode;
  const discordOn = secrets.DISCORD_TOKEN !== undefined;
  const teamsMode = secrets.TEAMS_APP_ID ? 'on' : teams.local === 'on' ? 'local' : 'off';
  const slackDesk = slackMode !== 'off' && slack.desk_channel !== '';
  const discordDesk = discordOn && discord.desk_channel !== '';
  const autoDesk = slackDesk ? 'slack' : discordDesk ? 'discord' : 'web';
  const deskPlatform = desk.platform === 'auto' ? autoDesk : desk.platform;
  const alone = slackMode === 'off' && !discordOn && teamsMode === 'off';
  return {
    slack: slackMode,
    discord: discordOn,
    teams: teamsMode,
    desk: deskPlatform,
    web: web.enabled === 'on' || (web.enabled === 'auto' && (alone || deskPlatform === 'web')),
  };
}
