import Bottleneck from 'bottleneck';
import type { Clock } from '../platform/clock.ts';

/** How fast a platform may be posted to; absent figures are not limited. */
export interface Rate {
  /** Posts per second into one channel. */
  channelPerSecond: number;
  /** Posts that may go into one channel at once before that rate holds. */
  channelBurst: number;
  /** Posts per second into one workspace. */
  workspacePerSecond: number;
}

export interface Limits {
  /** Runs as soon as the rates of the channel and its workspace allow. */
  schedule<T>(platform: string, workspace: string, channel: string, run: () => Promise<T>): Promise<T>;
  /** Lets nothing more into the channel for a while: the platform said so. */
  hold(platform: string, workspace: string, channel: string, ms: number): void;
  /** How long the channel is still held, milliseconds. */
  heldFor(platform: string, workspace: string, channel: string): number;
  stop(): Promise<void>;
}

/** Bottleneck refills a reservoir at most four times a second. */
const REFILL_MS = 250;
/** A channel's limiter costs about 8 kB, and is forgotten when unused so long. */
const FORGET_MS = 300_000;

/**
 * One Bottleneck limiter per channel behind one per workspace. Only starting is limited: a job that hangs is ended by
 * the delivery, and blocks nobody here.
 */
export function createLimits(rates: Record<string, Rate>, clock: Clock): Limits {
  const groups = new Map<string, Bottleneck.Group>();
  const workspaces = new Map<string, Bottleneck>();
  const held = new Map<string, number>();
  const keyOf = (...parts: string[]) => parts.map(encodeURIComponent).join('|');

  function limiterOf(platform: string, rate: Rate, workspace: string, channel: string): Bottleneck {
    const name = keyOf(platform, workspace);
    let group = groups.get(name);
    if (!group) {
      const whole = new Bottleneck(reservoirOf(rate.workspacePerSecond, rate.workspacePerSecond));
      workspaces.set(name, whole);
      group = new Bottleneck.Group({
        ...reservoirOf(rate.channelPerSecond, rate.channelBurst),
        timeout: FORGET_MS,
      });
      group.on('created', (limiter: Bottleneck) => limiter.chain(whole));
      groups.set(name, group);
    }
    return group.key(channel);
  }

  return {
    async schedule(platform, workspace, channel, run) {
      const rate = rates[platform];
      if (!rate) return run();
      let result: Promise<unknown> | undefined;
      await limiterOf(platform, rate, workspace, channel).schedule(async () => {
        result = run();
        // The caller sees how it ends; the limiter only spaces the starts.
        result.catch(() => undefined);
      });
      return (await result) as never;
    },
    hold(platform, workspace, channel, ms) {
      held.set(keyOf(platform, workspace, channel), clock.now().getTime() + ms);
    },
    heldFor(platform, workspace, channel) {
      const key = keyOf(platform, workspace, channel);
      const wait = (held.get(key) ?? 0) - clock.now().getTime();
      if (wait <= 0) held.delete(key);
      return Math.max(0, wait);
    },
    async stop() {
      await Promise.all([...groups.values()].map((group) => group.disconnect()));
      await Promise.all([...workspaces.values()].map((limiter) => limiter.disconnect()));
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
