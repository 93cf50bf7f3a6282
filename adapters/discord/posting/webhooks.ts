import { shorten } from '../../../src/markdown/cut-text.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { BatonError } from '../../../src/platform/errors.ts';
import { RecentCache } from '../../../src/platform/recent-cache.ts';
import { type Shape, textOf } from '../../../src/platform/shape.ts';
import { LIMITS } from '../limits.ts';
import { discordCode } from '../rest/api-errors.ts';
import type { DiscordApi, Route } from '../rest/discord-api.ts';

export interface Webhook {
  id: string;
  token: string;
}

const KNOWN_FOR_MS = 60 * 60_000;
/** Permissions may be given. */
const REFUSED_FOR_MS = 10 * 60_000;
const MOST = 2_000;
const NAME = 'Baton';

/** One webhook for each channel, by which agents are shown under their own names. */
export class Webhooks {
  readonly #api: DiscordApi;
  readonly #application: () => string;
  readonly #ofChannel: RecentCache<Webhook | undefined>;
  readonly #byId: RecentCache<Webhook>;

  constructor(api: DiscordApi, clock: Clock, application: () => string) {
    this.#api = api;
    this.#application = application;
    this.#ofChannel = new RecentCache(clock, MOST);
    this.#byId = new RecentCache(clock, MOST);
  }

  /** The webhook of a channel, found or created; undefined where the bot may not have one. */
  ofChannel(channel: string): Promise<Webhook | undefined> {
    return this.#ofChannel.get(channel, async () => {
      try {
        const value = (await this.#find(channel)) ?? (await this.#create(channel));
        if (value) this.#byId.set(value.id, value, KNOWN_FOR_MS);
        return { value, keepMs: KNOWN_FOR_MS };
      } catch (error) {
        if (!(error instanceof BatonError) || error.code !== 'delivery.permanent') throw error;
        return { value: undefined, keepMs: REFUSED_FOR_MS };
      }
    });
  }

  /** The webhook that made a post in a channel earlier. Throws `delivery.permanent` where it is gone. */
  byId(id: string, channel: string): Promise<Webhook> {
    return this.#byId.get(id, async () => {
      const all = await this.#api.list(`/channels/${channel}/webhooks`);
      const value = all.map(webhookOf).find((one) => one?.id === id);
      if (value) return { value, keepMs: KNOWN_FOR_MS };
      throw new BatonError('delivery.permanent', 'The webhook that made a post was deleted', {
        mend: 'Nothing can be done: such a post can be changed by its webhook alone.',
      });
    });
  }

  /** The webhook of a channel was deleted. */
  forget(channel: string): void {
    this.#ofChannel.forget(channel);
  }

  async #find(channel: string): Promise<Webhook | undefined> {
    const all = await this.#api.list(`/channels/${channel}/webhooks`);
    return all
      .filter((one) => one['application_id'] === this.#application())
      .map(webhookOf)
      .find((one) => one);
  }

  async #create(channel: string): Promise<Webhook | undefined> {
    return webhookOf(
      await this.#api.object('POST', `/channels/${channel}/webhooks`, { body: { name: NAME } }),
    );
  }
}

function webhookOf(shape: Shape): Webhook | undefined {
  const [id, token] = [textOf(shape['id']), textOf(shape['token'])];
  return id !== '' && token !== '' ? { id, token } : undefined;
}

/** The route of a webhook, or of one of its messages. */
export function webhookRoute({ id, token }: Webhook, message?: string): Route {
  const route: Route = `/webhooks/${id}/${token}`;
  return message === undefined ? route : `${route}/messages/${message}`;
}

/** Whether an error says that the webhook was deleted. */
export function isWebhookGone(error: unknown): boolean {
  return [10015, 50027].includes(discordCode(error) ?? 0);
}

/** Words that the name of a webhook may not have. https://docs.discord.com/developers/resources/webhook#create-webhook */
const FORBIDDEN = /clyde|discord/i;

/** An author as a webhook shows them; undefined where it cannot. */
export function webhookAuthor(author: { name: string; avatarUrl?: string }): Shape | undefined {
  const username = author.name.replace(/\s+/g, ' ').trim();
  if (username === '' || FORBIDDEN.test(username)) return undefined;
  const avatar = author.avatarUrl?.startsWith('https://') ? { avatar_url: author.avatarUrl } : {};
  return { username: shorten(username, LIMITS.username), ...avatar };
}
