import type { Clock } from '../platform/clock.ts';
import type { Live } from '../platform/live.ts';
import { createRateLimiters, keyOf, type LimitedChannel, type Rate } from './rate-limiters.ts';
import type { LimitShare } from './share-limits.ts';

export interface Limits {
  /** Runs as soon as the rates of the channel and its workspace allow. */
  schedule<T>(channel: LimitedChannel, run: () => Promise<T>): Promise<T>;
  /** Notes that the platform wants nothing more in the channel for a while. */
  hold(channel: LimitedChannel, ms: number): void;
  /** How long the channel is still held, milliseconds. */
  heldFor(channel: LimitedChannel): number;
  stop(): Promise<void>;
}

const UNLIMITED: Rate = { channelPerSecond: 0, channelBurst: 1, workspacePerSecond: 0 };

/**
 * Keeps posts to the rates by platform, as they are at the moment; platforms without rates of their own take `default`.
 * With a share, all processes keep to them together, and each by itself while the share is away. Only starting is
 * limited: a request that hangs is ended by the delivery, and blocks nobody here.
 */
export function createLimits(rates: Live<Record<string, Rate>>, clock: Clock, share?: LimitShare): Limits {
  const own = createRateLimiters();
  const held = new Map<string, number>();
  /** What others hold is noted here too, also of channels that nothing is posted to; so what is over goes at each note. */
  const note = (key: string, ms: number) => {
    const now = clock.now().getTime();
    for (const [one, until] of held) if (until <= now) held.delete(one);
    held.set(key, Math.max(held.get(key) ?? 0, now + ms));
  };
  share?.onHold(note);

  async function begin(where: LimitedChannel, start: () => Promise<void>, begun: () => boolean) {
    const rate = rates()[where.platform] ?? rates()['default'] ?? UNLIMITED;
    // Where the share is lost meanwhile, it says so itself, and what waited in it goes on here.
    await share
      ?.limiters()
      ?.run(where, rate, start)
      .catch(() => undefined);
    if (!begun()) await own.run(where, rate, start);
  }

  return {
    async schedule(where, run) {
      let running: ReturnType<typeof run> | undefined;
      const start = async () => {
        if (running) return;
        running = run();
        // The caller sees how it ends; the limiter only spaces the starts.
        running.catch(() => undefined);
      };
      await begin(where, start, () => running !== undefined);
      if (!running) throw new Error('the limiter let nothing run');
      return running;
    },
    hold({ platform, workspace, channel }, ms) {
      const key = keyOf(platform, workspace, channel);
      note(key, ms);
      share?.hold(key, ms);
    },
    heldFor({ platform, workspace, channel }) {
      const key = keyOf(platform, workspace, channel);
      return Math.max(0, (held.get(key) ?? 0) - clock.now().getTime());
    },
    async stop() {
      await own.stop();
      await share?.stop();
    },
  };
}
