import type { Place, Places } from '../../src/channels/adapter.ts';
import { BatonError } from '../../src/platform/errors.ts';
import { slackCode } from './web-api/api-errors.ts';
import type { SlackApi } from './web-api/slack-api.ts';
import { botsChannels, type Channel, channelOf } from './workspace/find-channel.ts';

/** The channels of the workspace, for `baton setup`. The slash command comes with the manifest. */
export class SlackPlaces implements Places {
  readonly #api: SlackApi;
  readonly #open: () => Promise<unknown>;

  constructor(api: SlackApi, open: () => Promise<unknown>) {
    this.#api = api;
    this.#open = open;
  }

  async openDesk(): Promise<void> {
    await this.#open();
  }

  async list(): Promise<Place[]> {
    const places: Place[] = [];
    for await (const channel of botsChannels(this.#api)) places.push(placeOf(channel));
    return places.toSorted((one, other) => one.name.localeCompare(other.name));
  }

  /** Needs the scope `groups:write`. A private channel of this name that the bot is in already is taken. */
  async makeDesk(name: string, personId: string): Promise<Place> {
    // A channel that nobody but the bot is in could not be seen by anyone, so whoever is to be in it must exist.
    await this.#api.call('users.info', { user: personId });
    const channel = (await this.#own(name)) ?? (await this.#create(name));
    try {
      await this.#api.call('conversations.invite', { channel: channel.id, users: personId });
    } catch (error) {
      if (slackCode(error) !== 'already_in_channel') throw error;
    }
    return placeOf(channel);
  }

  async #own(name: string): Promise<Channel | undefined> {
    for await (const channel of botsChannels(this.#api))
      if (channel.isPrivate && channel.name === name) return channel;
    return undefined;
  }

  async #create(name: string): Promise<Channel> {
    const { channel } = await this.#api.call('conversations.create', { name, is_private: true });
    const made = channelOf(channel);
    if (made.id !== '') return made;
    throw new BatonError('delivery.retryable', 'Slack made a channel without an id');
  }
}

function placeOf({ id, name, isPrivate }: Channel): Place {
  return { id, name: `#${name}`, fitsDesk: isPrivate };
}
