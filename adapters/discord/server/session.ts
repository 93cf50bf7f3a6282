import type { Clock } from '../../../src/platform/clock.ts';
import { BatonError } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { MESSAGE_CONTENT_FLAGS } from '../intents.ts';
import type { DiscordApi } from '../rest/discord-api.ts';
import type { DiscordSettings } from '../settings.ts';
import { DeskMembers } from './desk-members.ts';
import { findChannel, findDesk } from './find-channel.ts';
import { type Guilds, servedGuilds } from './guilds.ts';
import { type Identity, whoAmI } from './identity.ts';

/** What decides whom a message concerns. */
export interface Territory {
  /** The servers of the settings; undefined where every server is served. */
  guilds: ReadonlySet<string> | undefined;
  /** The desk channel; undefined where the desk is elsewhere. */
  desk: { channel: string; guild: string } | undefined;
  /** Ids of the support channels. */
  support: ReadonlySet<string>;
}

/** What is known once Discord has been asked who we are. */
export interface Session {
  identity: Identity;
  territory: Territory;
  /** Undefined where the desk is not on Discord. */
  deskMembers: DeskMembers | undefined;
}

interface Deps {
  guilds: Guilds;
  clock: Clock;
  logger: Logger;
}

/** Asks Discord for all that the settings leave open. Throws where the token or the application is not fit, or there is no desk channel. */
export async function openSession(api: DiscordApi, settings: DiscordSettings, deps: Deps): Promise<Session> {
  const identity = await whoAmI(api);
  if (!mayReadMessages(identity)) {
    throw new BatonError('adapter.credentials', 'The Discord application may not read messages', {
      mend: 'Switch on the Message Content Intent in the Developer Portal (Bot, Privileged Gateway Intents).',
    });
  }
  const { deskChannel, supportChannels } = settings;
  const named = [deskChannel, ...supportChannels].some((channel) => channel !== '');
  const guilds = named ? await servedGuilds(api, settings.guilds) : [];
  const desk = deskChannel === '' ? undefined : await findDesk(api, guilds, deskChannel);
  const support = new Set<string>();
  for (const setting of supportChannels) {
    const channel = await findChannel(api, guilds, setting);
    if (channel) support.add(channel.id);
    else
      deps.logger.warn(
        { channel: setting },
        'The bot sees no such support channel; let its role view the channel',
      );
  }
  return {
    identity,
    territory: {
      guilds: settings.guilds.length > 0 ? new Set(settings.guilds) : undefined,
      desk: desk && { channel: desk.id, guild: desk.guild ?? '' },
      support,
    },
    deskMembers: desk && new DeskMembers({ api, ...deps }, desk),
  };
}

/** Without it Discord leaves the text out of messages that do not mention the bot. */
export function mayReadMessages({ flags }: Identity): boolean {
  return (flags & MESSAGE_CONTENT_FLAGS) !== 0;
}
