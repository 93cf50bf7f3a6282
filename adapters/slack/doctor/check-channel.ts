import { webApi } from '@slack/bolt';
import type { Finding } from '../../../src/channels/adapter.ts';
import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { SCOPES } from '../scopes.ts';
import type { SlackSettings } from '../settings.ts';
import { slackCode } from '../web-api/api-errors.ts';
import { sdkLogger } from '../web-api/sdk-logger.ts';
import { clientOptions, SlackApi } from '../web-api/slack-api.ts';
import { findChannel } from '../workspace/find-channel.ts';
import { type Identity, whoAmI } from '../workspace/identity.ts';

interface Deps {
  api: SlackApi;
  settings: SlackSettings;
  logger: Logger;
}

/** What `baton doctor` says of the credentials, the scopes, how Slack reaches us, and the support channels. */
export async function checkChannel({ api, settings, logger }: Deps): Promise<Finding[]> {
  let identity: Identity;
  try {
    identity = await whoAmI(api);
  } catch (error) {
    return [failure('slack token', error, 'Check SLACK_BOT_TOKEN.')];
  }
  const token = { name: 'slack token', ok: true, detail: `${identity.botName} in ${identity.teamName}` };
  return [
    token,
    ...scopeFindings(identity.scopes),
    await receivingFinding(settings, logger),
    ...(await supportFindings(api, settings.supportChannels)),
  ];
}

function scopeFindings(granted: ReadonlySet<string>): Finding[] {
  const missing = SCOPES.filter(({ name }) => !granted.has(name));
  if (missing.length === 0)
    return [{ name: 'slack scopes', ok: true, detail: `all ${SCOPES.length} granted` }];
  return missing.map(({ name, why, optional }) => ({
    name: `slack scope ${name}`,
    ok: optional === true,
    detail: `not granted; ${optional ? 'it would serve' : 'it is needed'} ${why}`,
    mend: `Add ${name} under OAuth & Permissions in the app’s settings, and install the app again.`,
  }));
}

async function receivingFinding(settings: SlackSettings, logger: Logger): Promise<Finding> {
  if (settings.mode === 'socket') return socketFinding(settings, logger);
  const name = 'slack signing secret';
  if (!settings.signingSecret) {
    const mend =
      'Copy the Signing Secret from Basic Information in the app’s settings into SLACK_SIGNING_SECRET.';
    return { name, ok: false, detail: 'not set; without it no request can be trusted', mend };
  }
  const at = `${settings.host}:${settings.port}${settings.path}`;
  return { name, ok: true, detail: `set; Slack has to reach ${at} by the request URL of the app` };
}

async function socketFinding({ appToken, apiUrl }: SlackSettings, logger: Logger): Promise<Finding> {
  const name = 'slack socket mode';
  const mend =
    'Make an app-level token with the scope connections:write (Basic Information, App-Level Tokens), switch Socket Mode on, and set SLACK_APP_TOKEN.';
  if (!appToken) return { name, ok: false, detail: 'SLACK_APP_TOKEN is not set', mend };
  const api = new SlackApi(new webApi.WebClient(appToken, clientOptions(apiUrl, sdkLogger(logger))));
  try {
    await api.call('apps.connections.open');
    return { name, ok: true, detail: 'a WebSocket can be opened' };
  } catch (error) {
    return { name, ok: false, detail: slackCode(error) ?? messageOf(error), mend };
  }
}

const ARCHIVED = 'Unarchive it in Slack, or take it out of slack.support_channels.';

async function supportFindings(api: SlackApi, settings: string[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const setting of settings) {
    const name = `slack support channel ${setting}`;
    const mend = 'Check slack.support_channels, and invite the app to the channel: /invite @Baton.';
    try {
      const channel = await findChannel(api, setting);
      if (!channel) findings.push({ name, ok: false, detail: 'the bot sees no such channel', mend });
      else if (channel.isArchived)
        findings.push({ name, ok: false, detail: 'the channel is archived', mend: ARCHIVED });
      else if (!channel.isMember) findings.push({ name, ok: false, detail: 'the bot is not in it', mend });
      else findings.push({ name, ok: true, detail: `#${channel.name}` });
    } catch (error) {
      findings.push(failure(name, error, mend));
    }
  }
  return findings;
}

/** A check that could not be made. */
export function failure(name: string, error: unknown, otherwise: string): Finding {
  const known = error instanceof BatonError ? error : undefined;
  // Where Slack did not answer at all, nothing is known of what was to be checked.
  const unanswered = known?.code === 'delivery.retryable';
  const mend =
    known?.mend ?? (unanswered ? 'Check that Slack can be reached from here, and look again.' : otherwise);
  return { name, ok: false, detail: messageOf(error), mend };
}
