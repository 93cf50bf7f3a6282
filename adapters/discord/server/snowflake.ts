const EPOCH_MS = 1_420_070_400_000;
const ID = /^\d{1,20}$/;

/** Whether a value is one of Discord's ids. https://docs.discord.com/developers/reference#snowflakes */
export function isSnowflake(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

/** When what bears the id was made, milliseconds since 1970. */
function timeOf(id: string): number {
  return Number(BigInt(id) >> 22n) + EPOCH_MS;
}

/** When what bears the id was made, ISO 8601 with milliseconds; undefined where that is no time. */
export function isoOf(id: string): string | undefined {
  if (!isSnowflake(id)) return undefined;
  return new Date(timeOf(id)).toISOString();
}

/** The smallest id of a moment: all that was made later has a larger one. */
export function snowflakeAt(ms: number): string {
  return String(BigInt(Math.max(0, Math.floor(ms) - EPOCH_MS)) << 22n);
}

/** The later of two ids. */
export function laterOf(one: string, other: string): string {
  return BigInt(one) >= BigInt(other) ? one : other;
}
