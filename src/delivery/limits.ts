import Bottleneck from 'bottleneck';
import type { Clock } from '../platform/clock.ts';

/** How fast a platform may be posted to; a rate of 0 is no limit. */
export interface Rate {
  /** Posts per second into one channel. */
  channelPerSecond: number;
  /** Posts that may go into one channel at once before that rate holds. */
  channelBurst: number;
  /** Posts per second into one workspace. */
  workspacePerSecond: number;
}

/** One channel of one workspace. */
export interface LimitedChannel {
  platform: string;
  workspace: string;
  channel: string;
}

export interface Limits {
  /** Runs as soon as the rates of the channel and its workspace allow. */
  schedule<T>(channel: LimitedChannel, run: () => Promise<T>): Promise<T>;
  /** Notes that the platform wants nothing more in the channel for a while. */
  hold(channel: LimitedChannel, ms: number): void;
  /** How long the channel is still held, milliseconds. */
  heldFor(channel: LimitedChannel): number;
  stop(): Promise<void>;
}

/** Bottleneck refills a reservoir at most four times a second. */
const REFILL_MS = 250;
/** A channel's limiter costs about 8 kB, and is forgotten when unused so long. */
const FORGET_MS = 300_000;

type Run = (job: () => Promise<void>) => Promise<void>;

/**
 * One Bottleneck limiter per channel behind one per workspace; platforms without rates of their own take `default`.
 * Only starting is limited: a request that hangs is ended by the delivery, and blocks nobody here.
 */
export function createLimits(rates: Record<string, Rate>, clock: Clock): Limits {
  const workspaces = new Map<string, { run: (channel: string) => Run; stop(): Promise<void> }>();
  const held = new Map<string, number>();

  function runnerOf({ platform, workspace, channel }: LimitedChannel): Run {
    const name = keyOf(platform, workspace);
    let limiter = workspaces.get(name);
    if (!limiter) {
      limiter = workspaceLimiter(rates[platform] ?? rates['default'] ?? UNLIMITED);
      workspaces.set(name, limiter);
    }
    return limiter.run(channel);
  }

  return {
    async schedule(channel, run) {
      const started: { result?: ReturnType<typeof run> } = {};
      await runnerOf(channel)(async () => {
        started.result = run();
        // The caller sees how it ends; the limiter only spaces the starts.
        started.result.catch(() => undefined);
      });
      if (!started.result) throw new Error('the limiter let nothing run');
      return started.result;
    },
    hold({ platform, workspace, channel }, ms) {
      held.set(keyOf(platform, workspace, channel), clock.now().getTime() + ms);
    },
    heldFor({ platform, workspace, channel }) {
      const key = keyOf(platform, workspace, channel);
      const wait = (held.get(key) ?? 0) - clock.now().getTime();
      if (wait <= 0) held.delete(key);
      return Math.max(0, wait);
    },
    async stop() {
      await Promise.all([...workspaces.values()].map((limiter) => limiter.stop()));
    },
  };
}

const UNLIMITED: Rate = { channelPerSecond: 0, channelBurst: 1, workspacePerSecond: 0 };

function workspaceLimiter(rate: Rate) {
  const whole = rate.workspacePerSecond
    ? new Bottleneck(reservoirOf(rate.workspacePerSecond, Math.ceil(rate.workspacePerSecond)))
    : undefined;
  const channels = rate.channelPerSecond
    ? new Bottleneck.Group({ ...reservoirOf(rate.channelPerSecond, rate.channelBurst), timeout: FORGET_MS })
    : undefined;
  if (whole) channels?.on('created', (limiter: Bottleneck) => limiter.chain(whole));
  return {
    run(channel: string): Run {
      const limiter = channels?.key(channel) ?? whole;
      return limiter ? (job) => limiter.schedule(job) : (job) => job();
    },
    async stop(): Promise<void> {
      await channels?.disconnect();
      await whole?.disconnect();
    },
  };
}

function reservoirOf(perSecond: number, burst: number): Bottleneck.ConstructorOptions {
  const everyMs = Math.max(REFILL_MS, Math.ceil(1_000 / perSecond / REFILL_MS) * REFILL_MS);
  return {
    reservoir: burst,
    reservoirIncreaseAmount: Math.max(1, Math.floor((perSecond * everyMs) / 1_000)),
    reservoirIncreaseInterval: everyMs,
    reservoirIncreaseMaximum: burst,
  };
}

function keyOf(...parts: string[]): string {
  return parts.map(encodeURIComponent).join('|');
}
