import type { AdapterStorage } from '../../../src/channels/adapter.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { RecentCache } from '../../../src/platform/recent-cache.ts';
import { textOf } from '../../../src/platform/shape.ts';
import type { DiscordApi } from '../rest/discord-api.ts';

/** A direct-message channel never changes; it is asked for again only so that the memory stays bounded. */
const KEEP_MS = 24 * 60 * 60_000;
const MOST = 10_000;
const KIND = 'direct';
const PAGE = 1_000;

/** The channels of direct messages with people. Discord lists them to no bot, so they are remembered. */
export class DirectMessages {
  readonly #api: DiscordApi;
  readonly #storage: AdapterStorage;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #channels: RecentCache<string>;
  readonly #noted: RecentCache<true>;

  constructor(api: DiscordApi, deps: { storage: AdapterStorage; clock: Clock; logger: Logger }) {
    this.#api = api;
    this.#storage = deps.storage;
    this.#clock = deps.clock;
    this.#logger = deps.logger;
    this.#channels = new RecentCache(deps.clock, MOST);
    this.#noted = new RecentCache(deps.clock, MOST);
  }

  /** The channel's id; opened where there is none yet. Throws like any call of the API. */
  channelWith(person: string): Promise<string> {
    return this.#channels.get(person, async () => {
      const answer = await this.#api.object('POST', '/users/@me/channels', {
        body: { recipient_id: person },
      });
      const value = textOf(answer['id']);
      if (value === '') {
        throw new BatonError('delivery.retryable', 'Discord opened a direct message without an id');
      }
      return { value, keepMs: KEEP_MS };
    });
  }

  /** Somebody wrote in a channel. Stored once a day, so that `recent` finds those in use last. Never fails. */
  async note(channel: string): Promise<void> {
    if (this.#noted.peek(channel)) return;
    this.#noted.set(channel, true, KEEP_MS);
    try {
      await this.#storage.remove(KIND, channel);
      const order = this.#clock.now().getTime();
      await this.#storage.insert(KIND, { id: channel, group: KIND, order, value: {} });
    } catch (error) {
      this.#noted.forget(channel);
      this.#logger.warn({ error: messageOf(error) }, 'A direct message could not be remembered');
    }
  }

  /** The channels used last, at most so many, the one used last at the end. */
  async recent(most: number): Promise<string[]> {
    let found: string[] = [];
    for (let after = Number.NEGATIVE_INFINITY; ; ) {
      const page = await this.#storage.list(KIND, KIND, { after, limit: PAGE });
      found = [...found, ...page.map(({ id }) => id)].slice(-most);
      const last = page.at(-1);
      if (page.length < PAGE || !last) return found;
      after = last.order;
    }
  }
}
