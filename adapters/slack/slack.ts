import { webApi } from '@slack/bolt';
import type { AgentDesk, Places } from '../../src/channels/adapter.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { BatonError } from '../../src/platform/errors.ts';
import type { Logger } from '../../src/platform/logger.ts';
import { SlackChannel } from './channel.ts';
import { SlackDesk } from './desk.ts';
import { SlackPlaces } from './places.ts';
import type { SlackSettings } from './settings.ts';
import { sdkLogger } from './web-api/sdk-logger.ts';
import { clientOptions, SlackApi } from './web-api/slack-api.ts';
import { DirectMessages } from './workspace/direct-messages.ts';
import { Directory } from './workspace/directory.ts';
import { openSession, type Session } from './workspace/session.ts';
import { UserGroups } from './workspace/user-groups.ts';

export type { SlackSettings } from './settings.ts';

/**
 * Slack as a channel for customers and as a desk for agents, over one app. Nothing is connected before the channel is
 * started; both checks work without that.
 */
export function createSlack(
  settings: SlackSettings,
  given: { logger: Logger; clock: Clock },
): { channel: SlackChannel; desk: AgentDesk; places: Places } {
  const { clock } = given;
  const logger = given.logger.child({ adapter: 'slack' });
  const client = new webApi.WebClient(settings.botToken, clientOptions(settings.apiUrl, sdkLogger(logger)));
  const api = new SlackApi(client);
  let opened: Session | undefined;
  const surface = {
    api,
    botToken: settings.botToken,
    apiUrl: settings.apiUrl,
    directMessages: new DirectMessages(api, clock),
    opened: () => opened,
    session(): Session {
      if (opened) return opened;
      throw new BatonError('adapter.not_started', 'The Slack adapter has not been started');
    },
  };
  const open = async () => {
    opened = await openSession(api, settings, { clock, logger });
    return opened;
  };
  const directory = new Directory(api, clock, logger, () => opened?.identity.team);
  const userGroups = new UserGroups(api, clock, logger);
  return {
    channel: new SlackChannel({ ...surface, settings, directory, userGroups, clock, logger, open }),
    desk: new SlackDesk({ ...surface, settings, directory }),
    places: new SlackPlaces(api, open),
  };
}
