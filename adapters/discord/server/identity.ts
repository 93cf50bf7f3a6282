import { BatonError } from '../../../src/platform/errors.ts';
import { textOf } from '../../../src/platform/shape.ts';
import { statusOf } from '../rest/api-errors.ts';
import type { DiscordApi } from '../rest/discord-api.ts';

/** Who we are on Discord. */
export interface Identity {
  /** The bot's user id. */
  botUser: string;
  botName: string;
  /** The application's id. */
  application: string;
  /** Flags of the application, among them what the gateway may tell it. */
  flags: number;
}

/** Asks Discord who the token belongs to. Throws `adapter.credentials` where the token is no good. */
export async function whoAmI(api: DiscordApi): Promise<Identity> {
  try {
    const user = await api.object('GET', '/users/@me');
    const application = await api.object('GET', '/applications/@me');
    const flags = application['flags'];
    return {
      botUser: textOf(user['id']),
      botName: textOf(user['username']),
      application: textOf(application['id']),
      flags: typeof flags === 'number' ? flags : 0,
    };
  } catch (error) {
    if (statusOf(error) !== 401) throw error;
    throw new BatonError('adapter.credentials', 'Discord does not accept DISCORD_TOKEN', {
      mend: 'Copy the bot’s token from the Developer Portal (Bot, Reset Token).',
      cause: error,
    });
  }
}
