import { BatonError, messageOf, RateLimited } from '../../../src/platform/errors.ts';

/** Teams asks for a wait without saying how long. */
const UNTOLD_WAIT_MS = 1000;
/** Nobody is made to wait longer because of a header. */
const LONGEST_WAIT_MS = 3_600_000;

const OURS = 'This is a fault of Baton; please report it with the log around it.';

/**
 * Statuses with which trying again cannot help, and what to do about them.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#http-status-codes
 */
const PERMANENT: Readonly<Record<number, string>> = {
  400: OURS,
  401: 'Check TEAMS_APP_ID, TEAMS_TENANT_ID and the secret or certificate, and that the bot is registered for this tenant.',
  403: 'Install the app there, or have it unblocked; whoever has removed or blocked it cannot be written to.',
  404: 'Nothing can be done: the conversation or the message is gone, or the app was removed from there.',
  405: OURS,
  410: 'Nothing can be done: it was deleted in Teams.',
  413: OURS,
  501: 'Nothing can be done: the client that stands in for Teams does not do that.',
};

/** What became of a request that the Bot Connector, or Microsoft Graph, did not take. */
export class RequestFailed extends Error {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** The code in the body, such as `BotNotInConversationRoster`. */
  readonly code: string;

  constructor(status: number, retryAfter: string | undefined, body: string) {
    const code = codeOf(body);
    super(`status ${status}${code ? ` (${code})` : ''}`);
    this.name = 'RequestFailed';
    this.status = status;
    this.retryAfter = retryAfter;
    this.code = code;
  }
}

/** Any failure of a call as what the callers of a `Surface` expect. `now`: for a date in Retry-After. */
export function toBatonError(error: unknown, doing: string, now: Date): BatonError {
  if (error instanceof BatonError) return error;
  if (!(error instanceof RequestFailed)) {
    return new BatonError('delivery.retryable', `Teams was not reached to ${doing}: ${messageOf(error)}`, {
      cause: error,
    });
  }
  if (error.status === 429) return new RateLimited(waitOf(error.retryAfter, now));
  const mend = PERMANENT[error.status];
  const data = { status: error.status, code: error.code };
  if (mend !== undefined) {
    return new BatonError('delivery.permanent', `Teams refuses to ${doing}: ${error.message}`, {
      mend,
      cause: error,
      data,
    });
  }
  return new BatonError('delivery.retryable', `Teams does not ${doing}: ${error.message}`, {
    cause: error,
    data,
  });
}

/** The status that Teams answered with; undefined where it did not answer. */
export function statusOf(error: unknown): number | undefined {
  const cause = error instanceof BatonError ? error.cause : error;
  return cause instanceof RequestFailed ? cause.status : undefined;
}

/** `Retry-After` in milliseconds: seconds or a date. https://www.rfc-editor.org/rfc/rfc9110#name-retry-after */
export function waitOf(header: string | undefined, now: Date): number {
  const seconds = Number(header ?? '');
  const wait = Number.isFinite(seconds) && header ? seconds * 1000 : Date.parse(header ?? '') - now.getTime();
  return Number.isFinite(wait) && wait > 0 ? Math.min(wait, LONGEST_WAIT_MS) : UNTOLD_WAIT_MS;
}

function codeOf(body: string): string {
  try {
    const { error, errorCode } = JSON.parse(body) as { error?: { code?: unknown }; errorCode?: unknown };
    return String(error?.code ?? errorCode ?? '').slice(0, 100);
  } catch {
    return '';
  }
}
