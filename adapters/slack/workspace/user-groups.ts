import type { Clock } from '../../../src/platform/clock.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { RecentCache } from '../../../src/platform/recent-cache.ts';
import { listOf, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { within } from '../../../src/platform/within.ts';
import type { SlackApi } from '../web-api/slack-api.ts';

const SCOPE = 'usergroups:read';
/** Whoever is taken out of a group has its rights no longer than this. */
const FRESH_MS = 60_000;
/** Slack may be asked 20 times a minute. */
const AFTER_FAILURE_MS = 10_000;
/** Slack wants a command acknowledged within 3 s. */
const PATIENCE_MS = 1500;

/**
 * Which user groups people are in. Without the scope, or where Slack does not tell, in none: rights that rest on a group
 * are then missing, and never there by mistake. https://docs.slack.dev/reference/methods/usergroups.list
 */
export class UserGroups {
  readonly #api: SlackApi;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #groups: RecentCache<ReadonlyMap<string, ReadonlySet<string>>>;
  #saidSo = false;

  constructor(api: SlackApi, clock: Clock, logger: Logger) {
    this.#api = api;
    this.#clock = clock;
    this.#logger = logger;
    this.#groups = new RecentCache(clock, 1);
  }

  /** Ids of the groups that somebody is in. Never rejects, and never takes long. */
  async of(user: string, scopes: ReadonlySet<string>): Promise<string[]> {
    if (!scopes.has(SCOPE)) {
      if (!this.#saidSo)
        this.#logger.info({ scope: SCOPE }, 'Slack user groups are not looked at: the scope is not granted');
      this.#saidSo = true;
      return [];
    }
    const groups = await within(
      this.#clock,
      PATIENCE_MS,
      this.#groups.get('', () => this.#ask()),
      new Map(),
    );
    return [...groups].filter(([, users]) => users.has(user)).map(([id]) => id);
  }

  async #ask(): Promise<{ value: ReadonlyMap<string, ReadonlySet<string>>; keepMs: number }> {
    try {
      const { usergroups } = await this.#api.call('usergroups.list', { include_users: true });
      const groups = listOf(usergroups).map(shapeOf);
      const value = new Map(
        groups.map((group) => [textOf(group['id']), new Set(listOf(group['users']).map(textOf))]),
      );
      return { value, keepMs: FRESH_MS };
    } catch (error) {
      this.#logger.warn({ error: messageOf(error) }, 'The user groups of Slack could not be read');
      return { value: new Map(), keepMs: AFTER_FAILURE_MS };
    }
  }
}
