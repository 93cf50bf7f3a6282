import type { Clock } from '../../../src/platform/clock.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { type Shape, textOf } from '../../../src/platform/shape.ts';
import { within } from '../../../src/platform/within.ts';
import { mentioned, type Names } from '../dialect/references.ts';
import type { Channels } from '../server/channels.ts';
import type { Guild, Guilds } from '../server/guilds.ts';
import { namesIn } from './names-in.ts';

/** Whoever names more channels than this in one message gets the rest by their ids. */
const MOST_NAMES = 20;
/** A name is not worth more than this. */
const PATIENCE_MS = 800;

export interface LookupDeps {
  channels: Channels;
  guilds: Guilds;
  clock: Clock;
  logger: Logger;
}

/** The ids whose mention means the bot: its own, and that of the role that it has in the server from being a bot. */
export async function selfIn(message: Shape, botUser: string, deps: LookupDeps): Promise<string[]> {
  if (!textOf(message['content']).includes('<@&')) return [botUser];
  const roles = [...((await guildOf(message, deps))?.roles.values() ?? [])];
  return [botUser, ...roles.filter(({ bot }) => bot === botUser).map(({ id }) => id)];
}

/** The names of all that a message mentions. Never fails: in doubt, the id is the name. */
export async function lookUpNames(message: Shape, self: readonly string[], deps: LookupDeps): Promise<Names> {
  const text = textOf(message['content']);
  const channels = mentioned(text, 'channel').slice(0, MOST_NAMES);
  const guild = mentioned(text, 'role').length > 0 ? await guildOf(message, deps) : undefined;
  const found = new Map(
    await Promise.all(channels.map(async (id) => [id, await channelName(id, deps)] as const)),
  );
  return namesIn(message, {
    self,
    role: (id) => guild?.roles.get(id)?.name ?? id,
    channel: (id) => found.get(id) ?? id,
  });
}

async function channelName(id: string, { channels, clock }: LookupDeps): Promise<string> {
  try {
    return (await within(clock, PATIENCE_MS, channels.get(id), undefined))?.name || id;
  } catch {
    return id;
  }
}

async function guildOf(message: Shape, { guilds, clock, logger }: LookupDeps): Promise<Guild | undefined> {
  const id = textOf(message['guild_id']);
  if (id === '') return undefined;
  try {
    return await within(clock, PATIENCE_MS, guilds.get(id), undefined);
  } catch (error) {
    logger.warn(
      { guild: id, error: messageOf(error) },
      'The roles of a Discord server could not be looked up',
    );
    return undefined;
  }
}
