import { readFileSync } from 'node:fs';
import { createDiscord } from '../../adapters/discord/discord.ts';
import { createSlack } from '../../adapters/slack/slack.ts';
import { createTeams, type TeamsSettings } from '../../adapters/teams/teams.ts';
import { createWeb } from '../../adapters/web/web.ts';
import type { AgentDesk, ChannelAdapter, Places } from '../channels/adapter.ts';
import { createLeases } from '../intake/leases.ts';
import { systemClock } from '../platform/clock.ts';
import { enabledPlatforms } from '../platform/config/enabled-platforms.ts';
import type { Config } from '../platform/config/parse-config.ts';
import { BatonError, messageOf } from '../platform/errors.ts';
import type { Live } from '../platform/live.ts';
import type { Logger } from '../platform/logger.ts';
import type { Store } from '../store/store.ts';
import { newId } from './runtime.ts';

export interface Adapters {
  channels: ChannelAdapter[];
  desk: AgentDesk;
  /** Where the web workspace is opened, once it has started. */
  webUrl: (() => string) | undefined;
  /** What `baton setup` asks of the platforms that have channels to choose from. */
  places: { slack: Places | undefined; discord: Places | undefined };
}

/** Builds every adapter that the configuration switches on; nothing is connected yet. */
export function buildAdapters(
  config: Config,
  store: Store,
  logger: Logger,
  current: Live<Config> = () => config,
): Adapters {
  const enabled = enabledPlatforms(config);
  const web = enabled.web ? buildWeb(config, store, logger, current) : undefined;
  const slack = enabled.slack === 'off' ? undefined : buildSlack(config, enabled.slack, logger);
  const discord = enabled.discord ? buildDiscord(config, store, logger) : undefined;
  const teams =
    enabled.teams === 'off' ? undefined : buildTeams(config, enabled.teams, store, logger, current);
  const desk = { web, slack, discord }[enabled.desk]?.desk;
  if (!desk) {
    throw new BatonError('config.invalid', `The desk is to be at ${enabled.desk}, which is not switched on`, {
      mend: 'Set desk.platform, or the credentials of the platform where agents work.',
    });
  }
  const channels = [web?.channel, slack?.channel, discord?.channel, teams?.channel].filter(
    (channel) => channel !== undefined,
  );
  const places = { slack: slack?.places, discord: discord?.places };
  return { channels, desk, webUrl: web ? () => web.url() : undefined, places };
}

function buildWeb({ web, secrets }: Config, store: Store, logger: Logger, current: Live<Config>) {
  const { BATON_WEB_TOKEN: token } = secrets;
  const settings = {
    host: web.host,
    port: web.port,
    noteMark: () => current().handoff.note_mark,
    deskMessages: () => current().handoff.desk_messages,
    ...(token ? { token } : {}),
  };
  return createWeb(settings, { storage: store.storageFor('web'), logger, clock: systemClock, newId });
}

function buildSlack({ slack, secrets }: Config, mode: 'socket' | 'http', logger: Logger) {
  const {
    SLACK_BOT_TOKEN: botToken = '',
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
  } = secrets;
  return createSlack(
    {
      botToken,
      mode,
      ...(appToken ? { appToken } : {}),
      ...(signingSecret ? { signingSecret } : {}),
      ...(secrets.SLACK_API_URL ? { apiUrl: secrets.SLACK_API_URL } : {}),
      deskChannel: slack.desk_channel,
      supportChannels: [...slack.support_channels],
      command: slack.command,
      host: slack.host,
      port: slack.port,
      path: slack.path,
    },
    { logger, clock: systemClock },
  );
}

function buildDiscord({ discord, secrets }: Config, store: Store, logger: Logger) {
  const leases = createLeases({ store, clock: systemClock, logger, newId, ttlMs: discord.gateway_lease });
  return createDiscord(
    {
      token: secrets.DISCORD_TOKEN ?? '',
      ...(secrets.DISCORD_API_URL ? { apiUrl: secrets.DISCORD_API_URL } : {}),
      guilds: [...discord.guilds],
      supportChannels: [...discord.support_channels],
      deskChannel: discord.desk_channel,
      command: discord.command,
      shards: discord.shards,
    },
    { storage: store.storageFor('discord'), leases, logger, clock: systemClock },
  );
}

function buildTeams(
  { teams, secrets }: Config,
  mode: 'on' | 'local',
  store: Store,
  logger: Logger,
  current: Live<Config>,
) {
  const {
    TEAMS_APP_ID: appId,
    TEAMS_TENANT_ID: tenantId,
    TEAMS_APP_SECRET: secret,
    TEAMS_CERTIFICATE_FILE: certificateFile,
    TEAMS_PRIVATE_KEY_FILE: keyFile,
    TEAMS_LOGIN_URL: login,
    TEAMS_GRAPH_URL: graph,
  } = secrets;
  const certificate =
    certificateFile && keyFile ? { pem: readPem(certificateFile), privateKey: readPem(keyFile) } : undefined;
  const settings: TeamsSettings = {
    ...(appId ? { appId } : {}),
    ...(tenantId ? { tenantId } : {}),
    ...(secret ? { secret } : {}),
    ...(certificate ? { certificate } : {}),
    host: teams.host,
    port: teams.port,
    path: teams.path,
    supportChannels: [...teams.support_channels],
    local: mode === 'local',
    admins: () => {
      const { groups, workspace_admins: workspaceAdmins } = current().admin;
      return { groups, ofSupportTeams: workspaceAdmins === 'on' };
    },
    endpoints: {
      ...(login ? { login: login.replace(/\/+$/, '') } : {}),
      ...(graph ? { graph: graph.replace(/\/+$/, '') } : {}),
    },
  };
  return createTeams(settings, { storage: store.storageFor('teams'), logger, clock: systemClock });
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new BatonError('config.invalid', `${file} cannot be read: ${messageOf(cause)}`, {
      mend: 'Name a PEM file that Baton may read by TEAMS_CERTIFICATE_FILE and TEAMS_PRIVATE_KEY_FILE.',
      cause,
    });
  }
}
