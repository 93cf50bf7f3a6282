import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { channelObject, guildObject, memberObject, userObject } from '../world/objects.ts';
import { type Json, TYPE, type World } from '../world/world.ts';

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalid: 9,
  hello: 10,
  ack: 11,
} as const;
const CLOSE = {
  notAuthenticated: 4003,
  badToken: 4004,
  alreadyAuthenticated: 4005,
  badIntents: 4013,
  disallowed: 4014,
};
const HEARTBEAT_MS = 41_250;
/** https://docs.discord.com/developers/events/gateway#gateway-intents */
export const INTENT = {
  guilds: 1,
  members: 2,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  content: 1 << 15,
};
const ALL_INTENTS = (1 << 26) - 1;

interface Session {
  id: string;
  intents: number;
  sequence: number;
  /** Everything told so far, for whoever resumes. */
  told: { s: number; t: string; d: Json }[];
  socket: WebSocket | undefined;
}

export interface GatewayOptions {
  world: World;
  token: string;
  url(): string;
  /** Intents that the application may not have. */
  disallowed: number;
}

/** The gateway: sessions that can be resumed, and events told to each. */
export class Gateway {
  readonly sessions = new Map<string, Session>();
  /** Refuses to resume from now on, as after a long absence. */
  forgetful = false;
  /** Identifications so far; resumptions do not count. */
  identified = 0;
  resumed = 0;
  private readonly server: WebSocketServer;
  private readonly options: GatewayOptions;
  private readonly waiting: { probe: () => boolean; resolve: () => void }[] = [];

  constructor(server: Server, options: GatewayOptions) {
    this.options = options;
    this.server = new WebSocketServer({ server });
    this.server.on('connection', (socket) => this.greet(socket));
  }

  /** Tells an event to every session that asked for its kind. The payload may depend on what a session may see. */
  tell(event: string, intent: number, data: (seesContent: boolean) => Json): void {
    for (const session of this.sessions.values()) {
      if (!(session.intents & intent)) continue;
      this.dispatch(session, event, data((session.intents & INTENT.content) !== 0));
    }
  }

  get connected(): number {
    return [...this.sessions.values()].filter(({ socket }) => socket !== undefined).length;
  }

  /** Resolves when so many sessions are connected. */
  async until(count: number): Promise<void> {
    if (this.connected === count) return;
    await new Promise<void>((resolve) =>
      this.waiting.push({ probe: () => this.connected === count, resolve }),
    );
  }

  /** Closes every connection, as a network would. */
  drop(code = 1001): void {
    for (const { socket } of this.sessions.values()) socket?.close(code);
  }

  /** Asks every client to connect again. */
  askToReconnect(): void {
    for (const { socket } of this.sessions.values())
      socket?.send(JSON.stringify({ op: OP.reconnect, d: null }));
  }

  close(): void {
    for (const client of this.server.clients) client.terminate();
    this.server.close();
  }

  private greet(socket: WebSocket): void {
    let session: Session | undefined;
    const send = (payload: Json) => socket.send(JSON.stringify(payload));
    send({ op: OP.hello, d: { heartbeat_interval: HEARTBEAT_MS } });
    socket.on('message', (raw) => {
      const { op, d } = JSON.parse(String(raw)) as { op: number; d: Json };
      if (op === OP.heartbeat) return send({ op: OP.ack });
      if (op === OP.identify) session = this.identify(socket, d, session) ?? session;
      else if (op === OP.resume) session = this.resume(socket, d) ?? session;
      else if (!session) socket.close(CLOSE.notAuthenticated);
    });
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = undefined;
      this.look();
    });
  }

  private identify(socket: WebSocket, given: Json, before: Session | undefined): Session | undefined {
    const { token, world, disallowed } = this.options;
    const intents = Number(given['intents']);
    if (before) return void socket.close(CLOSE.alreadyAuthenticated);
    if (given['token'] !== token) return void socket.close(CLOSE.badToken);
    if (!Number.isInteger(intents) || intents < 0 || intents > ALL_INTENTS)
      return void socket.close(CLOSE.badIntents);
    if (intents & disallowed) return void socket.close(CLOSE.disallowed);
    this.identified += 1;
    const session: Session = { id: world.secret(), intents, sequence: 0, told: [], socket };
    this.sessions.set(session.id, session);
    const guilds = [...world.guilds.values()].filter(({ members }) => members.has(world.bot.id));
    this.dispatch(session, 'READY', {
      v: 10,
      user: userObject(world.bot),
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.options.url(),
      application: { id: world.application, flags: 1 << 19 },
    });
    if (intents & INTENT.guilds)
      for (const { id } of guilds) this.dispatch(session, 'GUILD_CREATE', this.guild(id));
    this.look();
    return session;
  }

  private resume(socket: WebSocket, given: Json): Session | undefined {
    const session = this.sessions.get(String(given['session_id']));
    if (given['token'] !== this.options.token) return void socket.close(CLOSE.badToken);
    if (!session || this.forgetful) {
      socket.send(JSON.stringify({ op: OP.invalid, d: false }));
      return undefined;
    }
    this.resumed += 1;
    session.socket?.close(4000);
    session.socket = socket;
    for (const { s, t, d } of session.told.filter((one) => one.s > Number(given['seq']))) {
      socket.send(JSON.stringify({ op: OP.dispatch, s, t, d }));
    }
    this.dispatch(session, 'RESUMED', {});
    this.look();
    return session;
  }

  private dispatch(session: Session, t: string, d: Json): void {
    session.sequence += 1;
    const s = session.sequence;
    session.told.push({ s, t, d });
    session.socket?.send(JSON.stringify({ op: OP.dispatch, s, t, d }));
  }

  private guild(id: string): Json {
    const { world } = this.options;
    const guild = world.guilds.get(id);
    if (!guild) return { id, unavailable: true };
    const channels = [...world.channels.values()].filter((one) => one.guild === id);
    const members = [...guild.members.keys()].map((one) => {
      const user = world.users.get(one);
      return { ...memberObject(guild, one), ...(user ? { user: userObject(user) } : {}) };
    });
    return {
      ...guildObject(guild),
      channels: channels.filter(({ type }) => type !== TYPE.thread).map(channelObject),
      threads: channels.filter(({ type, archived }) => type === TYPE.thread && !archived).map(channelObject),
      members,
      member_count: members.length,
    };
  }

  private look(): void {
    for (const one of this.waiting.filter(({ probe }) => probe())) {
      this.waiting.splice(this.waiting.indexOf(one), 1);
      one.resolve();
    }
  }
}
