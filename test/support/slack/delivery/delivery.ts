/** What became of handing one payload to the app. */
export interface Delivery {
  /** The event's id (`Ev…`), or the trigger id of an interaction or a command. */
  id: string;
  /** The app answered 2xx (HTTP) or sent the envelope back (Socket Mode), within three seconds. */
  acknowledged: boolean;
  /** Attempt counted from 0. */
  attempt: number;
  /** Why not, where it was not acknowledged. */
  reason?: FailureReason;
  /** What the app sent with its acknowledgement: parsed where JSON, else the text; absent where empty. */
  answer?: unknown;
  /** Milliseconds from sending to the end of the attempt, by the machine's monotonic clock. */
  ms: number;
}

/** The first four as in `x-slack-retry-reason`; `no_connection`: the app was connected in no way at all. */
export type FailureReason = 'http_timeout' | 'http_error' | 'connection_failed' | 'timeout' | 'no_connection';

/** Something on its way to the app. */
export interface Parcel {
  id: string;
  kind: 'events_api' | 'interactive' | 'slash_commands';
  body: Record<string, unknown>;
  /** Of a second and later attempt: its number from 1, and why the one before failed. */
  retry?: { num: number; reason: FailureReason };
}

export interface Outcome {
  acknowledged: boolean;
  reason?: FailureReason;
  answer?: unknown;
  /** The app asked not to be sent this again (`x-slack-no-retry`). */
  noRetry?: boolean;
}

/** A way to the app. */
export interface Transport {
  /** Resolves when the app has acknowledged, or will not. Never rejects. */
  send(parcel: Parcel): Promise<Outcome>;
}

/** How long Slack waits for an acknowledgement. https://docs.slack.dev/apis/events-api/#responding */
export const ACKNOWLEDGE_WITHIN_MS = 3000;
