import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../../../src/platform/clock.ts';
import { ACKNOWLEDGE_WITHIN_MS, type Outcome, type Parcel, type Transport } from './delivery.ts';

/** Why Slack asks an app to leave a connection. https://docs.slack.dev/apis/events-api/using-socket-mode/#disconnect */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

/** At most this many at once. https://docs.slack.dev/apis/events-api/using-socket-mode/#connections */
const MOST_CONNECTIONS = 10;

/** A URL from `apps.connections.open` serves one connection, soon. */
const TICKET_LIVES_MS = 30_000;

interface Connection {
  socket: WebSocket;
  /** Envelopes sent here and not acknowledged yet. */
  waiting: Map<string, (outcome: Outcome) => void>;
  /** Told to leave: it gets nothing new. */
  leaving: boolean;
}

/** Hands payloads to the app over its WebSockets: each envelope to one of them. */
export class SocketTransport implements Transport {
  readonly #clock: Clock;
  readonly #appId: string;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Map<string, number>();
  readonly #connections = new Set<Connection>();
  readonly #arrivals = new Set<() => void>();
  #turn = 0;

  constructor(clock: Clock, appId: string) {
    this.#clock = clock;
    this.#appId = appId;
  }

  /** Connections that take envelopes now. */
  get open(): number {
    return this.#ready().length;
  }

  /** A ticket for one connection. */
  ticket(): string {
    const ticket = randomUUID();
    this.#tickets.set(ticket, this.#clock.now().getTime() + TICKET_LIVES_MS);
    return ticket;
  }

  /** Takes over an HTTP upgrade, where its ticket is good. */
  upgrade(request: IncomingMessage, stream: Socket, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
    const until = this.#tickets.get(ticket) ?? 0;
    this.#tickets.delete(ticket);
    if (until < this.#clock.now().getTime()) {
      stream.end('HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, stream, head, (socket) => this.#welcome(socket));
  }

  /** Resolves when at least `count` connections are open. */
  async connected(count = 1): Promise<void> {
    while (this.open < count) await new Promise<void>((resolve) => this.#arrivals.add(resolve));
  }

  send(parcel: Parcel): Promise<Outcome> {
    const ready = this.#ready();
    const connection = ready[this.#turn++ % Math.max(ready.length, 1)];
    if (!connection) return Promise.resolve({ acknowledged: false, reason: 'no_connection' });
    const envelope = {
      envelope_id: randomUUID(),
      payload: parcel.body,
      type: parcel.kind,
      accepts_response_payload: parcel.kind !== 'events_api',
      ...(parcel.kind === 'events_api' && {
        retry_attempt: parcel.retry?.num ?? 0,
        retry_reason: parcel.retry?.reason ?? '',
      }),
    };
    return new Promise((resolve) => {
      const settle = (outcome: Outcome) => {
        cancel();
        connection.waiting.delete(envelope.envelope_id);
        resolve(outcome);
      };
      const cancel = this.#clock.after(ACKNOWLEDGE_WITHIN_MS, () =>
        settle({ acknowledged: false, reason: 'timeout' }),
      );
      connection.waiting.set(envelope.envelope_id, settle);
      connection.socket.send(JSON.stringify(envelope));
    });
  }

  /** Sends any text down every connection, for tests of bad input. */
  sendText(text: string): void {
    for (const connection of this.#connections) connection.socket.send(text);
  }

  /** Asks every connection to leave; the app closes it and opens another. `link_disabled`: Socket Mode was turned off. */
  refresh(reason: DisconnectReason): void {
    for (const connection of this.#connections) this.#dismiss(connection, reason);
  }

  /** Cuts every connection without a word. */
  drop(): void {
    for (const connection of this.#connections) connection.socket.terminate();
  }

  close(): void {
    this.drop();
    this.#server.close();
  }

  #ready(): Connection[] {
    return [...this.#connections].filter(
      (each) => !each.leaving && each.socket.readyState === each.socket.OPEN,
    );
  }

  #welcome(socket: WebSocket): void {
    const connection: Connection = { socket, waiting: new Map(), leaving: false };
    this.#connections.add(connection);
    socket.on('message', (data) => acknowledge(connection, String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      this.#connections.delete(connection);
      for (const settle of [...connection.waiting.values()]) {
        settle({ acknowledged: false, reason: 'connection_failed' });
      }
    });
    if (this.open > MOST_CONNECTIONS) return this.#dismiss(connection, 'too_many_websockets');
    socket.send(JSON.stringify(this.#hello()));
    for (const arrived of this.#arrivals) arrived();
    this.#arrivals.clear();
  }

  #dismiss(connection: Connection, reason: DisconnectReason): void {
    connection.leaving = true;
    connection.socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-1' } }));
  }

  #hello(): Record<string, unknown> {
    return {
      type: 'hello',
      num_connections: this.open,
      debug_info: { host: 'applink-1', build_number: 1, approximate_connection_time: 18060 },
      connection_info: { app_id: this.#appId },
    };
  }
}

function acknowledge(connection: Connection, text: string): void {
  let message: { envelope_id?: unknown; payload?: unknown };
  try {
    message = JSON.parse(text);
  } catch {
    return;
  }
  const settle = connection.waiting.get(String(message?.envelope_id));
  if (!settle) return;
  const { payload } = message;
  const empty =
    payload === undefined || (typeof payload === 'object' && Object.keys(payload ?? {}).length === 0);
  settle({ acknowledged: true, ...(!empty && { answer: payload }) });
}
