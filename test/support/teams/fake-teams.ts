import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '../../../src/platform/clock.ts';
import { FakeGraph } from './graph.ts';
import { objectIdOf, People } from './people.ts';
import { type Credentials, type Fault, TeamsServer } from './server.ts';
import { type Claims, TokenIssuer } from './token-issuer.ts';
import { type Account, type Activity, type Conversation, type Json, type Team, World } from './world.ts';

/** How long the sign of typing is seen, milliseconds. */
const TYPING_SEEN_MS = 5_000;

/** Teams on loopback with one bot. It holds what Teams would hold and refuses what Teams refuses; `people` do things. */
export class FakeTeams {
  readonly credentials: Credentials = {
    appId: randomUUID(),
    tenantId: randomUUID(),
    secret: `secret-${randomUUID()}`,
  };
  readonly issuer = new TokenIssuer();
  readonly world: World;
  readonly graph: FakeGraph;
  readonly server: TeamsServer;
  readonly people: People;
  /** The bot's messaging endpoint. */
  private endpoint = '';

  private constructor(clock: Clock) {
    const { credentials, issuer } = this;
    this.world = new World(clock, credentials.appId);
    this.graph = new FakeGraph(this.world.teams);
    this.server = new TeamsServer({ world: this.world, graph: this.graph, issuer, credentials });
    this.people = new People({
      world: this.world,
      tenant: credentials.tenantId,
      origin: () => this.server.origin,
      deliver: (activity) => this.post(activity),
    });
  }

  static async start(clock: Clock = systemClock): Promise<FakeTeams> {
    const teams = new FakeTeams(clock);
    await teams.server.listen();
    return teams;
  }

  /** What the adapter's settings say to reach it. */
  get endpoints() {
    const { origin } = this.server;
    const openIdMetadata = `${origin}/openid`;
    return { login: origin, graph: origin, openIdMetadata, issuer: origin, services: [origin] };
  }

  connect(endpoint: string): void {
    this.endpoint = endpoint;
  }

  addPerson(name: string): Account {
    return { id: `29:1${randomUUID().replaceAll('-', '')}`, name };
  }

  /** A team that its owners let the app read the members of. */
  addTeam(members: Account[] = []): Team {
    const team: Team = { groupId: randomUUID(), members: [], consents: true };
    this.world.teams.push(team);
    for (const member of members) this.join(team, member);
    return team;
  }

  /** Somebody becomes a member of a team, or is one in another role from now on. */
  join(team: Team, { id }: Account, roles: string[] = [], tenantId = this.credentials.tenantId): void {
    const userId = objectIdOf({ id, name: '' });
    const known = team.members.find((one) => one.userId === userId);
    if (known) Object.assign(known, { roles, tenantId });
    else team.members.push({ userId, tenantId, roles });
  }

  addChannel(members: Account[], team: Team = this.addTeam(members)): Conversation {
    const id = `19:${randomUUID().replaceAll('-', '')}@thread.tacv2`;
    return Object.assign(this.world.add('channel', id, members), { team });
  }

  addGroupChat(members: Account[]): Conversation {
    return this.world.add('groupChat', `19:${randomUUID().replaceAll('-', '')}@thread.v2`, members);
  }

  /** The claims of a token that is good for an activity. */
  claims(activity: Json): Claims {
    const now = Math.floor(Date.now() / 1000);
    return {
      iss: this.server.origin,
      aud: this.credentials.appId,
      serviceurl: String(activity['serviceUrl']),
      nbf: now - 300,
      exp: now + 3_600,
    };
  }

  /** Posts an activity to the bot, with a good token unless another is given. */
  async post(
    activity: Json,
    token: string | null = this.issuer.sign(this.claims(activity)),
  ): Promise<{ status: number; body: unknown }> {
    const response = await fetch(this.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    queueMicrotask(() => this.server.look());
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  failNext(call: RegExp, fault: Fault): void {
    this.server.failNext(call, fault);
  }

  /** What the bot has posted that is still there, oldest first. */
  posts({ channel, thread }: { channel: string; thread: string | null }): Activity[] {
    const all = this.world.conversations.get(channel)?.activities ?? [];
    return all.filter(
      (one) =>
        one.from.id === this.world.bot.id && !one.deleted && (thread === null || one.thread === thread),
    );
  }

  /** Resolves when this holds; looked at now, and after each call of the bot and each of its answers. */
  until(probe: () => boolean): Promise<void> {
    return this.server.until(probe);
  }

  isTyping(channel: string): boolean {
    const shown = this.world.typing.get(channel);
    return shown !== undefined && this.world.clock.now().getTime() - shown < TYPING_SEEN_MS;
  }

  async stop(): Promise<void> {
    await this.server.close();
  }
}

export function startFakeTeams(clock?: Clock): Promise<FakeTeams> {
  return FakeTeams.start(clock);
}
