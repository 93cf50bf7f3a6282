const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A century, milliseconds: what is so far away is a slip, and soon no date any more. */
const LONGEST_MS = 36_525 * UNITS.d;

/** Reads `30s`, `5m`, `2h`, `7d`, `250ms` or `1.5h` as milliseconds; undefined for anything else, and beyond a century. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d)$/.exec(text);
  if (!match) return undefined;
  const ms = Math.round(Number(match[1]) * UNITS[match[2] as keyof typeof UNITS]);
  return ms <= LONGEST_MS ? ms : undefined;
}
