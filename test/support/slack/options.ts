import type { Clock } from '../../../src/platform/clock.ts';

/** How the made-up workspace is set up. Everything has a default. */
export interface FakeSlackOptions {
  signingSecret?: string;
  /** Slack's own time: message times, expiry of triggers, rate windows, timeouts, retries. Default: the machine's. */
  clock?: Clock;
  /** Enforces the rate limits of each method's tier, and one message a second and channel. Default false. */
  strictRates?: boolean;
  /** Scopes of the bot token; default: everything this fake knows. */
  scopes?: string[];
  /** Events that the app subscribed to, as named in a manifest (`message.channels`, …); default: all modelled. */
  events?: string[];
  /** Loopback port; default: any free one. */
  port?: number;
  /** Keeps the journal of calls and acknowledged events; turn off for long benchmarks. Default true. */
  journal?: boolean;
  /**
   * Retries unacknowledged events by itself, on the clock, as Slack does. Default true; without, they wait for
   * `redeliver` and `redeliverPending`.
   */
  retries?: boolean;
}
