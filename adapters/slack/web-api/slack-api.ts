import type { webApi } from '@slack/bolt';
import { LIMITS } from '../limits.ts';
import { toBatonError } from './api-errors.ts';
import type { SdkLogger } from './sdk-logger.ts';

/** Slack answers within a second or two; whoever waits longer than this waits for nothing. */
const REQUEST_TIMEOUT_MS = 10_000;

export type Answer = webApi.WebAPICallResult & Record<string, unknown>;

/** Options of every Web API client here: it neither retries nor waits, as the delivery does that. */
export function clientOptions(apiUrl: string | undefined, logger: SdkLogger): webApi.WebClientOptions {
  return {
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: REQUEST_TIMEOUT_MS,
    allowAbsoluteUrls: false,
  };
}

/** Slack's Web API, with its errors as ours. */
export class SlackApi {
  readonly #client: webApi.WebClient;

  constructor(client: webApi.WebClient) {
    this.#client = client;
  }

  /**
   * Calls a method. Throws `RateLimited`, `delivery.permanent` or `delivery.retryable`. Once `signal` aborts it rejects
   * at once; whether Slack took the call is then unknown.
   */
  async call(method: string, args: Record<string, unknown> = {}, signal?: AbortSignal): Promise<Answer> {
    try {
      signal?.throwIfAborted();
      const answer = this.#client.apiCall(method, args);
      return (await (signal ? orAborted(answer, signal) : answer)) as Answer;
    } catch (error) {
      throw toBatonError(error, method);
    }
  }

  /** All items of a paged listing. */
  async *pages(
    method: string,
    args: Record<string, unknown>,
    limit: number = LIMITS.page,
  ): AsyncGenerator<Answer> {
    let cursor = '';
    do {
      const answer = await this.call(method, { ...args, limit, ...(cursor ? { cursor } : {}) });
      yield answer;
      cursor = answer.response_metadata?.next_cursor ?? '';
    } while (cursor !== '');
  }
}

async function orAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    // The loser of the race must not end the process.
    answer.catch(() => {});
  }
}
