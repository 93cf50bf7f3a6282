import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { stringify } from 'node:querystring';
import type { Cancel, Clock } from '../../../../src/platform/clock.ts';
import { ACKNOWLEDGE_WITHIN_MS, type Outcome, type Parcel, type Transport } from './delivery.ts';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** What is sent to the app's request URL; tests of bad input set it by hand. */
export interface SignedRequest {
  body: string;
  contentType?: string;
  /** Seconds; default: the machine's time, as that is what the app compares with. */
  timestamp?: number;
  /** Default: the right one. `null`: none at all. */
  signature?: string | null;
  headers?: Record<string, string>;
}

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Hands payloads to the app by HTTP, signed. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export class HttpTransport implements Transport {
  readonly #url: string;
  readonly #secret: string;
  readonly #clock: Clock;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 512 });

  constructor(url: string, secret: string, clock: Clock) {
    this.#url = url;
    this.#secret = secret;
    this.#clock = clock;
  }

  async send(parcel: Parcel): Promise<Outcome> {
    const headers: Record<string, string> = {};
    if (parcel.retry) {
      headers['x-slack-retry-num'] = String(parcel.retry.num);
      headers['x-slack-retry-reason'] = parcel.retry.reason;
    }
    let answer: RawAnswer;
    try {
      answer = await this.post({ ...encoded(parcel), headers }, ACKNOWLEDGE_WITHIN_MS);
    } catch (error) {
      const late = error instanceof Error && error.message === 'timeout';
      return { acknowledged: false, reason: late ? 'http_timeout' : 'connection_failed' };
    }
    const noRetry = answer.headers['x-slack-no-retry'] === '1';
    if (answer.status < 200 || answer.status > 299)
      return { acknowledged: false, reason: 'http_error', noRetry };
    return { acknowledged: true, ...parsedAnswer(answer.body) };
  }

  /** Posts one request. Rejects where the app cannot be reached, or has not answered in time. */
  post(given: SignedRequest, withinMs?: number): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      let cancel: Cancel = () => {};
      const sent = request(
        this.#url,
        { method: 'POST', agent: this.#agent, headers: this.#headers(given) },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            cancel();
            const body = Buffer.concat(chunks).toString();
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
          });
        },
      );
      sent.on('error', (error) => {
        cancel();
        reject(error);
      });
      if (withinMs !== undefined)
        cancel = this.#clock.after(withinMs, () => sent.destroy(new Error('timeout')));
      sent.end(given.body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  #headers(given: SignedRequest): Record<string, string | number> {
    const timestamp = given.timestamp ?? Math.floor(Date.now() / 1000);
    const signature = given.signature === undefined ? this.#sign(timestamp, given.body) : given.signature;
    return {
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'content-type': given.contentType ?? JSON_TYPE,
      'content-length': Buffer.byteLength(given.body),
      'x-slack-request-timestamp': String(timestamp),
      ...(signature !== null && { 'x-slack-signature': signature }),
      ...given.headers,
    };
  }

  #sign(timestamp: number, body: string): string {
    return `v0=${createHmac('sha256', this.#secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  }
}

/** Events travel as JSON, interactions as JSON in a form field, commands as form fields. */
function encoded(parcel: Parcel): { body: string; contentType: string } {
  if (parcel.kind === 'events_api') return { body: JSON.stringify(parcel.body), contentType: JSON_TYPE };
  if (parcel.kind === 'interactive') {
    return { body: stringify({ payload: JSON.stringify(parcel.body) }), contentType: FORM_TYPE };
  }
  return { body: stringify(parcel.body as Record<string, string>), contentType: FORM_TYPE };
}

function parsedAnswer(body: string): { answer?: unknown } {
  if (body === '') return {};
  try {
    return { answer: JSON.parse(body) };
  } catch {
    return { answer: body };
  }
}
