import type { Clock } from '../../../src/platform/clock.ts';
import { BatonError } from '../../../src/platform/errors.ts';
import { RecentCache } from '../../../src/platform/recent-cache.ts';
import { shapeOf, textOf } from '../../../src/platform/shape.ts';
import type { SlackApi } from '../web-api/slack-api.ts';

/** A direct-message channel never changes; it is asked for again only so that the memory stays bounded. */
const KEEP_MS = 24 * 60 * 60_000;
const MOST = 10_000;

/** The channels of direct messages with people. */
export class DirectMessages {
  readonly #api: SlackApi;
  readonly #channels: RecentCache<string>;

  constructor(api: SlackApi, clock: Clock) {
    this.#api = api;
    this.#channels = new RecentCache(clock, MOST);
  }

  /** The channel's id; opened where there is none yet. Throws like any call of the Web API. */
  channelWith(user: string): Promise<string> {
    return this.#channels.get(user, async () => {
      const answer = await this.#api.call('conversations.open', { users: user });
      const value = textOf(shapeOf(answer['channel'])['id']);
      if (value === '')
        throw new BatonError('delivery.retryable', 'Slack opened a direct message without an id');
      return { value, keepMs: KEEP_MS };
    });
  }
}
