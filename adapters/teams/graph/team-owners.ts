import type { Clock } from '../../../src/platform/clock.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { RecentCache } from '../../../src/platform/recent-cache.ts';
import { within } from '../../../src/platform/within.ts';
import { RequestFailed, statusOf, waitOf } from '../connector/api-errors.ts';
import { isObjectId, type TeamMembers } from './members.ts';

/** Nobody's command waits longer than this for Graph; what it says later is remembered for the next one. */
const PATIENCE_MS = 2_000;
/** Whoever became an owner, or is one no longer, counts as one after so long. */
const KNOWN_MS = 5 * 60_000;
/** An id of an account, say, will not become a team; but Graph also misses teams now and then: https://github.com/microsoftgraph/microsoft-graph-docs/issues/11430 */
const NO_TEAM_MS = 15 * 60_000;
/** After a failure, Graph is left in peace for a while, and commands do not wait for it. */
const FAILED_MS = 30_000;
const MOST_PEOPLE = 2_000;
const MOST_TEAMS = 500;

export const CONSENT =
  'Update the app in that team, or remove it there and add it again, so that an owner consents to TeamMember.Read.Group (docs/teams.md).';

export interface OwnersDeps {
  members: Pick<TeamMembers, 'isOwner'>;
  clock: Clock;
  logger: Logger;
}

/** Who owns which team. Never fails and never takes long: where Graph does not tell, nobody owns anything. */
export class TeamOwners {
  readonly #deps: OwnersDeps;
  readonly #known: RecentCache<boolean>;
  /** Teams that are not asked about for now. */
  readonly #closed: RecentCache<true>;
  readonly #toldOf: RecentCache<true>;

  constructor(deps: OwnersDeps) {
    this.#deps = deps;
    this.#known = new RecentCache(deps.clock, MOST_PEOPLE);
    this.#closed = new RecentCache(deps.clock, MOST_TEAMS);
    this.#toldOf = new RecentCache(deps.clock, MOST_TEAMS);
  }

  async isOwner(team: string, person: string): Promise<boolean> {
    if (!isObjectId(team) || !isObjectId(person)) return false;
    const { clock, logger } = this.#deps;
    const group = team.toLowerCase();
    const answer = await within<boolean | 'late'>(
      clock,
      PATIENCE_MS,
      this.#ask(group, person.toLowerCase()),
      'late',
    );
    if (answer === 'late') {
      logger.warn(
        { team: group },
        'Microsoft Graph takes too long to say who owns a team; for now, nobody is taken for its owner',
      );
    }
    return answer === true;
  }

  async #ask(team: string, person: string): Promise<boolean> {
    const key = `${team}/${person}`;
    if (this.#known.peek(key) === undefined && this.#closed.peek(team)) return false;
    try {
      return await this.#known.get(key, async () => {
        const value = await this.#deps.members.isOwner(team, person);
        this.#toldOf.forget(team);
        return { value, keepMs: KNOWN_MS };
      });
    } catch (error) {
      this.#close(team, error);
      return false;
    }
  }

  #close(team: string, error: unknown): void {
    if (this.#closed.peek(team)) return;
    const { clock, logger } = this.#deps;
    const status = statusOf(error);
    if (status === 404) {
      logger.debug({ team }, 'Microsoft Graph knows no such team');
      return this.#closed.set(team, true, NO_TEAM_MS);
    }
    if (status === 403) {
      this.#closed.set(team, true, KNOWN_MS);
      if (this.#toldOf.peek(team)) return;
      this.#toldOf.set(team, true, Number.MAX_SAFE_INTEGER);
      const what = 'Microsoft Graph does not tell Baton who owns a team, so that makes nobody an admin';
      return logger.warn({ team, error: messageOf(error), mend: CONSENT }, what);
    }
    const wait =
      error instanceof RequestFailed && status === 429 ? waitOf(error.retryAfter, clock.now()) : FAILED_MS;
    this.#closed.set(team, true, wait);
    logger.warn(
      { team, error: messageOf(error) },
      'Microsoft Graph did not say who owns a team; nobody does for now',
    );
  }
}
