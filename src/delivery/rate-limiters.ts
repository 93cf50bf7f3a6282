import Bottleneck from 'bottleneck';

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

/** One limiter for each channel, and one for each workspace behind them. */
export interface RateLimiters {
  /** Runs the job once the rate lets it. Rejects where the limits can't be kept; the job may be run all the same. */
  run(channel: LimitedChannel, rate: Rate, job: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** Where limiters are kept that several processes share. */
export interface SharedStore {
  connection: Bottleneck.IORedisConnection;
  /** Told when it answers no more. */
  failed(error: unknown): void;
}

/** Bottleneck refills a reservoir at most four times a second. */
const REFILL_MS = 250;
/** A channel's limiter costs about 8 kB, and is forgotten when unused so long and full again. */
const FORGET_MS = 300_000;
/** Timers count no further than 2^31 milliseconds. */
const LONGEST_MS = 2_000_000_000;
/** A job is over when it has begun; one that is not over by then was cut off, and is no more counted as running. */
const JOB_ENDS_MS = 60_000;

/** The limiters of this process, or with a store those of all processes that have the same one. */
export function createRateLimiters(store?: SharedStore): RateLimiters {
  const pairs = new Map<string, Pair>();
  const waiting = waitingIn(store);
  const pairOf = ({ platform, workspace }: LimitedChannel, rate: Rate): Pair => {
    // Whoever changes a rate begins anew with it, in every process.
    const name = keyOf(platform, workspace, ...Object.values(rate).map(String));
    const known = pairs.get(name) ?? openPair(`{${keyOf(platform, workspace)}}`, rate, store);
    pairs.set(name, known);
    return known;
  };

  return {
    async run(where, rate, job) {
      const { whole, channels } = pairOf(where, rate);
      const { platform, workspace, channel } = where;
      // In braces stands what a Redis cluster keeps together.
      const key = `{${keyOf(platform, workspace, channel)}}|${rate.channelPerSecond}|${rate.channelBurst}`;
      if (channels) await waiting.schedule(channels.key(key), whole ? async () => undefined : job);
      if (whole) await waiting.schedule(whole, job);
      if (!channels && !whole) await job();
    },
    async stop() {
      waiting.stop();
      const ends = [...pairs.values()].flatMap(({ whole, channels }) => [
        ...(channels?.limiters().map(({ limiter }) => limiter.disconnect()) ?? []),
        whole?.disconnect(),
        channels && endOf(channels),
      ]);
      await Promise.all(ends);
    },
  };
}

interface Pair {
  whole: Bottleneck | undefined;
  channels: Bottleneck.Group | undefined;
}

/** Ends a group with its look for limiters to forget, which Bottleneck lets go on for ever. */
async function endOf(group: Bottleneck.Group): Promise<void> {
  clearInterval(Reflect.get(group, 'interval') as NodeJS.Timeout | undefined);
  await group.disconnect();
}

function openPair(id: string, rate: Rate, store?: SharedStore): Pair {
  const { channelPerSecond, channelBurst, workspacePerSecond } = rate;
  // What waits asks for itself, see `waitingIn`; an idle limiter need not ask Redis for anything.
  const shared = store && { connection: store.connection, heartbeatInterval: FORGET_MS };
  const watch = (limiter: Bottleneck) => store && limiter.on('error', store.failed);
  const whole = workspacePerSecond
    ? new Bottleneck({
        ...reservoirOf(workspacePerSecond, Math.ceil(workspacePerSecond)),
        ...(shared
          ? {
              ...shared,
              id: `baton-${id}|${workspacePerSecond}`,
              timeout: forgetMs(workspacePerSecond, Math.ceil(workspacePerSecond)),
            }
          : {}),
      })
    : undefined;
  const channels = channelPerSecond
    ? new Bottleneck.Group({
        ...reservoirOf(channelPerSecond, channelBurst),
        ...{ ...shared, id: 'baton', timeout: forgetMs(channelPerSecond, channelBurst) },
      })
    : undefined;
  if (whole) watch(whole);
  channels?.on('created', watch);
  return { whole, channels };
}

/**
 * Schedules jobs. Bottleneck looks in Redis for room when a job comes or ends, and else only when Redis publishes that there is
 * some; which it doesn't where it has forgotten the limit, and which may get lost. So for as long as a job waits, it is made to
 * look as often as the reservoir is refilled.
 */
function waitingIn(store?: SharedStore) {
  const counts = new Map<Bottleneck, number>();
  let stopped = store === undefined;
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    for (const limiter of counts.keys()) startWhatMay(limiter);
  };
  const rest = () => {
    clearInterval(timer);
    timer = undefined;
  };
  const count = (limiter: Bottleneck, change: 1 | -1) => {
    const left = (counts.get(limiter) ?? 0) + change;
    if (left > 0) counts.set(limiter, left);
    else counts.delete(limiter);
    if (counts.size > 0 && !stopped) timer ??= setInterval(look, REFILL_MS).unref();
    else rest();
  };
  return {
    /** Looks no more, also where jobs that were cut off are told so later. */
    stop() {
      stopped = true;
      rest();
    },
    async schedule(limiter: Bottleneck, job: () => Promise<void>): Promise<void> {
      count(limiter, 1);
      try {
        await limiter.schedule({ expiration: JOB_ENDS_MS }, job);
      } finally {
        count(limiter, -1);
      }
    },
  };
}

/** What Bottleneck does when it hears of room; it tells of faults by its event `error`. */
function startWhatMay(limiter: Bottleneck): void {
  const drain = Reflect.get(limiter, '_drainAll') as () => Promise<unknown>;
  void drain.call(limiter);
}

function reservoirOf(perSecond: number, burst: number): Bottleneck.ConstructorOptions {
  const { everyMs, amount } = refillOf(perSecond);
  return {
    reservoir: burst,
    reservoirIncreaseAmount: amount,
    reservoirIncreaseInterval: everyMs,
    reservoirIncreaseMaximum: burst,
  };
}

function refillOf(perSecond: number): { everyMs: number; amount: number } {
  const everyMs = Math.max(REFILL_MS, Math.ceil(1_000 / perSecond / REFILL_MS) * REFILL_MS);
  return { everyMs, amount: Math.max(1, Math.floor((perSecond * everyMs) / 1_000)) };
}

/** Forgotten before it is full again, a limit would let more through than its rate, and what waits in it would wait for ever. */
function forgetMs(perSecond: number, burst: number): number {
  const { everyMs, amount } = refillOf(perSecond);
  return Math.min(LONGEST_MS, FORGET_MS + Math.ceil(burst / amount) * everyMs);
}

/** One name for several, none of which can be taken for another or for part of one. */
export function keyOf(...parts: string[]): string {
  return parts.map(encodeURIComponent).join('|');
}
