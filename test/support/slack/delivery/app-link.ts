import type { Clock } from '../../../../src/platform/clock.ts';
import type { Outcome, Parcel, Transport } from './delivery.ts';
import { HttpTransport } from './http-transport.ts';
import { SocketTransport } from './socket-transport.ts';

/** How the app is connected: by its WebSockets where it has any open, else by its request URL. */
export class AppLink implements Transport {
  readonly sockets: SocketTransport;
  readonly #secret: string;
  readonly #clock: Clock;
  #http: HttpTransport | undefined;

  constructor(clock: Clock, secret: string, appId: string) {
    this.#clock = clock;
    this.#secret = secret;
    this.sockets = new SocketTransport(clock, appId);
  }

  get http(): HttpTransport {
    if (!this.#http) throw new Error('No request URL: call connectHttp first');
    return this.#http;
  }

  /** Sets the request URL, after the app has answered Slack's challenge. */
  async connectHttp(url: string): Promise<void> {
    const http = new HttpTransport(url, this.#secret, this.#clock);
    const challenge = `challenge-${this.#clock.now().getTime()}`;
    const answer = await http.post({ body: JSON.stringify({ type: 'url_verification', challenge }) });
    if (answer.status !== 200 || !answer.body.includes(challenge)) {
      http.close();
      throw new Error(`The request URL did not answer the challenge: ${answer.status} ${answer.body}`);
    }
    this.#http?.close();
    this.#http = http;
  }

  send(parcel: Parcel): Promise<Outcome> {
    if (this.sockets.open > 0 || !this.#http) return this.sockets.send(parcel);
    return this.#http.send(parcel);
  }

  close(): void {
    this.#http?.close();
    this.sockets.close();
  }
}
