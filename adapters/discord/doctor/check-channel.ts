import type { Finding } from '../../../src/channels/adapter.ts';
import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import { askGateway } from '../gateway/gateway-info.ts';
import { INVITE_BITS } from '../permissions.ts';
import type { DiscordApi } from '../rest/discord-api.ts';
import { areRegistered, commandRoutes } from '../server/commands.ts';
import { findChannel } from '../server/find-channel.ts';
import { servedGuilds } from '../server/guilds.ts';
import { type Identity, whoAmI } from '../server/identity.ts';
import { mayReadMessages } from '../server/session.ts';
import type { DiscordSettings } from '../settings.ts';
import { permissionFindings } from './check-permissions.ts';

interface Deps {
  api: DiscordApi;
  settings: DiscordSettings;
}

/** What `baton doctor` says of the token, the intents, the servers, the commands, and the support channels. */
export async function checkChannel({ api, settings }: Deps): Promise<Finding[]> {
  let identity: Identity;
  try {
    identity = await whoAmI(api);
  } catch (error) {
    return [failure('discord token', error, 'Check DISCORD_TOKEN.')];
  }
  return [
    { name: 'discord token', ok: true, detail: identity.botName },
    intentFinding(identity),
    await gatewayFinding(api, settings),
    await serverFinding(api, settings, identity),
    await commandFinding(api, settings, identity),
    ...(await supportFindings(api, settings, identity)),
  ];
}

function intentFinding(identity: Identity): Finding {
  const name = 'discord intents';
  if (mayReadMessages(identity)) return { name, ok: true, detail: 'message content is granted' };
  const mend =
    'Switch on the Message Content Intent in the Developer Portal (Bot, Privileged Gateway Intents).';
  return { name, ok: false, detail: 'message content is not granted', mend };
}

async function gatewayFinding(api: DiscordApi, settings: DiscordSettings): Promise<Finding> {
  const name = 'discord gateway';
  try {
    const { shards } = await askGateway(api);
    const detail = `${settings.shards} shards, Discord recommends ${shards}`;
    const enough = settings.shards >= shards;
    return { name, ok: enough, detail, ...(enough ? {} : { mend: `Set discord.shards to ${shards}.` }) };
  } catch (error) {
    return failure(name, error, 'Check that Discord can be reached from here.');
  }
}

async function serverFinding(
  api: DiscordApi,
  settings: DiscordSettings,
  { application }: Identity,
): Promise<Finding> {
  const name = 'discord servers';
  const query = `client_id=${application}&scope=bot+applications.commands&permissions=${INVITE_BITS}`;
  const mend = `Invite the bot: https://discord.com/oauth2/authorize?${query}`;
  try {
    const joined = await servedGuilds(api, []);
    const missing = settings.guilds.filter((guild) => !joined.includes(guild));
    if (missing.length > 0)
      return { name, ok: false, detail: `the bot is not in ${missing.join(', ')}`, mend };
    if (joined.length === 0) return { name, ok: false, detail: 'the bot is in no server', mend };
    return { name, ok: true, detail: `the bot is in ${joined.length}` };
  } catch (error) {
    return failure(name, error, mend);
  }
}

async function commandFinding(
  api: DiscordApi,
  { guilds, command }: DiscordSettings,
  { application }: Identity,
): Promise<Finding> {
  const name = 'discord commands';
  const mend =
    'Start Baton, which registers them; if that fails, invite the bot with the scope applications.commands.';
  try {
    for (const route of commandRoutes(application, guilds)) {
      if (!(await areRegistered(api, route, command))) {
        return { name, ok: false, detail: `/${command} is not registered`, mend };
      }
    }
    return { name, ok: true, detail: `/${command} is registered` };
  } catch (error) {
    return failure(name, error, mend);
  }
}

async function supportFindings(
  api: DiscordApi,
  settings: DiscordSettings,
  identity: Identity,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const setting of settings.supportChannels) {
    const name = `discord support channel ${setting}`;
    const mend = 'Check discord.support_channels, and let the bot’s role view the channel.';
    try {
      const channel = await findChannel(api, await servedGuilds(api, settings.guilds), setting);
      if (!channel) findings.push({ name, ok: false, detail: 'the bot sees no such channel', mend });
      else findings.push(...(await permissionFindings(api, identity, channel, name, 'support')));
    } catch (error) {
      findings.push(failure(name, error, mend));
    }
  }
  return findings;
}

/** A check that could not be made. */
export function failure(name: string, error: unknown, otherwise: string): Finding {
  const known = error instanceof BatonError ? error : undefined;
  // Where Discord did not answer at all, nothing is known of what was to be checked.
  const unanswered = known?.code === 'delivery.retryable';
  const mend =
    known?.mend ?? (unanswered ? 'Check that Discord can be reached from here, and look again.' : otherwise);
  return { name, ok: false, detail: messageOf(error), mend };
}
