const TS = /^(\d{1,11})\.(\d{6})$/;

/** Slack's time stamp (`1700000000.123456`) as ISO 8601 with milliseconds; undefined where it is none. */
export function isoOf(ts: string): string | undefined {
  const found = TS.exec(ts);
  if (!found) return undefined;
  return new Date(Number(found[1]) * 1000 + Number(found[2]?.slice(0, 3))).toISOString();
}
