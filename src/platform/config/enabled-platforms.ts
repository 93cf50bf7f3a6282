import type { Config } from './parse-config.ts';

/** What a configuration switches on. */
export interface EnabledPlatforms {
  /** How Slack reaches us. */
  slack: 'off' | 'socket' | 'http';
  web: boolean;
  /** Where agents work. */
  desk: 'slack' | 'web';
}

/** Resolves every `auto`: what runs, given the credentials that are there. */
export function enabledPlatforms({ slack, web, desk, secrets }: Config): EnabledPlatforms {
  const auto = secrets.SLACK_APP_TOKEN ? 'socket' : 'http';
  const slackMode = !secrets.SLACK_BOT_TOKEN ? 'off' : slack.mode === 'auto' ? auto : slack.mode;
  const autoDesk = slackMode !== 'off' && slack.desk_channel !== '' ? 'slack' : 'web';
  const deskPlatform = desk.platform === 'auto' ? autoDesk : desk.platform;
  const webNeeded = slackMode === 'off' || deskPlatform === 'web';
  return {
    slack: slackMode,
    desk: deskPlatform,
    web: web.enabled === 'on' || (web.enabled === 'auto' && webNeeded),
  };
}
