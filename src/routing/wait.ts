/** How long a customer waited, and what stood around it. */
export interface WaitSample {
  /** Who waited before them, and who worked, when they began to wait. */
  ahead: number;
  working: number;
  /** Hour of the day when they began, 0..24, UTC. */
  hour: number;
  waitedMs: number;
  /** The range that they were told, milliseconds; null where none was. */
  told: { low: number; high: number } | null;
}

/** What a customer can be told of their wait. */
export interface WaitEstimate {
  /** Milliseconds. */
  low: number;
  high: number;
  /** Number of waits that it rests on. */
  basis: number;
}

/** Share of waits that are to fall inside what is told. */
export const TOLD_SHARE = 0.8;
/** Fewer waits than this say nothing. */
const ENOUGH = 12;
/** Waits under like conditions that the range is taken from: a share of all, but some at least. */
const NEAREST = { share: 0.3, least: 24 };
/** How quickly the range widens after a wait outside it, and narrows after one inside (adaptive conformal inference, Gibbs and Candès, NeurIPS 2021). */
const STEP = 0.03;
/** How much an hour of the day counts beside a doubling of the queue per agent. */
const HOUR_WEIGHT = 0.05;
/** What is told is rounded to these, minutes. */
const ROUND = [
  1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 75, 90, 120, 150, 180, 240, 300, 360, 480, 600, 720, 960,
  1_440,
];
const MINUTE = 60_000;

/**
 * How long somebody who begins to wait now will wait, from the latest waits, oldest first; null where too little is known.
 * Made so that `TOLD_SHARE` of the waits fall inside, whatever the desk is like: the range of waits under like conditions,
 * widened or narrowed by how what was told before has held. Pure.
 */
export function estimateWait(
  situation: Pick<WaitSample, 'ahead' | 'working' | 'hour'>,
  samples: readonly WaitSample[],
): WaitEstimate | null {
  if (samples.length < ENOUGH) return null;
  const waits = like(situation, samples);
  const outside = outsideShare(samples);
  const low = quantile(waits, outside / 2);
  const high = quantile(waits, 1 - outside / 2);
  return { low: roundDown(low), high: roundUp(high), basis: samples.length };
}

/** The same for somebody who has waited for `elapsedMs` already: how much longer. */
export function estimateRest(
  situation: Pick<WaitSample, 'ahead' | 'working' | 'hour'>,
  samples: readonly WaitSample[],
  elapsedMs: number,
): WaitEstimate | null {
  const longer = samples.filter(({ waitedMs }) => waitedMs > elapsedMs);
  if (longer.length < ENOUGH) return null;
  const rest = like(situation, longer).map((waited) => waited - elapsedMs);
  const outside = outsideShare(samples);
  return {
    low: roundDown(quantile(rest, outside / 2)),
    high: roundUp(quantile(rest, 1 - outside / 2)),
    basis: longer.length,
  };
}

/** The waits of those who came under the most alike conditions, rising. */
function like(
  situation: Pick<WaitSample, 'ahead' | 'working' | 'hour'>,
  samples: readonly WaitSample[],
): number[] {
  const count = Math.max(NEAREST.least, Math.round(samples.length * NEAREST.share));
  return samples
    .map((sample, index) => ({ sample, index, apart: apart(situation, sample) }))
    .sort((one, other) => one.apart - other.apart || other.index - one.index)
    .slice(0, count)
    .map(({ sample }) => sample.waitedMs)
    .sort((a, b) => a - b);
}

type Situation = Pick<WaitSample, 'ahead' | 'working' | 'hour'>;

function apart(one: Situation, other: Situation): number {
  const hours = Math.abs(one.hour - other.hour);
  return Math.abs(pressure(one) - pressure(other)) + HOUR_WEIGHT * Math.min(hours, 24 - hours);
}

/** The queue per agent, in doublings. */
function pressure({ ahead, working }: Situation): number {
  return Math.log2((1 + ahead) / Math.max(0.5, working));
}

/** The share that is left outside, so that what was told holds as often as it is said to. */
function outsideShare(samples: readonly WaitSample[]): number {
  const wanted = 1 - TOLD_SHARE;
  let share = wanted;
  for (const { told, waitedMs } of samples) {
    if (!told) continue;
    const missed = waitedMs < told.low || waitedMs > told.high ? 1 : 0;
    share = Math.min(0.6, Math.max(0.01, share + STEP * (wanted - missed)));
  }
  return share;
}

function quantile(rising: readonly number[], share: number): number {
  const place = Math.min(1, Math.max(0, share)) * (rising.length - 1);
  const [below = 0, above = 0] = [rising[Math.floor(place)], rising[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}

function roundDown(ms: number): number {
  return nearest(ms, [0, ...ROUND]) * MINUTE;
}

function roundUp(ms: number): number {
  const days = Math.ceil(ms / MINUTE / 1_440);
  return (days > 1 ? days * 1_440 : nearest(ms, ROUND)) * MINUTE;
}

/** The number of minutes that is nearest, in proportion. */
function nearest(ms: number, steps: readonly number[]): number {
  const minutes = ms / MINUTE;
  const apart = (step: number) => Math.abs(Math.log((step + 0.5) / (minutes + 0.5)));
  return steps.reduce((best, step) => (apart(step) < apart(best) ? step : best));
}
