/** Every kind of error that Baton raises on purpose. A code is stable: people search for it and scripts match it. */
export type ErrorCode =
  | 'config.invalid'
  | 'config.unreadable'
  | 'store.locked'
  | 'store.unreachable'
  | 'store.corrupt'
  | 'store.newer'
  | 'redis.unreachable'
  | 'event.malformed'
  | 'event.refused'
  | 'delivery.rate_limited'
  | 'delivery.retryable'
  | 'delivery.permanent'
  | 'knowledge.unreadable'
  | 'knowledge.index_damaged'
  | 'adapter.credentials'
  | 'adapter.not_started'
  | 'file.unreadable'
  | 'model.invalid'
  | 'model.failed'
  | 'command.invalid'
  | 'settings.unknown'
  | 'settings.refused'
  | 'settings.fixed'
  | 'settings.conflict'
  | 'settings.nothing_to_undo';

interface ErrorDetails {
  /** What to do about it, one sentence that names the setting or the step. */
  mend?: string;
  cause?: unknown;
  /** Facts for the log; never secrets and never a customer's words. */
  data?: Record<string, unknown>;
}

/** An error that says what happened, and how to mend it. */
export class BatonError extends Error {
  readonly code: ErrorCode;
  readonly mend: string | undefined;
  readonly data: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'BatonError';
    this.code = code;
    this.mend = details.mend;
    this.data = details.data ?? {};
  }

  /** The message and its mend, as shown to a person. */
  explain(): string {
    return this.mend ? `${this.message}\n  → ${this.mend}` : this.message;
  }
}

/** The platform asked us to wait before the next call; nothing was posted. */
export class RateLimited extends BatonError {
  /** How long to wait, in milliseconds. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number, message = `The platform asks to wait ${retryAfterMs} ms`) {
    super('delivery.rate_limited', message, { data: { retryAfterMs } });
    this.name = 'RateLimited';
    this.retryAfterMs = retryAfterMs;
  }
}

/** The words of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
