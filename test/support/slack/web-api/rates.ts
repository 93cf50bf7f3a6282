import type { Clock } from '../../../../src/platform/clock.ts';

/** Calls a minute, by tier. https://docs.slack.dev/apis/web-api/rate-limits */
const PER_MINUTE = { tier1: 1, tier2: 20, tier3: 50, tier4: 100, special: Number.POSITIVE_INFINITY };

export type TierName = keyof typeof PER_MINUTE;

/** Posting: one message a second and channel, with short bursts allowed; how short is not told, so very. */
const POSTS_PER_SECOND = 1;
const POST_BURST = 2;

const POSTING = new Set(['chat.postMessage', 'chat.postEphemeral', 'chat.startStream']);

/** Counts calls and says when there were too many. */
export class Rates {
  readonly #clock: Clock;
  readonly #windows = new Map<string, { from: number; count: number }>();
  readonly #buckets = new Map<string, { at: number; left: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a call; seconds to wait where it is one too many. */
  count(method: string, tier: TierName, channel: string | undefined): number | undefined {
    const now = this.#clock.now().getTime();
    const wait = POSTING.has(method) ? this.#post(channel ?? '', now) : this.#call(method, tier, now);
    return wait === undefined ? undefined : Math.max(1, Math.ceil(wait / 1000));
  }

  #call(method: string, tier: TierName, now: number): number | undefined {
    let window = this.#windows.get(method);
    if (!window || now - window.from >= 60_000) {
      window = { from: now, count: 0 };
      this.#windows.set(method, window);
    }
    if (window.count >= PER_MINUTE[tier]) return window.from + 60_000 - now;
    window.count += 1;
    return undefined;
  }

  #post(channel: string, now: number): number | undefined {
    const bucket = this.#buckets.get(channel) ?? { at: now, left: POST_BURST };
    bucket.left = Math.min(POST_BURST, bucket.left + ((now - bucket.at) / 1000) * POSTS_PER_SECOND);
    bucket.at = now;
    this.#buckets.set(channel, bucket);
    if (bucket.left < 1) return (1 - bucket.left) * 1000;
    bucket.left -= 1;
    return undefined;
  }
}
