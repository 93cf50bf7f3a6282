import { REST, type RequestData, type RequestMethod } from 'discord.js';
import { listOf, type Shape, shapeOf } from '../../../src/platform/shape.ts';
import { toBatonError } from './api-errors.ts';

/** Discord answers within a second or two; whoever waits longer than this waits for nothing. */
const REQUEST_TIMEOUT_MS = 10_000;
const DISCORD_API = 'https://discord.com/api';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A path below the version, such as `/channels/1/messages`. */
export type Route = `/${string}`;

interface CallOptions {
  body?: unknown;
  query?: Record<string, string>;
  files?: { name: string; data: Uint8Array; contentType: string }[];
  signal?: AbortSignal | undefined;
  /** For routes that carry a token of their own. */
  withoutToken?: boolean;
}

/** Discord's REST API, with its errors as ours. It neither retries nor waits, as the delivery does that. */
export class DiscordApi {
  readonly #rest: REST;
  readonly #token: string;

  constructor(token: string, apiUrl: string | undefined) {
    this.#token = token;
    this.#rest = new REST({
      api: apiUrl ?? DISCORD_API,
      retries: 0,
      timeout: REQUEST_TIMEOUT_MS,
      rejectOnRateLimit: () => true,
      // What Discord says is what is waited; the library would add to it.
      offset: 0,
    }).setToken(token);
  }

  /**
   * Makes a call. Throws `RateLimited`, `delivery.permanent` or `delivery.retryable`. Once `signal` aborts it rejects at
   * once; whether Discord took the call is then unknown.
   */
  async call(method: Method, route: Route, options: CallOptions = {}): Promise<unknown> {
    const { body, query, files, signal, withoutToken } = options;
    const request: RequestData & { fullRoute: Route; method: RequestMethod } = {
      fullRoute: route,
      method: method as RequestMethod,
      ...(body === undefined ? {} : { body }),
      ...(query ? { query: new URLSearchParams(query) } : {}),
      ...(files ? { files: files.map((file) => ({ ...file, data: Buffer.from(file.data) })) } : {}),
      ...(signal ? { signal } : {}),
      ...(withoutToken ? { auth: false } : {}),
    };
    try {
      signal?.throwIfAborted();
      return await this.#rest.request(request);
    } catch (error) {
      // After a 401 the library forgets the token, and would fail differently from then on.
      this.#rest.setToken(this.#token);
      throw toBatonError(error, `${method} ${withoutSecrets(route)}`);
    }
  }

  /** A call that answers with an object. */
  async object(method: Method, route: Route, options: CallOptions = {}): Promise<Shape> {
    return shapeOf(await this.call(method, route, options));
  }

  /** A call that answers with a list of objects. */
  async list(route: Route, query: Record<string, string> = {}): Promise<Shape[]> {
    return listOf(await this.call('GET', route, { query })).map(shapeOf);
  }
}

/** Tokens of webhooks and interactions are part of their routes. */
function withoutSecrets(route: string): string {
  return route.replace(/^(\/(?:webhooks|interactions)\/[^/]+)\/[^/]+/, '$1/…');
}
