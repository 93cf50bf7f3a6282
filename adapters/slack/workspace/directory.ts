import type { Person } from '../../../src/channels/refs.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { RecentCache } from '../../../src/platform/recent-cache.ts';
import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { within } from '../../../src/platform/within.ts';
import type { SlackApi } from '../web-api/slack-api.ts';

/** Names change seldom. */
const KNOWN_FOR_MS = 60 * 60_000;
/** Whoever is no administrator any more may act as one no longer than this. */
const ADMIN_FOR_MS = 60_000;
/** After a failure the id serves as name for so long, before Slack is asked again. */
const UNKNOWN_FOR_MS = 30_000;
/** Slack wants an acknowledgement within 3 s; a name is not worth more than this. */
const PATIENCE_MS = 800;
/** Of a command it decides what its author may; a command waits longer for it. */
const ADMIN_PATIENCE_MS = 1500;
/** About 300 bytes each. */
const MOST_NAMES = 10_000;

/** Names of people and channels, by id. Never fails, and never takes long: in doubt, the id is the name. */
export class Directory {
  readonly #api: SlackApi;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #people: RecentCache<Person>;
  readonly #admins: RecentCache<boolean>;
  readonly #channels: RecentCache<string>;

  constructor(api: SlackApi, clock: Clock, logger: Logger) {
    this.#api = api;
    this.#clock = clock;
    this.#logger = logger;
    this.#people = new RecentCache(clock, MOST_NAMES);
    this.#admins = new RecentCache(clock, MOST_NAMES);
    this.#channels = new RecentCache(clock, MOST_NAMES);
  }

  person(id: string): Promise<Person> {
    const found = this.#people.get(id, async () => {
      try {
        return { value: personOf(id, await this.#askUser(id)), keepMs: KNOWN_FOR_MS };
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

  /**
   * Whether somebody owns or administers the workspace `team`; in doubt not.
   * https://docs.slack.dev/reference/objects/user-object
   */
  isAdmin(id: string, team: string): Promise<boolean> {
    const found = this.#admins.get(id, async () => {
      try {
        const user = await this.#askUser(id);
        this.#people.set(id, personOf(id, user), KNOWN_FOR_MS);
        return { value: administers(user, team), keepMs: ADMIN_FOR_MS };
      } catch (error) {
        this.#logger.warn({ user: id, error: messageOf(error) }, 'Slack does not tell what a user may');
        return { value: false, keepMs: 0 };
      }
    });
    return within(this.#clock, ADMIN_PATIENCE_MS, found, false);
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

  async #askUser(id: string): Promise<Shape> {
    return shapeOf((await this.#api.call('users.info', { user: id }))['user']);
  }
}

function personOf(id: string, user: Shape): Person {
  const profile = shapeOf(user['profile']);
  const names = [profile['display_name'], profile['real_name'], user['real_name'], user['name']].map(textOf);
  const avatarUrl = textOf(profile['image_192']) || textOf(profile['image_72']);
  const name = names.find((each) => each.trim() !== '') ?? id;
  return { id, name: name.slice(0, 200), ...(avatarUrl ? { avatarUrl } : {}) };
}

/** People of other workspaces administer theirs, not this one; in an organization somebody may be in several. */
function administers(user: Shape, team: string): boolean {
  const teams = [user['team_id'], ...listOf(shapeOf(user['enterprise_user'])['teams'])];
  const ours = teams.includes(team) && user['is_stranger'] !== true && user['deleted'] !== true;
  return ours && ['is_admin', 'is_owner', 'is_primary_owner'].some((right) => user[right] === true);
}
