import { type Clock, sleep } from '../../../src/platform/clock.ts';
import { BatonError, messageOf, RateLimited } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { LIMITS } from '../limits.ts';
import type { DiscordApi, Route } from '../rest/discord-api.ts';
import { type Channel, isForum, readChannel } from '../server/channel.ts';
import type { DirectMessages } from '../server/direct-messages.ts';
import { laterOf, snowflakeAt } from '../server/snowflake.ts';

/** What is older is not answered any more. */
const LONGEST_ABSENCE_MS = 24 * 60 * 60_000;
/** Direct messages that are looked at, those used last. */
const MOST_DIRECT = 500;
/** Pages of one channel; what goes beyond is no absence but a flood. */
const MOST_PAGES = 50;
const TRY_AGAIN_MS = 5_000;

interface Deps {
  api: DiscordApi;
  directMessages: DirectMessages;
  clock: Clock;
  logger: Logger;
  /** The ids of the servers that are served. */
  guilds(): Promise<string[]>;
  /** Takes note of a channel as it is now. */
  noteChannel(shape: Shape, guild: string): void;
  shards: number;
}

interface Missed {
  shard: number;
  /** Messages after this one. */
  from: string;
  take(message: Shape): Promise<void>;
  lost: AbortSignal;
}

/**
 * Fetches what was written while nobody listened: in the channels and open threads of the servers where the newest
 * message is newer than the last that was seen, and in direct messages. What was edited or deleted meanwhile is not told.
 * Rejects once `lost` aborts.
 */
export async function catchUp(deps: Deps, missed: Missed): Promise<void> {
  const { directMessages, clock, logger } = deps;
  const from = laterOf(missed.from, snowflakeAt(clock.now().getTime() - LONGEST_ABSENCE_MS));
  logger.info({ shard: missed.shard }, 'Fetching what was written on Discord in the meantime');
  const ask = patiently(deps, missed.lost);
  for (const guild of (await ask(() => deps.guilds())) ?? []) {
    if (shardOf(guild, deps.shards) !== missed.shard) continue;
    for (const channel of await changedIn(deps, ask, guild, from)) {
      await fetchAll(deps, ask, { ...missed, from }, channel, guild);
    }
  }
  // Direct messages are told to the first shard alone.
  if (missed.shard !== 0) return;
  for (const channel of await directMessages.recent(MOST_DIRECT)) {
    await fetchAll(deps, ask, { ...missed, from }, channel, undefined);
  }
}

/** https://docs.discord.com/developers/events/gateway#sharding-sharding-formula */
function shardOf(guild: string, shards: number): number {
  return Number((BigInt(guild) >> 22n) % BigInt(shards));
}

type Ask = <T>(call: () => Promise<T>) => Promise<T | undefined>;

/** Waits as long as it takes; undefined for what Discord hides from us. */
function patiently({ clock, logger }: Deps, lost: AbortSignal): Ask {
  return async (call) => {
    for (;;) {
      lost.throwIfAborted();
      try {
        return await call();
      } catch (error) {
        if (error instanceof BatonError && error.code === 'delivery.permanent') return undefined;
        const wait = error instanceof RateLimited ? error.retryAfterMs : TRY_AGAIN_MS;
        logger.debug({ error: messageOf(error), wait }, 'Fetching what was missed on Discord has to wait');
        await sleep(clock, wait, lost);
      }
    }
  };
}

async function changedIn(deps: Deps, ask: Ask, guild: string, from: string): Promise<string[]> {
  const channels = (await ask(() => deps.api.list(`/guilds/${guild}/channels`))) ?? [];
  const active = await ask(() => deps.api.object('GET', `/guilds/${guild}/threads/active`));
  const threads = listOf(active?.['threads']).map(shapeOf);
  const found: Channel[] = [];
  for (const shape of [...channels, ...threads]) {
    deps.noteChannel(shape, guild);
    const channel = readChannel(shape, guild);
    if (channel && !isForum(channel)) found.push(channel);
  }
  return found
    .filter(({ newest }) => newest !== undefined && newest !== from && laterOf(newest, from) === newest)
    .map(({ id }) => id);
}

async function fetchAll(deps: Deps, ask: Ask, missed: Missed, channel: string, guild: string | undefined) {
  const route: Route = `/channels/${channel}/messages`;
  let after = missed.from;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { after, limit: String(LIMITS.historyPage) };
    const messages = (await ask(() => deps.api.list(route, query))) ?? [];
    const oldestFirst = messages.toSorted((one, other) =>
      laterOf(textOf(one['id']), textOf(other['id'])) === one['id'] ? 1 : -1,
    );
    for (const message of oldestFirst) {
      missed.lost.throwIfAborted();
      await missed.take({ ...message, channel_id: channel, ...(guild ? { guild_id: guild } : {}) });
    }
    if (messages.length < LIMITS.historyPage) return;
    after = textOf(oldestFirst.at(-1)?.['id']) || after;
  }
  deps.logger.warn({ channel }, 'Too much was written in a Discord channel to fetch all of it');
}
