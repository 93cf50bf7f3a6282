/** A row of few features: their indexes, and their values. */
export interface SparseRow {
  indexes: Int32Array;
  values: Float64Array;
}

const MEMORY = 8;
const MOST_ROUNDS = 200;
const CLOSE = 1e-4;

export function sparse(entries: Iterable<readonly [number, number]>): SparseRow {
  const kept = [...entries].filter(([, value]) => value !== 0);
  return {
    indexes: Int32Array.from(kept, ([index]) => index),
    values: Float64Array.from(kept, ([, value]) => value),
  };
}

/**
 * Fits a logistic regression with an L2 penalty by L-BFGS (Liu and Nocedal, 1989, https://doi.org/10.1007/BF01589116).
 *
 * @param size number of features
 * @param penalty times half the squared length of the weights is added to the loss; the bias is free
 */
export function fitLogistic(
  rows: readonly SparseRow[],
  expected: readonly boolean[],
  size: number,
  penalty: number,
): { bias: number; weights: Float64Array } {
  let point = new Float64Array(size + 1);
  let { loss, gradient } = lossAt(point, rows, expected, penalty);
  const steps: { step: Float64Array; change: Float64Array; scale: number }[] = [];
  for (
    let round = 0;
    round < MOST_ROUNDS && Math.sqrt(dot(gradient, gradient)) > CLOSE * rows.length ** 0.5;
    round += 1
  ) {
    const direction = directionOf(gradient, steps);
    const slope = dot(direction, gradient);
    let length = round === 0 ? 1 / Math.max(1, Math.sqrt(-slope)) : 1;
    let next = moved(point, direction, length);
    let there = lossAt(next, rows, expected, penalty);
    while (there.loss > loss + 1e-4 * length * slope && length > 1e-12) {
      length /= 2;
      next = moved(point, direction, length);
      there = lossAt(next, rows, expected, penalty);
    }
    const step = moved(next, point, -1);
    const change = moved(there.gradient, gradient, -1);
    const curvature = dot(step, change);
    if (curvature > 1e-12) steps.push({ step, change, scale: 1 / curvature });
    if (steps.length > MEMORY) steps.shift();
    const gain = loss - there.loss;
    ({ loss, gradient } = there);
    point = next;
    if (gain < 1e-8 * Math.abs(loss)) break;
  }
  return { bias: point[size] ?? 0, weights: point.slice(0, size) };
}

function lossAt(
  point: Float64Array,
  rows: readonly SparseRow[],
  expected: readonly boolean[],
  penalty: number,
) {
  const size = point.length - 1;
  const gradient = new Float64Array(point.length);
  let loss = 0;
  for (let at = 0; at < size; at += 1) {
    const one = point[at] as number;
    loss += (penalty / 2) * one * one;
    gradient[at] = penalty * one;
  }
  for (const [at, { indexes, values }] of rows.entries()) {
    let sum = point[size] as number;
    for (let one = 0; one < indexes.length; one += 1)
      sum += (point[indexes[one] as number] as number) * (values[one] as number);
    const sign = expected[at] ? 1 : -1;
    const margin = sign * sum;
    loss += margin > 0 ? Math.log1p(Math.exp(-margin)) : -margin + Math.log1p(Math.exp(margin));
    const off = -sign / (1 + Math.exp(margin));
    for (let one = 0; one < indexes.length; one += 1) {
      const index = indexes[one] as number;
      gradient[index] = (gradient[index] as number) + off * (values[one] as number);
    }
    gradient[size] = (gradient[size] as number) + off;
  }
  return { loss, gradient };
}

/** The two-loop recursion. */
function directionOf(
  gradient: Float64Array,
  steps: readonly { step: Float64Array; change: Float64Array; scale: number }[],
) {
  let direction = gradient.map((one) => -one);
  const shares: number[] = [];
  for (const { step, change, scale } of steps.toReversed()) {
    const share = scale * dot(step, direction);
    shares.unshift(share);
    direction = moved(direction, change, -share);
  }
  const last = steps.at(-1);
  if (last) {
    const size = dot(last.step, last.change) / dot(last.change, last.change);
    direction = direction.map((one) => one * size);
  }
  for (const [at, { step, change, scale }] of steps.entries()) {
    direction = moved(direction, step, (shares[at] ?? 0) - scale * dot(change, direction));
  }
  return direction;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] as number) * (other[at] as number);
  return sum;
}

function moved(from: Float64Array, by: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const there = new Float64Array(from);
  for (let at = 0; at < there.length; at += 1)
    there[at] = (there[at] as number) + length * (by[at] as number);
  return there;
}
