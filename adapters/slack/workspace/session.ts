import type { Clock } from '../../../src/platform/clock.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import type { Territory } from '../inbound/happening.ts';
import type { SlackSettings } from '../settings.ts';
import type { SlackApi } from '../web-api/slack-api.ts';
import { DeskMembers } from './desk-members.ts';
import { findChannel, findDesk } from './find-channel.ts';
import { type Identity, whoAmI } from './identity.ts';

/** What is known once Slack has been asked who we are. */
export interface Session {
  identity: Identity;
  territory: Territory;
  /** Undefined where the desk is not on Slack. */
  deskMembers: DeskMembers | undefined;
}

/** Asks Slack for all that the settings leave open. Throws where the token is no good or there is no desk channel. */
export async function openSession(
  api: SlackApi,
  settings: SlackSettings,
  { clock, logger }: { clock: Clock; logger: Logger },
): Promise<Session> {
  const identity = await whoAmI(api);
  const desk = settings.deskChannel === '' ? undefined : (await findDesk(api, settings.deskChannel)).id;
  const support = new Set<string>();
  for (const setting of settings.supportChannels) {
    const channel = await findChannel(api, setting);
    if (channel) support.add(channel.id);
    else
      logger.warn(
        { channel: setting },
        'The bot sees no such support channel; invite it there: /invite @Baton',
      );
  }
  return {
    identity,
    territory: { botUser: identity.botUser, desk, support },
    deskMembers: desk === undefined ? undefined : new DeskMembers(api, clock, desk),
  };
}
