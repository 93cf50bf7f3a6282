import { BatonError } from '../../../src/platform/errors.ts';
import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { RequestFailed } from '../connector/api-errors.ts';
import type { Tokens } from '../connector/tokens.ts';

/** Graph answers within a second or so; nobody waits for it that long in any case. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Pages hold 999 members at most, and a team has 25,000: https://learn.microsoft.com/microsoftteams/limits-specifications-teams#teams-and-channels */
const PAGE = 999;
const MOST_PAGES = 30;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether this can be the id of a group, and so of a team, or of an account. */
export function isObjectId(id: string): boolean {
  return GUID.test(id);
}

interface MembersDeps {
  /** Where Microsoft Graph is reached. */
  graph: string;
  tokens: Tokens;
  /** The tenant that the bot belongs to; undefined in local play, where there is no Graph, and nobody owns a team. */
  tenant: string | undefined;
}

/**
 * Members of teams, as Microsoft Graph tells them to an app that a team has given `TeamMember.Read.Group` to, or that may read
 * the members of all. All calls throw `RequestFailed` (403 without that consent, 404 where there is no such team, 429 where it
 * was asked too often), what `fetch` throws, and what `tokens` throw.
 * https://learn.microsoft.com/graph/api/team-list-members
 */
export class TeamMembers {
  readonly #deps: MembersDeps;

  constructor(deps: MembersDeps) {
    this.#deps = deps;
  }

  /** Whether somebody owns a team. Both ids are object ids. */
  async isOwner(team: string, person: string): Promise<boolean> {
    if (this.#deps.tenant === undefined || !isObjectId(person)) return false;
    const filter = `(microsoft.graph.aadUserConversationMember/userId eq '${person.toLowerCase()}')`;
    let next: string | undefined = pathOf(team, { $filter: filter, $top: String(PAGE) });
    for (let page = 0; next !== undefined && page < MOST_PAGES; page += 1) {
      const answer = await this.#get(next);
      const members = listOf(answer['value']).map(shapeOf);
      if (members.some((member) => this.#owns(member, person))) return true;
      // A page may be empty though others follow: https://learn.microsoft.com/graph/paging
      next = samePlace(textOf(answer['@odata.nextLink']));
    }
    return false;
  }

  /** Throws where the members of a team may not be read. */
  async mayRead(team: string): Promise<void> {
    await this.#get(pathOf(team, { $top: '1' }));
  }

  /**
   * Members from other tenants bear the role of an owner without being one:
   * https://learn.microsoft.com/graph/api/resources/conversationmember#properties
   */
  #owns({ userId, tenantId, roles }: Shape, person: string): boolean {
    const isThem = textOf(userId).toLowerCase() === person.toLowerCase();
    const isOurs = textOf(tenantId).toLowerCase() === this.#deps.tenant?.toLowerCase();
    return isThem && isOurs && listOf(roles).includes('owner');
  }

  async #get(path: string): Promise<Shape> {
    const { graph, tokens } = this.#deps;
    const token = await tokens.get();
    const response = await fetch(`${graph}${path}`, {
      headers: { accept: 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      redirect: 'error',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok)
      throw new RequestFailed(response.status, response.headers.get('retry-after') ?? undefined, text);
    try {
      return shapeOf(JSON.parse(text));
    } catch (cause) {
      throw new BatonError('delivery.retryable', 'Microsoft Graph answered with something else than JSON', {
        cause,
      });
    }
  }
}

function pathOf(team: string, query: Record<string, string>): string {
  return `/v1.0/teams/${encodeURIComponent(team)}/members?${new URLSearchParams(query)}`;
}

/** The next page is asked for where the first one was, whatever host it names: the token goes nowhere else. */
function samePlace(nextLink: string): string | undefined {
  return /\/v1\.0\/teams\/\S*$/.exec(nextLink)?.[0];
}
