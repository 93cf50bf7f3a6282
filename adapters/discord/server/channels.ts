import type { Clock } from '../../../src/platform/clock.ts';
import { BatonError } from '../../../src/platform/errors.ts';
import { RecentCache } from '../../../src/platform/recent-cache.ts';
import type { Shape } from '../../../src/platform/shape.ts';
import type { DiscordApi } from '../rest/discord-api.ts';
import { type Channel, readChannel } from './channel.ts';

/** Changes are told by events; it is asked for again in case an event went to another process. */
const KNOWN_FOR_MS = 60 * 60_000;
/** What Discord hides from us may be opened to us. */
const HIDDEN_FOR_MS = 30_000;
/** About 500 bytes each. */
const MOST = 10_000;

/** Channels and threads, by id. */
export class Channels {
  readonly #api: DiscordApi;
  readonly #known: RecentCache<Channel | undefined>;

  constructor(api: DiscordApi, clock: Clock) {
    this.#api = api;
    this.#known = new RecentCache(clock, MOST);
  }

  /** The channel; undefined where there is none that the bot may see. Throws where Discord could not tell. */
  get(id: string): Promise<Channel | undefined> {
    return this.#known.get(id, async () => {
      try {
        return { value: readChannel(await this.#api.object('GET', `/channels/${id}`)), keepMs: KNOWN_FOR_MS };
      } catch (error) {
        if (!(error instanceof BatonError) || error.code !== 'delivery.permanent') throw error;
        return { value: undefined, keepMs: HIDDEN_FOR_MS };
      }
    });
  }

  /** An event told of a channel as it is now. */
  note(shape: Shape, guild?: string): void {
    const channel = readChannel(shape, guild);
    if (channel) this.#known.set(channel.id, channel, KNOWN_FOR_MS);
  }

  forget(id: string): void {
    this.#known.forget(id);
  }
}
