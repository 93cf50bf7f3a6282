/** The smallest value that `share` (0..1) of all values do not exceed. NaN where there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** The middle value. NaN where there are none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
