import { BatonError } from '../../../src/platform/errors.ts';
import { listOf, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { slackCode } from '../web-api/api-errors.ts';
import type { SlackApi } from '../web-api/slack-api.ts';

/** A channel, as far as it matters here. */
export interface Channel {
  id: string;
  name: string;
  isPrivate: boolean;
  isMember: boolean;
  isArchived: boolean;
}

const ID = /^[CG][A-Z0-9]{2,}$/;

/**
 * The channel that a setting names, by id (`C0123456789`) or by name (`#support`). Undefined where the bot sees none
 * such. A private channel is seen by its members only.
 */
export async function findChannel(api: SlackApi, setting: string): Promise<Channel | undefined> {
  if (ID.test(setting)) {
    try {
      return channelOf((await api.call('conversations.info', { channel: setting }))['channel']);
    } catch (error) {
      if (slackCode(error) === 'channel_not_found') return undefined;
      throw error;
    }
  }
  const name = setting.replace(/^#/, '').toLowerCase();
  for await (const channel of botsChannels(api)) if (channel.name === name) return channel;
  return undefined;
}

/** The channels that the bot is in, without archived ones and direct messages. */
export async function* botsChannels(api: SlackApi): AsyncGenerator<Channel> {
  const types = 'public_channel,private_channel';
  for await (const page of api.pages('users.conversations', { types, exclude_archived: true })) {
    // This method lists the bot's own channels, and does not always say so.
    for (const one of listOf(page['channels'])) yield { ...channelOf(one), isMember: true };
  }
}

/** A channel as the Web API shows it. */
export function channelOf(value: unknown): Channel {
  const channel = shapeOf(value);
  return {
    id: textOf(channel['id']),
    name: textOf(channel['name']),
    isPrivate: channel['is_private'] === true,
    isMember: channel['is_member'] === true,
    isArchived: channel['is_archived'] === true,
  };
}

/** The desk channel that the setting names. Throws `config.invalid` where the bot sees none such. */
export async function findDesk(api: SlackApi, setting: string): Promise<Channel> {
  const desk = await findChannel(api, setting);
  if (desk) return desk;
  throw new BatonError(
    'config.invalid',
    `The bot sees no channel ${setting} for the desk (slack.desk_channel)`,
    {
      mend: 'Create the private channel, and invite the app in it: /invite @Baton. Then set slack.desk_channel to its id.',
    },
  );
}
