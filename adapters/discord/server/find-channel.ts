import { BatonError } from '../../../src/platform/errors.ts';
import type { DiscordApi } from '../rest/discord-api.ts';
import { ANNOUNCEMENT, type Channel, isForum, readChannel, TEXT } from './channel.ts';

const ID = /^\d{15,20}$/;

/**
 * The channel that a setting names, by id or by name (`#support`), in the servers given. Undefined where the bot sees
 * none such that people write or post in.
 */
export async function findChannel(
  api: DiscordApi,
  guilds: readonly string[],
  setting: string,
): Promise<Channel | undefined> {
  if (ID.test(setting)) {
    const channel = await unlessHidden(api.object('GET', `/channels/${setting}`));
    const found = readChannel(channel);
    return found && isWrittenIn(found) && guilds.includes(found.guild ?? '') ? found : undefined;
  }
  const name = setting.replace(/^#/, '').toLowerCase();
  for (const guild of guilds) {
    const channels = (await unlessHidden(api.list(`/guilds/${guild}/channels`))) ?? [];
    const found = channels
      .map((channel) => readChannel(channel, guild))
      .find((channel) => channel && isWrittenIn(channel) && channel.name.toLowerCase() === name);
    if (found) return found;
  }
  return undefined;
}

/** Whether people write or post in it. */
export function isWrittenIn(channel: Channel): boolean {
  return channel.type === TEXT || channel.type === ANNOUNCEMENT || isForum(channel);
}

/** What was asked for; undefined where Discord says that there is no such thing, or hides it. */
export async function unlessHidden<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof BatonError && error.code === 'delivery.permanent') return undefined;
    throw error;
  }
}

/** The desk channel that the setting names. Throws `config.invalid` where the bot sees none such. */
export async function findDesk(
  api: DiscordApi,
  guilds: readonly string[],
  setting: string,
): Promise<Channel> {
  const desk = await findChannel(api, guilds, setting);
  if (desk && !isForum(desk)) return desk;
  throw new BatonError(
    'config.invalid',
    `The bot sees no text channel ${setting} for the desk (discord.desk_channel)`,
    {
      mend: 'Create the private channel, let the bot’s role view it, and set discord.desk_channel to its id or name.',
    },
  );
}
