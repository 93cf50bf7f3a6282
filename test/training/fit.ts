/** Weights of a linear model by the name of the figure that they weigh. */
export type Weights = Record<string, number>;
export type Figures = Readonly<Record<string, number>>;

/** A question with the passages to choose from. */
export interface Choice {
  options: readonly Figures[];
  /** Whether each of the options is right. */
  right: readonly boolean[];
  /** How much the question counts. */
  weight: number;
}

/** Something that happened or not. */
export interface Event {
  figures: Figures;
  happened: boolean;
  weight: number;
}

const STEPS = 300;
const RATE = 0.1;

/**
 * Weights by which the right options stand before the others: the likelihood that a right one is taken when options are
 * taken with odds exp(weighed sum), made largest, less `penalty` times the squared weights (of figures scaled to deviation 1).
 */
export function fitChoice(choices: readonly Choice[], names: readonly string[], penalty: number): Weights {
  const useful = choices.filter(({ right }) => right.includes(true) && right.includes(false));
  const scales = scalesOf(
    useful.flatMap(({ options }) => options),
    names,
  );
  const rows = useful.map(({ options }) => options.map((one) => scaled(one, names, scales)));
  const whole = useful.reduce((sum, { weight }) => sum + weight, 0);
  const fitted = descend(names.length, penalty, (weights, slope) => {
    useful.forEach(({ right, weight }, at) => {
      const options = rows[at] ?? [];
      const odds = softmax(options.map((row) => dot(row, weights)));
      const hit = odds.reduce((sum, one, option) => (right[option] ? sum + one : sum), 0);
      options.forEach((row, option) => {
        const share = odds[option] ?? 0;
        const wrong = share - (right[option] ? share / hit : 0);
        addTo(slope, row, (wrong * weight) / whole);
      });
    });
  });
  return named(fitted, names, scales);
}

/** Log odds of an event as a weighed sum of figures and a bias (logistic regression with a squared penalty). */
export function fitOdds(
  events: readonly Event[],
  names: readonly string[],
  penalty: number,
): { bias: number; weights: Weights } {
  const scales = scalesOf(
    events.map(({ figures }) => figures),
    names,
  );
  const means = names.map(
    (name) => events.reduce((sum, { figures }) => sum + (figures[name] ?? 0), 0) / events.length,
  );
  const rows = events.map(({ figures }) => {
    const row = names.map((name, at) => ((figures[name] ?? 0) - (means[at] ?? 0)) / (scales[at] ?? 1));
    return Float64Array.from([...row, 1]);
  });
  const whole = events.reduce((sum, { weight }) => sum + weight, 0);
  const fitted = descend(
    names.length + 1,
    penalty,
    (weights, slope) => {
      events.forEach(({ happened, weight }, at) => {
        const row = rows[at] ?? new Float64Array();
        const share = 1 / (1 + Math.exp(-dot(row, weights)));
        addTo(slope, row, ((share - (happened ? 1 : 0)) * weight) / whole);
      });
    },
    names.length,
  );
  const weights = named(fitted, names, scales);
  const centre = names.reduce((sum, name, at) => sum + (weights[name] ?? 0) * (means[at] ?? 0), 0);
  return { bias: (fitted[names.length] ?? 0) - centre, weights };
}

/** Adam (Kingma and Ba, 2015) from zero; the weight at `free` bears no penalty. */
function descend(
  size: number,
  penalty: number,
  addSlope: (weights: Float64Array, slope: Float64Array) => void,
  free = -1,
): Float64Array {
  const weights = new Float64Array(size);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  for (let step = 1; step <= STEPS; step++) {
    const slope = new Float64Array(size);
    addSlope(weights, slope);
    for (let at = 0; at < size; at++) {
      const down = (slope[at] ?? 0) + (at === free ? 0 : penalty * (weights[at] ?? 0));
      first[at] = 0.9 * (first[at] ?? 0) + 0.1 * down;
      second[at] = 0.99 * (second[at] ?? 0) + 0.01 * down * down;
      const move =
        (first[at] ?? 0) / (1 - 0.9 ** step) / (Math.sqrt((second[at] ?? 0) / (1 - 0.99 ** step)) + 1e-8);
      weights[at] = (weights[at] ?? 0) - RATE * Math.min(1, 50 / step) * move;
    }
  }
  return weights;
}

function scalesOf(rows: readonly Figures[], names: readonly string[]): number[] {
  return names.map((name) => {
    const mean = rows.reduce((sum, row) => sum + (row[name] ?? 0), 0) / rows.length;
    const spread = rows.reduce((sum, row) => sum + ((row[name] ?? 0) - mean) ** 2, 0) / rows.length;
    return Math.sqrt(spread) || 1;
  });
}

function scaled(row: Figures, names: readonly string[], scales: readonly number[]): Float64Array {
  return Float64Array.from(names, (name, at) => (row[name] ?? 0) / (scales[at] ?? 1));
}

function named(weights: Float64Array, names: readonly string[], scales: readonly number[]): Weights {
  return Object.fromEntries(names.map((name, at) => [name, (weights[at] ?? 0) / (scales[at] ?? 1)]));
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}

function addTo(sum: Float64Array, row: Float64Array, times: number): void {
  row.forEach((value, at) => {
    sum[at] = (sum[at] ?? 0) + times * value;
  });
}

function softmax(values: readonly number[]): number[] {
  const top = Math.max(...values);
  const odds = values.map((value) => Math.exp(value - top));
  const all = odds.reduce((sum, one) => sum + one, 0);
  return odds.map((one) => one / all);
}
