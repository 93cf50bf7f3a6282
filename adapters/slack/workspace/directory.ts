import type { Person } from '../../../src/channels/refs.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { RecentCache } from '../../../src/platform/recent-cache.ts';
import { shapeOf, textOf } from '../../../src/platform/shape.ts';
import { within } from '../../../src/platform/within.ts';
import type { SlackApi } from '../web-api/slack-api.ts';

/** Names change seldom. */
const KNOWN_FOR_MS = 60 * 60_000;
/** After a failure the id serves as name for so long, before Slack is asked again. */
const UNKNOWN_FOR_MS = 30_000;
/** Slack wants an acknowledgement within 3 s; a name is not worth more than this. */
const PATIENCE_MS = 800;
/** About 300 bytes each. */
const MOST_NAMES = 10_000;

/** Names of people and channels, by id. Never fails, and never takes long: in doubt, the id is the name. */
export class Directory {
  readonly #api: SlackApi;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #home: () => string | undefined;
  readonly #people: RecentCache<Person>;
  readonly #channels: RecentCache<string>;

  /** `home`: our workspace, once it is known. */
  constructor(api: SlackApi, clock: Clock, logger: Logger, home: () => string | undefined) {
    this.#api = api;
    this.#clock = clock;
    this.#logger = logger;
    this.#home = home;
    this.#people = new RecentCache(clock, MOST_NAMES);
    this.#channels = new RecentCache(clock, MOST_NAMES);
  }

  person(id: string): Promise<Person> {
    const found = this.#people.get(id, async () => {
      try {
        return { value: await this.#askPerson(id), keepMs: KNOWN_FOR_MS };
      } catch (error) {
        this.#logger.warn(
          { user: id, error: messageOf(error) },
          'The name of a Slack user could not be looked up',
        );
        return { value: { id, name: id }, keepMs: UNKNOWN_FOR_MS };
      }
    });
    return within(this.#clock, PATIENCE_MS, found, { id, name: id });
  }

  channelName(id: string): Promise<string> {
    const found = this.#channels.get(id, async () => {
      try {
        const { channel } = await this.#api.call('conversations.info', { channel: id });
        return { value: textOf(shapeOf(channel)['name']) || id, keepMs: KNOWN_FOR_MS };
      } catch {
        // A private channel that the bot is not in has no name for us.
        return { value: id, keepMs: UNKNOWN_FOR_MS };
      }
    });
    return within(this.#clock, PATIENCE_MS, found, id);
  }

  async #askPerson(id: string): Promise<Person> {
    const user = shapeOf((await this.#api.call('users.info', { user: id }))['user']);
    const profile = shapeOf(user['profile']);
    const names = [profile['display_name'], profile['real_name'], user['real_name'], user['name']].map(
      textOf,
    );
    const avatarUrl = textOf(profile['image_192']) || textOf(profile['image_72']);
    const name = names.find((each) => each.trim() !== '') ?? id;
    // In a channel that companies share, theirs is another: https://docs.slack.dev/reference/objects/user-object
    const team = textOf(user['team_id']);
    const workspace = team !== '' && team !== this.#home() ? { workspace: team } : {};
    return { id, name: name.slice(0, 200), ...(avatarUrl ? { avatarUrl } : {}), ...workspace };
  }
}
