import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Reply, refused } from './connector.ts';
import type { Team } from './world.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const BY_PERSON = /^\(?microsoft\.graph\.aadUserConversationMember\/userId eq '([^']*)'\)?$/;
/** https://learn.microsoft.com/graph/api/team-list-members#optional-query-parameters */
const PAGE = 100;
const LARGEST_PAGE = 999;

/** What an app that consents to `TeamMember.Read.Group` alone can ask of Microsoft Graph. */
export class FakeGraph {
  /** Members that are looked through for a page, whatever was asked for; Graph may give fewer, and none at all. */
  pageAtMost = LARGEST_PAGE;
  /** What the addresses of further pages begin with; undefined for where it was asked. */
  nextLinkOrigin: string | undefined;
  private readonly teams: readonly Team[];

  constructor(teams: readonly Team[]) {
    this.teams = teams;
  }

  /** `token`: what the app bears, if it is for Graph and of this tenant. */
  answer(request: IncomingMessage, tokenIsGood: boolean, origin: string): Reply {
    if (!tokenIsGood) return refused(401, 'InvalidAuthenticationToken', 'Access token validation failure.');
    const url = new URL(request.url ?? '/', origin);
    const [, id = ''] = /^\/v1\.0\/teams\/([^/]+)\/members$/.exec(url.pathname) ?? [];
    if (id === '') return refused(400, 'BadRequest', `Resource not found for the segment ${url.pathname}.`);
    if (request.method !== 'GET')
      return refused(405, 'Request_BadRequest', 'Specified HTTP method is not allowed.');
    if (!GUID.test(id)) return refused(400, 'BadRequest', 'teamId needs to be a valid GUID.');
    const team = this.teams.find((one) => one.groupId === id.toLowerCase());
    if (!team) return refused(404, 'NotFound', `No team found with Group Id ${id}`);
    if (!team.consents) {
      return refused(
        403,
        'Forbidden',
        "Missing role permissions on the request. API requires one of 'TeamMember.Read.All, TeamMember.ReadWrite.All, TeamMember.Read.Group'. Roles on the request 'Group.Selected'.",
      );
    }
    return this.members(team, url);
  }

  private members(team: Team, url: URL): Reply {
    const unknown = [...url.searchParams.keys()].find(
      (key) => !/^\$(filter|top|select|skiptoken)$/.test(key),
    );
    if (unknown) return refused(400, 'BadRequest', `The query parameter ${unknown} is not supported.`);
    const top = Number(url.searchParams.get('$top') ?? PAGE);
    if (!Number.isInteger(top) || top < 1 || top > LARGEST_PAGE) {
      return refused(
        400,
        'BadRequest',
        `Invalid page size specified. Must be between 1 and ${LARGEST_PAGE}.`,
      );
    }
    const filter = url.searchParams.get('$filter');
    const person = filter === null ? undefined : BY_PERSON.exec(filter)?.[1];
    if (filter !== null && !GUID.test(person ?? ''))
      return refused(400, 'BadRequest', 'Invalid filter clause.');
    const from = Number(url.searchParams.get('$skiptoken') ?? 0);
    const until = from + Math.min(top, this.pageAtMost);
    const value = team.members
      .slice(from, until)
      .filter(({ userId }) => person === undefined || userId === person.toLowerCase())
      .map(({ userId, tenantId, roles }) => ({
        '@odata.type': '#microsoft.graph.aadUserConversationMember',
        ...{ id: randomUUID(), roles, displayName: 'Somebody', userId, email: null, tenantId },
      }));
    const next = new URL(`${url.pathname}${url.search}`, this.nextLinkOrigin ?? url);
    next.searchParams.set('$skiptoken', String(until));
    const more = until < team.members.length ? { '@odata.nextLink': next.href } : {};
    return { status: 200, body: { '@odata.count': value.length, ...more, value } };
  }
}
