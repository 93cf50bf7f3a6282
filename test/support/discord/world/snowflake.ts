import type { Clock } from '../../../../src/platform/clock.ts';

/** https://docs.discord.com/developers/reference#snowflakes */
const EPOCH = 1_420_070_400_000n;

/** Gives ids as Discord does: the time, then a counter. */
export class Snowflakes {
  private count = 0n;
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  next(): string {
    this.count += 1n;
    const now = BigInt(this.clock.now().getTime());
    return (((now - EPOCH) << 22n) + this.count).toString();
  }
}
